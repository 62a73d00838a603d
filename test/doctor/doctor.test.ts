import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.js'
import { examine } from '../../src/doctor/examine.js'
import type { Finding } from '../../src/doctor/finding.js'
import { asTable, isHealthy } from '../../src/doctor/report.js'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startSenseTimeSandbox, type SenseTimeSandbox } from '../../src/sandbox/sensetime.js'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { startXingyunSandbox, type XingyunSandbox } from '../../src/sandbox/xingyun.js'
import { apiKey, startApp } from '../support/app.js'
import { realPostgres, type TestDatabase } from '../support/postgres.js'
import { freePort } from '../support/processes.js'
import { realRedis } from '../support/redis.js'
import { runServer } from '../support/server-process.js'

let huawei: HuaweiSandbox
let tencent: TencentSandbox
let sensetime: SenseTimeSandbox
let xingyun: XingyunSandbox
beforeAll(async () => {
  ;[huawei, tencent, sensetime, xingyun] = await Promise.all([startHuaweiSandbox(), startTencentSandbox(), startSenseTimeSandbox(), startXingyunSandbox()])
})
afterAll(() => Promise.all([huawei, tencent, sensetime, xingyun].map((sandbox) => sandbox.close())))

/** The settings of accounts at all four simulators, as variables. */
const accounts = (): Record<string, string> => ({
  HUAWEI_ENDPOINT: huawei.settings.endpoint,
  HUAWEI_PROJECT_ID: huawei.settings.projectId,
  HUAWEI_ACCESS_KEY: huawei.settings.accessKey,
  HUAWEI_SECRET_KEY: huawei.settings.secretKey,
  HUAWEI_CALLBACK_KEYS: huawei.settings.callbackKeys.join(','),
  TENCENT_ENDPOINT: tencent.settings.endpoint,
  TENCENT_APP_KEY: tencent.settings.appKey,
  TENCENT_ACCESS_TOKEN: tencent.settings.accessToken,
  TENCENT_PROJECT_ID: tencent.settings.projectId,
  SENSETIME_ENDPOINT: sensetime.settings.endpoint,
  SENSETIME_APP_ID: sensetime.settings.appId,
  SENSETIME_APP_KEY: sensetime.settings.appKey,
  SENSETIME_AUTH_KEYS: sensetime.settings.authKeys.join(','),
  XINGYUN_ENDPOINT: xingyun.settings.endpoint,
  XINGYUN_APP_ID: xingyun.settings.appId,
  XINGYUN_APP_SECRET: xingyun.settings.appSecret,
})

/** A folder that is not there: nothing has to be opened. */
const NO_FOLDER = join(tmpdir(), 'avatargraph-no-such-folder', 'data')

/** What the doctor finds with these variables and no other; with one that is `undefined` left out. */
const look = (environment: Record<string, string | undefined>, now?: () => number) => examine(() => readConfig({ DATA_DIR: NO_FOLDER, ...environment }), now)
const of = (findings: Finding[], area: string, name?: string) => findings.filter((finding) => finding.area === area && (name === undefined || finding.name === name))
const failures = (findings: Finding[]) => findings.filter(({ status }) => status === 'FAILED').map(({ area, name }) => `${area}: ${name}`)

