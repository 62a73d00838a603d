import { request } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startSenseTimeSandbox, type SenseTimeSandbox } from '../../src/sandbox/sensetime.js'
import { startXingyunSandbox, type XingyunSandbox } from '../../src/sandbox/xingyun.js'
import { callHuawei, callSenseTime, callXingyun, send, SENSETIME, signIn, type Reply } from './client.js'

interface Subject {
  sandbox: HuaweiSandbox | SenseTimeSandbox | XingyunSandbox
  call: () => Promise<Reply>
  operation: string
  section: string
  /** Where the operation is. */
  path: string
  /** How far the vendor's clock must go for `call` to be refused, in milliseconds, and the simulator's words for it. */
  stale: { skew: number; refused: RegExp }
  /** The field of the vendor's error code, and a code. */
  error: { field: string; code: string | number }
  /** The answer to one call too many. */
  throttled: object
}

const TOO_MANY = { status: 429, headers: { 'retry-after': '1' } }

/** The same faults on all simulators. */
const VENDORS: Record<string, () => Promise<Subject>> = {
  huawei: async () => {
    const sandbox = await startHuaweiSandbox()
    return {
      sandbox, call: () => callHuawei(sandbox, '/digital-assets?limit=5'), operation: 'listAssets', section: '4.1.2', path: '/v1/x/digital-assets',
      stale: { skew: 3_600_000, refused: /X-Sdk-Date/ }, error: { field: 'error_code', code: 'MSS.20010065' }, throttled: TOO_MANY,
    }
  },
  sensetime: async () => {
    const sandbox = await startSenseTimeSandbox()
    const { accessToken } = await signIn(sandbox)
    sandbox.journal.clear()
    return {
      sandbox, call: () => callSenseTime(sandbox, SENSETIME.running, undefined, accessToken), operation: 'listRunningLiveChannels', section: '5', path: SENSETIME.running,
      stale: { skew: 9 * 3_600_000, refused: /the access token has expired/ }, error: { field: 'code', code: 84115944 }, throttled: { status: 200, json: { code: 89999999 } },
    }
  },
  xingyun: async () => {
    const sandbox = await startXingyunSandbox()
    return {
      sandbox, call: () => callXingyun(sandbox), operation: 'liteKaSummary', section: '2.1', path: '/user/v1/external/lite_ka_summary',
      stale: { skew: 3_600_000, refused: /X-TIMESTAMP/ }, error: { field: 'error_code', code: 10001 }, throttled: TOO_MANY,
    }
  },
}

