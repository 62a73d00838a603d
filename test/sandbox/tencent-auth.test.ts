import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { liveCallbackSignature } from '../../src/sandbox/tencent/live-rooms/callback.js'
import { hmacBase64, originalText, queryProblem } from '../../src/sandbox/tencent/signature.js'
import { callTencent, send } from './client.js'
import vectors from './vectors.json' with { type: 'json' }

const START = Date.UTC(2026, 6, 1, 8, 0, 0)
const LIST = 'crmserver/customerassetservice/describesmallsampleimage'
const PAGE = { PageIndex: 1, PageSize: 10 }

let now = START
let sandbox: TencentSandbox
beforeEach(async () => {
  now = START
  sandbox = await startTencentSandbox({ now: () => now })
})
afterEach(() => sandbox.close())

describe('the known answers', () => {
  test.each(vectors.tencent)('the query of $source', ({ appkey, accesstoken, timestamp, original, signature, urlEncoded }) => {
    expect(originalText([['timestamp', timestamp], ['appkey', appkey]])).toBe(original)
    expect(hmacBase64(accesstoken, original)).toBe(signature)
    expect(encodeURIComponent(signature)).toBe(urlEncoded)
    expect(queryProblem({ search: `appkey=${appkey}&timestamp=${timestamp}&signature=${urlEncoded}`, now: Number(timestamp) * 1000 }, appkey, accesstoken)).toBeNull()
  })

  test('a live-room callback (1240/112145)', () => {
    expect(liveCallbackSignature('example_signkey', 'f6d83764e3854dc88bed0f87067e5b7f', '1719316714')).toBe('ZdFlMA2f+8el/LNKiWBhB64zF4KVKXHdVbLHWhh3NwU=')
  })

  test('a third parameter, as the command channel has it, is signed in its place', () => {
    expect(originalText([['timestamp', '3'], ['requestid', '2'], ['appkey', '1']])).toBe('appkey=1&requestid=2&timestamp=3')
  })
})

describe('a call', () => {
  test('with a correct query is answered in the envelope, with the id of the request', async () => {
    const reply = await callTencent(sandbox, LIST, PAGE, { at: now })
    expect(reply).toMatchObject({ status: 200, code: 0, header: { Message: '', RequestID: expect.stringMatching(/^[0-9a-f]{32}$/) as string } })
    expect(reply.header.RequestID).toBe(reply.headers['x-request-id'])
    expect(sandbox.journal.entries()).toMatchObject([{ operation: 'customerassetservice/describesmallsampleimage', section: '1211/62126', query: { signature: '[redacted]' }, requestId: reply.header.RequestID }])
  })

  test.each([
    ['another access token', { accessToken: 'other' }, 'does not match'],
    ['another appkey', { query: { appkey: 'someone' } }, 'unknown'],
    ['another timestamp than the signed one', { query: { timestamp: String(START / 1000 - 1) } }, 'does not match'],
    ['a timestamp in milliseconds', { query: { timestamp: String(START) } }, 'not Unix time in seconds'],
    ['no signature', { query: { signature: '' } }, 'does not match'],
    ['a parameter that was not signed', { query: { more: '1' } }, 'does not match'],
  ])('with %s is refused with HTTP 401 and 100005, and the journal says why', async (_name, options, reason) => {
    const reply = await callTencent(sandbox, LIST, PAGE, { at: now, ...options })
    expect(reply).toMatchObject({ status: 401, code: 100005, header: { RequestID: expect.stringMatching(/^[0-9a-f]{32}$/) as string } })
    expect(sandbox.journal.entries().at(-1)).toMatchObject({ status: 401, refused: expect.stringContaining(reason) as string })
  })

  test('whose signature was not URL-encoded is refused when it holds a plus sign', () => {
    const [vector] = vectors.tencent
    if (!vector) throw new Error('no vector')
    const problem = queryProblem({ search: `appkey=${vector.appkey}&timestamp=${vector.timestamp}&signature=${vector.signature}`, now: Number(vector.timestamp) * 1000 }, vector.appkey, vector.accesstoken)
    expect(problem).toBe('the signature does not match')
  })

  test('is good for five minutes both ways, and no longer', async () => {
    const statusAt = async (at: number): Promise<number> => (await callTencent(sandbox, LIST, PAGE, { at })).status
    expect([await statusAt(now - 300_000), await statusAt(now + 300_000), await statusAt(now - 301_000), await statusAt(now + 301_000)]).toEqual([200, 200, 401, 401])
  })

  test.each([
    ['that is not JSON', 'nonsense'],
    ['without Header', '{"Payload":{}}'],
    ['without Payload', '{"Header":{}}'],
    ['that is empty', ''],
  ])('with a body %s is refused with 100001', async (_name, body) => {
    expect(await callTencent(sandbox, LIST, {}, { at: now, body })).toMatchObject({ status: 200, code: 100001 })
  })

  test('of a path that is none is answered 404, within the envelope', async () => {
    expect(await callTencent(sandbox, 'crmserver/customerassetservice/nothing', {}, { at: now })).toMatchObject({ status: 404, code: 100009, header: { RequestID: expect.any(String) as string } })
  })

  test.each([
    [{ status: 503 }, { status: 503, code: 100000 }],
    [{ status: 403 }, { status: 403, code: 100005 }],
    [{ throttle: true }, { status: 200, code: 100012 }],
    [{ clockSkewMs: 400_000 }, { status: 401, code: 100005 }],
  ])('under the fault %j is answered %j', async (fault, expected) => {
    sandbox.faults.add(fault)
    expect(await callTencent(sandbox, LIST, PAGE, { at: now })).toMatchObject(expected)
  })

  test('can be refused with any code of the vendor\'s, as often as a fault orders', async () => {
    sandbox.faults.add({ operation: 'customerassetservice/describesmallsampleimage', code: -101000, times: 2 })
    const codes = [await callTencent(sandbox, LIST, PAGE, { at: now }), await callTencent(sandbox, LIST, PAGE, { at: now }), await callTencent(sandbox, LIST, PAGE, { at: now })].map(({ code }) => code)
    expect(codes).toEqual([-101000, -101000, 0])
  })
})

test('requests of unsigned origin reach nothing but the store and the controls', async () => {
  expect((await send(`${sandbox.settings.endpoint}/v2/ivh/${LIST}`, { method: 'POST', body: '{"Header":{},"Payload":{}}' })).status).toBe(401)
  expect((await send(`${sandbox.settings.endpoint}/cos/nothing`)).status).toBe(404)
})