describe('a deployment where all is well', () => {
  let database: TestDatabase | undefined
  beforeAll(async () => {
    database = await realPostgres()
  })
  afterAll(() => database?.dispose())

  test('is found healthy, account by account, and nothing at the vendors is changed', async ({ skip }) => {
    const redis = await realRedis()
    if (!database || !redis) return skip()
    const port = String(await freePort())
    const seen = [huawei, tencent, sensetime, xingyun].map(({ journal }) => journal.entries().length)
    const found = await look({ ...accounts(), DATABASE_URL: database.url, REDIS_URL: redis.url, API_KEYS: apiKey('ops', 'operator', 'secret'), PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` })

    expect(failures(found)).toEqual([])
    expect(found.filter(({ name }) => name.startsWith('call:')).map(({ area, name }) => `${area} ${name}`)).toEqual([
      'account huawei call: assets',
      'account huawei call: sessions',
      'account tencent call: quotas',
      'account tencent call: assets',
      'account tencent call: sessions',
      'account sensetime call: sessions',
      'account xingyun call: motions',
    ])
    expect(of(found, 'database').map(({ name, status }) => [name, status])).toEqual([['reachable', 'OK'], ['migrations', 'WARNING'], ['clock', 'OK']])
    expect(of(found, 'broker').map(({ name, status }) => [name, status])).toEqual([['reachable', 'OK'], ['messages', 'OK'], ['scripts', 'OK']])
    expect(of(found, 'public address')).toMatchObject([{ status: 'OK', says: `http://127.0.0.1:${port} leads here, asked from here` }])
    expect(of(found, 'configuration', 'callers')).toMatchObject([{ says: 'API keys: ops (operator)' }])
    const asked = [huawei, tencent, sensetime, xingyun].flatMap(({ journal }, index) => journal.entries().slice(seen[index]))
    expect(asked.length).toBeGreaterThan(7)
    expect(asked.flatMap((entry) => ('operation' in entry ? String(entry.operation) : [])).filter((operation) => /create|update|delete|start|close|stop/i.test(operation) && operation !== 'createToken')).toEqual([])
  })

  test('leaves a database that has never been migrated as it is', async ({ skip }) => {
    if (!database) return skip()
    const found = await look({ DATABASE_URL: database.url })
    const again = await look({ DATABASE_URL: database.url })
    expect(of(again, 'database', 'migrations')).toEqual(of(found, 'database', 'migrations'))
    expect(of(found, 'database', 'migrations')[0]?.says).toContain('EventLog1763683200000')
  })
})

describe('without any setting', () => {
  test('says that simulators stand in, and which settings connect an account', async () => {
    const found = await look({})
    expect(isHealthy(found)).toBe(true)
    for (const name of ['huawei', 'tencent', 'sensetime', 'xingyun']) {
      expect(of(found, `account ${name}`)).toMatchObject([{ status: 'OK', says: expect.stringMatching(new RegExp(`a simulator stands in for it. Set ${name.toUpperCase()}_`)) as string }])
    }
  })

  test('warns of simulators in production', async () => {
    const found = await look({ NODE_ENV: 'production', SANDBOX: 'on', API_KEYS: apiKey('ops', 'operator', 'secret') })
    expect(of(found, 'account tencent')).toMatchObject([{ status: 'WARNING' }])
    expect(of(await look({ NODE_ENV: 'production', API_KEYS: apiKey('ops', 'operator', 'secret') }), 'account tencent')[0]?.says).toContain('absent')
  })

  test('an embedded database that AvatarGraph holds is no fault; a folder that is not there yet neither', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'avatargraph-doctor-'))
    const app = await startApp({ DATA_DIR: folder, SANDBOX: 'off' })
    try {
      expect(of(await look({ DATA_DIR: folder }), 'database')).toMatchObject([{ status: 'OK', says: expect.stringMatching(/in use by another process.*AvatarGraph runs/) as string }])
      await app.dispose()
      const found = await look({ DATA_DIR: folder }, () => Date.now() - 20 * 60_000)
      expect(of(found, 'database', 'migrations')).toMatchObject([{ says: 'up to date' }])
      expect(of(found, 'database', 'clock')).toMatchObject([{ status: 'WARNING', says: expect.stringMatching(/^this machine's clock is (1199|120[01]) s behind the database's$/) as string }])
      expect(of(await look({ DATA_DIR: join(folder, 'a', 'b') }), 'database')).toMatchObject([{ status: 'OK', says: expect.stringContaining('the first start makes it') as string }])
    } finally {
      await app.dispose()
      await rm(folder, { recursive: true, force: true })
    }
  })
})