describe.each(Object.entries(VENDORS))('faults of %s', (_vendor, start) => {
  let subject: Subject
  let sandbox: Subject['sandbox']
  let call: Subject['call']
  let operation: string
  let section: string
  beforeEach(async () => {
    subject = await start()
    ;({ sandbox, call, operation, section } = subject)
  })
  afterEach(() => sandbox.close())

  test('latencyMs delays the answer, which is otherwise whole', async () => {
    sandbox.faults.add({ latencyMs: 80, times: 1 })
    const before = performance.now()
    expect((await call()).status).toBe(200)
    expect(performance.now() - before).toBeGreaterThanOrEqual(75)
  })

  test('status answers with the vendor\'s error body', async () => {
    sandbox.faults.add({ status: 503 })
    const reply = await call()
    expect(reply).toMatchObject({ status: 503, json: { [subject.error.field]: expect.anything() as unknown } })
    expect(reply.headers['x-request-id']).toBeDefined()
  })

  test('code answers with an error code of the vendor\'s', async () => {
    const { field, code } = subject.error
    sandbox.faults.add({ code, times: 1 })
    expect((await call()).json).toMatchObject({ [field]: code })
    sandbox.faults.add({ code, status: 418, times: 1 })
    expect(await call()).toMatchObject({ status: 418, json: { [field]: code } })
    expect((await call()).json).not.toMatchObject({ [field]: code })
  })

  test('status with garbage answers with bytes that are neither JSON nor text', async () => {
    sandbox.faults.add({ status: 500, garbage: true })
    const reply = await call()
    expect([reply.status, reply.json]).toEqual([500, undefined])
  })

  test('drop cuts the connection, and the journal has no status', async () => {
    sandbox.faults.add({ drop: true, times: 1 })
    await expect(call()).rejects.toThrow(/other side closed|ECONNRESET|socket/i)
    expect(sandbox.journal.entries()).toMatchObject([{ operation, status: null, refused: 'fault: drop', faults: ['drop'] }])
    expect((await call()).status).toBe(200)
  })

  test('malformed says 200 and JSON, and is not JSON', async () => {
    sandbox.faults.add({ malformed: true })
    const reply = await call()
    expect(reply.status).toBe(200)
    expect(reply.headers['content-type']).toContain('application/json')
    expect(reply.json).toBeUndefined()
  })

  test('truncate breaks off in the middle of the body', async () => {
    sandbox.faults.add({ truncate: true })
    await expect(call()).rejects.toThrow(/other side closed|terminated|ECONNRESET|socket/i)
    expect(sandbox.journal.entries()).toMatchObject([{ operation, status: 200, faults: ['truncate'] }])
  })

  test('oversized sends more than anyone should read', async () => {
    sandbox.faults.add({ oversized: true })
    const answer = await request(`${sandbox.settings.endpoint}${subject.path}`)
    let read = 0
    for await (const chunk of answer.body) {
      read += (chunk as Buffer).length
      if (read > 32 * 1024 * 1024) break
    }
    expect(answer.statusCode).toBe(200)
    expect(read).toBeGreaterThan(32 * 1024 * 1024)
  })

  test('throttle answers as to one call too many', async () => {
    sandbox.faults.add({ throttle: true })
    expect(await call()).toMatchObject(subject.throttled)
  })

  test('clockSkewMs makes what proves the caller look stale, for that call alone', async () => {
    sandbox.faults.add({ clockSkewMs: subject.stale.skew, times: 1 })
    await call()
    await call()
    expect(sandbox.journal.entries()).toMatchObject([{ refused: expect.stringMatching(subject.stale.refused) as string }, { refused: null }])
  })

  test('html answers with a proxy\'s error page', async () => {
    sandbox.faults.add({ html: true })
    const reply = await call()
    expect(reply).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } })
    expect(reply.text).toContain('<h1>502 Bad Gateway</h1>')
  })

  test('a fault befalls only its operation, named by id or section, and only so many calls', async () => {
    sandbox.faults.add({ operation: 'another', drop: true })
    sandbox.faults.add({ operation, status: 500, times: 1 })
    sandbox.faults.add({ operation: section, status: 502, times: 1 })
    expect([(await call()).status, (await call()).status]).toEqual([500, 200])
  })

  test('a fault can be taken back, one or all', async () => {
    const fault = sandbox.faults.add({ status: 500 })
    fault.remove()
    expect((await call()).status).toBe(200)
    sandbox.faults.add({ status: 500 })
    sandbox.faults.clear()
    expect((await call()).status).toBe(200)
  })

  test('a fault that is not one is refused with its name', () => {
    expect(() => sandbox.faults.add({ status: 200 })).toThrow(/status/)
    expect(() => sandbox.faults.add({ latency: 5 } as never)).toThrow(/latency/)
  })

  test('faults and the journal are reachable over HTTP', async () => {
    const url = `${sandbox.settings.endpoint}/__sandbox`
    expect((await send(`${url}/faults`, { method: 'POST', body: '{"status":418}' })).status).toBe(201)
    expect((await send(`${url}/faults`, { method: 'POST', body: '{"times":0}' })).status).toBe(400)
    expect((await call()).status).toBe(418)
    await send(`${url}/faults`, { method: 'DELETE' })
    expect((await call()).status).toBe(200)
    const { entries } = (await send(`${url}/journal`)).json as { entries: { status: number }[] }
    expect(entries.map((entry) => entry.status)).toEqual([418, 200])
    await send(`${url}/journal`, { method: 'DELETE' })
    expect(sandbox.journal.entries()).toEqual([])
  })

  test('closing ends a delayed call at once', async () => {
    sandbox.faults.add({ latencyMs: 600_000, times: 1 })
    const delayed = call().then((reply) => reply.status, () => 'cut off')
    await expect.poll(() => sandbox.faults.size).toBe(0)
    await sandbox.close()
    expect(await delayed).toBe('cut off')
  })
})
