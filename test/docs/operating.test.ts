import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CloseCode } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ERROR_CODES } from '../../src/domain/errors.js'
import { startApp, type TestApp } from '../support/app.js'
import { deliver, scriptSwitch, signed } from '../support/callbacks.js'
import { postgresPrograms, realPostgres, type TestDatabase } from '../support/postgres.js'
import { readSources } from '../architecture/sources.js'
import { blocks, read, root, sections } from './markdown.js'

const PAGES = ['docs/running.md', 'docs/metrics.md', 'docs/troubleshooting.md']
const commandsOf = (markdown: string) => blocks(markdown, 'sh').flatMap((block) => block.trim().split('\n'))
const run = promisify(execFile)

/** Runs commands of a page in a shell. */
async function shell(commands: string, environment: Record<string, string> = {}, cwd = root): Promise<string> {
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', commands], { cwd, env: { ...process.env, ...environment } })
  return stdout.trim()
}

describe('the commands of the pages about running it', () => {
  const all = PAGES.flatMap((page) => commandsOf(read(page)))
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, { profiles?: string[] }> }
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

  test('are each of a kind that is run here, or that is checked without Docker', () => {
    expect(all.filter((command) => !/^([A-Z_]+=\S+ )*(docker compose|npm run|pg_dump|pg_restore|psql|curl) |^KEY=|^printf /.test(command))).toEqual([])
  })

  test('of Docker name profiles, services, variables and programs that there are', () => {
    const docker = all.filter((command) => command.includes('docker compose'))
    expect(docker.length).toBeGreaterThan(4)
    for (const command of docker) {
      const [, profile] = /--profile (\S+)/.exec(command) ?? []
      if (profile) expect(Object.values(services).some(({ profiles = [] }) => profiles.includes(profile)), command).toBe(true)
      const [, service, program] = /(?:run --rm|exec) (\S+) node dist\/src\/main\.js (\S+)/.exec(command) ?? []
      if (/ (run|exec) /.test(command)) expect([service! in services, read('src/main.ts').includes(`${program}`)], command).toEqual([true, true])
      for (const [, name] of command.matchAll(/([A-Z_]+)=/g)) expect(read('docker-compose.yml'), command).toContain(`\${${name}:-`)
    }
  })

  test('of npm name scripts that there are', () => {
    const named = PAGES.flatMap((page) => [...read(page).matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name = '']) => name))
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  test('make a key, and the digest that API_KEYS takes', async () => {
    const [block = ''] = blocks(read('docs/running.md'), 'sh').filter((text) => text.includes('sha256sum'))
    expect(await shell(block)).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('troubleshooting', () => {
  const page = read('docs/troubleshooting.md')

  test('has every error code, and no other', () => {
    expect([...sections(page, 3).keys()]).toEqual([...ERROR_CODES])
  })

  test('quotes the messages of a failed start as they are', () => {
    const messages = [...(sections(page, 2).get('It does not start') ?? '').matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text))
    const source = readSources('src').map(({ text }) => text).join('\n')
    expect(messages.length).toBeGreaterThan(7)
    expect(messages.filter((text) => !source.includes(text))).toEqual([])
  })

  test('has the close codes of the protocol that the server may use', () => {
    const codes = [...page.matchAll(/^\| (\d{4}) \|/gm)].map(([, code]) => Number(code))
    const unused = [CloseCode.InternalServerError, CloseCode.InternalClientError, CloseCode.BadResponse, CloseCode.ConnectionAcknowledgementTimeout]
    const ofProtocol = Object.values(CloseCode).filter((code): code is CloseCode => typeof code === 'number' && !unused.includes(code))
    expect(ofProtocol.filter((code) => !codes.includes(code))).toEqual([])
  })
})

describe('a server', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp()
  })
  afterAll(() => app.dispose())

  test.each(blocks(read('docs/troubleshooting.md'), 'graphql').map((document) => [/query (\w+)/.exec(document)?.[1], document]))('answers %s', async (_name, document) => {
    const { body } = await app.query(document ?? '')
    expect(body.errors).toBeUndefined()
    expect(JSON.stringify(body.data)).toMatch(/projectid not match|perSecond|CLOSED/)
  })

  test('answers the commands that ask it', async () => {
    const asking = PAGES.flatMap((page) => commandsOf(read(page))).filter((command) => command.startsWith('curl'))
    expect(asking.length).toBeGreaterThan(1)
    for (const command of asking) expect(await shell(command.replace('http://127.0.0.1:4000', app.url))).toContain('"status":"ready"')
  })
})

describe('a backup that is restored', () => {
  const environment = { SANDBOX: 'off', HUAWEI_ENDPOINT: 'http://127.0.0.1:9', HUAWEI_PROJECT_ID: 'p', HUAWEI_ACCESS_KEY: 'a', HUAWEI_SECRET_KEY: 's', HUAWEI_CALLBACK_KEYS: 'a-key', PUBLIC_URL: 'http://avatars.example.com' }
  const spoken = (app: TestApp, sequenceNo: number) => deliver(`${app.url}/callbacks/huawei/live`, signed(scriptSwitch('session-1', sequenceNo), { url: 'http://avatars.example.com/callbacks/huawei/live', key: 'a-key' }))
  const cursors = async (app: TestApp) => (await app.query<{ events: { nodes: { cursor: string }[] } }>('{ events(first: 10) { nodes { cursor } } }')).body.data!.events.nodes.map(({ cursor }) => cursor)
  const RESUME = 'subscription ($after: String) { liveProgress(after: $after) { ... on LiveProgress { sequenceNo } ... on StreamGap { reason } } }'

  let before: TestDatabase | undefined
  let after: TestDatabase | undefined
  let folder: string
  beforeAll(async () => {
    ;[before, after, folder] = [await realPostgres(), await realPostgres(), await mkdtemp(join(tmpdir(), 'avatargraph-backup-'))]
  })
  afterAll(() => Promise.all([before?.dispose(), after?.dispose(), rm(folder, { recursive: true })]))

  test('says to a subscriber with a cursor from before that the log was replaced, and then tells it all there is', async ({ skip }) => {
    const programs = postgresPrograms()
    if (!before || !after || !programs) return skip()
    const [backup = '', restore = ''] = blocks(sections(read('docs/running.md'), 2).get('Backup and restore') ?? '', 'sh')
    const PATH = `${programs}:${process.env.PATH}`

    const first = await startApp({ ...environment, DATABASE_URL: before.url })
    await spoken(first, 1)
    await shell(backup, { PATH, DATABASE_URL: before.url }, folder)
    await spoken(first, 2)
    const [lost] = await cursors(first)
    await first.dispose()

    await shell(restore, { PATH, DATABASE_URL: after.url }, folder)
    const second = await startApp({ ...environment, DATABASE_URL: after.url })
    try {
      // It takes the position of the event that was lost.
      await spoken(second, 3)
      const back = second.subscribe(RESUME, { after: lost })
      expect([await back.next(), await back.next(), await back.next()].map(({ data }) => data?.liveProgress)).toEqual([{ reason: 'LOG_REPLACED' }, { sequenceNo: 1 }, { sequenceNo: 3 }])
    } finally {
      await second.dispose()
    }
  })
})