describe('what does not work is named, with what to do', () => {
  const wrong = 'not-the-real-one'

  test.each([
    ['huawei', 'HUAWEI_SECRET_KEY', /HUAWEI_ACCESS_KEY and HUAWEI_SECRET_KEY/],
    ['tencent', 'TENCENT_ACCESS_TOKEN', /TENCENT_APP_KEY and TENCENT_ACCESS_TOKEN/],
    ['sensetime', 'SENSETIME_APP_KEY', /SENSETIME_APP_ID and SENSETIME_APP_KEY/],
    ['xingyun', 'XINGYUN_APP_SECRET', /XINGYUN_APP_ID and XINGYUN_APP_SECRET/],
  ])('a wrong key of %s', async (slug, variable, todo) => {
    const found = await look({ ...accounts(), [variable]: wrong })
    expect(failures(found)).toEqual([expect.stringMatching(`^account ${slug}: call: `)])
    expect(found.find(({ status }) => status === 'FAILED')?.todo).toMatch(todo)
  })

  test('a project of another region, as something other than wrong keys', async () => {
    const found = await look({ ...accounts(), HUAWEI_PROJECT_ID: 'ffffffffffffffffffffffffffffffff' })
    expect(failures(found)).toEqual(['account huawei: call: assets'])
    expect(of(found, 'account huawei', 'call: assets')[0]).toMatchObject({ says: expect.stringContaining('status 403') as string, todo: expect.stringMatching(/^The credentials are known, and may not do this: check project and region/) as string })
  })

  test('a vendor that is down: nothing listens, the name is unknown, or it answers with trouble of its own', async () => {
    const found = await look({ ...accounts(), TENCENT_ENDPOINT: `http://127.0.0.1:${await freePort()}`, XINGYUN_ENDPOINT: 'https://nobody.invalid' })
    expect(of(found, 'account tencent', 'network')).toMatchObject([{ status: 'FAILED', says: expect.stringContaining('ECONNREFUSED') as string, todo: expect.stringContaining('Nothing listens there') as string }])
    expect(of(found, 'account xingyun', 'network')).toMatchObject([{ status: 'FAILED', todo: expect.stringContaining('DNS') as string }])
    expect(failures(found)).toHaveLength(2)

    const fault = huawei.faults.add({ status: 503 })
    const ill = await look({ ...accounts(), VENDOR_DEADLINE_MS: '500' }).finally(() => fault.remove())
    expect(of(ill, 'account huawei', 'network')).toMatchObject([{ status: 'OK' }])
    expect(of(ill, 'account huawei', 'call: assets')).toMatchObject([{ status: 'FAILED' }])
  })

  test('a clock that is off, before wrong keys are suspected', async () => {
    const found = await look(accounts(), () => Date.now() + 20 * 60_000)
    for (const slug of ['huawei', 'tencent', 'xingyun']) {
      expect(of(found, `account ${slug}`, 'clock')).toMatchObject([{ status: 'WARNING', says: expect.stringMatching(/^this machine's clock is (1199|120[01]) s ahead of the vendor's$/) as string }])
      expect(of(found, `account ${slug}`).find(({ status }) => status === 'FAILED')?.todo).toMatch(/NTP/)
    }
  })

  test('PostgreSQL and Redis that are down, in one go', async () => {
    const port = await freePort()
    const found = await look({ DATABASE_URL: `postgres://u:${wrong}@127.0.0.1:${port}/d`, REDIS_URL: `redis://:${wrong}@127.0.0.1:${port}` })
    expect(failures(found)).toEqual(['database: reachable', 'broker: reachable'])
    expect(asTable(found)).not.toContain(wrong)
  })

  test('a database that does not exist', async ({ skip }) => {
    const database = await realPostgres()
    if (!database) return skip()
    await database.dispose()
    expect(of(await look({ DATABASE_URL: database.url }), 'database')).toMatchObject([{ status: 'FAILED', todo: expect.stringContaining('CREATE DATABASE') as string }])
  })

  test('callback keys that are missing', async () => {
    const found = await look({ ...accounts(), HUAWEI_CALLBACK_KEYS: undefined, SENSETIME_AUTH_KEYS: undefined })
    expect(of(found, 'account huawei', 'callback keys')).toMatchObject([{ status: 'WARNING', todo: 'Set HUAWEI_CALLBACK_KEYS, newest first.' }])
    expect(of(found, 'account sensetime', 'callback keys')).toMatchObject([{ status: 'WARNING', todo: 'Set SENSETIME_AUTH_KEYS, newest first.' }])
  })

  test('every mistake of the configuration', async () => {
    const found = await look({ PORT: 'x', HUAWEI_ACCESS_KEY: wrong, LOG_LEVEL: 'loud' })
    expect(found.map(({ name, status }) => [name, status])).toEqual([
      ['PORT', 'FAILED'],
      ['LOG_LEVEL', 'FAILED'],
      ['HUAWEI_PROJECT_ID', 'FAILED'],
      ['HUAWEI_SECRET_KEY', 'FAILED'],
    ])
  })

  test('a key set of token issuers that is none', async () => {
    const found = await look({ JWT_JWKS_URL: `${huawei.settings.endpoint}/keys`, JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' })
    expect(of(found, 'configuration', 'token keys')).toMatchObject([{ status: 'FAILED', says: expect.stringContaining('no JSON Web Key Set') as string }])
  })
})

describe('the public address', () => {
  test('that nobody answers at, or another server', async () => {
    const other = createServer((_request, response) => response.end('It works!'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    try {
      const away = await look({ PORT: String(await freePort()), PUBLIC_URL: `http://127.0.0.1:${await freePort()}` })
      expect(of(away, 'public address')).toMatchObject([{ status: 'FAILED', says: expect.stringContaining('ECONNREFUSED') as string }])
      const foreign = await look({ PORT: String(await freePort()), PUBLIC_URL: `http://127.0.0.1:${port}` })
      expect(of(foreign, 'public address')).toMatchObject([{ status: 'FAILED', says: expect.stringContaining("it is not this machine's port") as string }])
    } finally {
      other.close()
    }
  })

  test('that leads to the AvatarGraph that runs', async () => {
    const app = await startApp({ SANDBOX: 'off' })
    try {
      const found = await look({ PORT: new URL(app.url).port, PUBLIC_URL: app.url })
      expect(of(found, 'public address')).toMatchObject([{ status: 'OK', says: expect.stringContaining('leads to AvatarGraph') as string }])
    } finally {
      await app.dispose()
    }
  })

  test('that a vendor elsewhere cannot reach, or that is not set', async () => {
    const elsewhere = { TENCENT_ENDPOINT: 'https://nobody.invalid', TENCENT_APP_KEY: 'k', TENCENT_ACCESS_TOKEN: 't', PORT: '0' }
    expect(of(await look({ ...elsewhere, PUBLIC_URL: 'https://10.1.2.3' }), 'public address')).toMatchObject([{ status: 'FAILED', says: expect.stringContaining('of a private network: tencent') as string }])
    expect(of(await look({ ...elsewhere, PUBLIC_URL: 'http://localhost:4000' }), 'public address')).toMatchObject([{ status: 'FAILED', says: expect.stringContaining('of this machine alone') as string }])
    expect(of(await look(elsewhere), 'public address')).toMatchObject([{ status: 'WARNING', says: expect.stringContaining('tencent cannot call back') as string }])
  })
})

describe('the command', () => {
  test('prints a table and ends with 1 when something failed, and shows no secret', async () => {
    const environment = { ...accounts(), DATA_DIR: NO_FOLDER, SENSETIME_APP_KEY: 'a-secret-that-is-wrong', API_KEYS: apiKey('ops', 'operator', 'a-key') }
    const { code, stdout } = await runServer(environment, ['doctor']).ended
    expect(code).toBe(1)
    expect(stdout).toMatch(/^ {2}✗ call: sessions +SENSETIME refused/m)
    expect(stdout).toMatch(/\d+ fine, \d+ to know about, 1 failed\.\n$/)
    const secrets = Object.entries(environment).filter(([name]) => /SECRET|TOKEN|ACCESS_KEY|APP_KEY|APP_ID|CALLBACK_KEYS|AUTH_KEYS|API_KEYS/.test(name))
    expect(secrets.filter(([, value]) => stdout.includes(value))).toEqual([])
  })

  test('prints JSON for machines and ends with 0 when nothing failed', async () => {
    const { code, stdout } = await runServer({ DATA_DIR: NO_FOLDER, SANDBOX: 'on' }, ['doctor', '--json']).ended
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ healthy: true, findings: expect.arrayContaining([expect.objectContaining({ area: 'broker', status: 'OK' })]) as unknown })
  })
})
