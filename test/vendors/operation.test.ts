import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { AvatarGraphError } from '../../src/domain/errors.js'
import { createCircuit } from '../../src/transport/breaker.js'
import { createTransport, type Transport } from '../../src/transport/http.js'
import { createRateLimiter } from '../../src/transport/rate-limit.js'
import { createCaller, oneLine, parseJson, rateIn, type Line, type Operation, type Protocol } from '../../src/vendors/operation.js'
import { json, startServer, type TinyServer } from '../transport/tiny-server.js'
import { context, refusal } from './calls.js'

const read = {
  name: 'readThing',
  section: '1.2',
  method: 'GET',
  path: '/things/{id}',
  retry: 'READ',
  success: 200,
  answer: z.object({ id: z.string(), parts: z.array(z.string()) }),
} as const satisfies Operation
const create = { ...read, name: 'createThing', method: 'POST', path: '/things', retry: 'CREATE' } as const satisfies Operation
const remove = { name: 'stopThing', section: '1.3', method: 'POST', path: '/things/{id}/stop', retry: 'IDEMPOTENT', success: 200 } as const satisfies Operation
const thing = { id: 't', parts: ['a'] }
const input = { params: { id: 't' } }

type Respond = Parameters<typeof startServer>[0]
let server: TinyServer | undefined
let transport: Transport
beforeEach(() => {
  transport = createTransport()
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all([transport.close(), server?.close()])
})

/** A caller on a vendor that answers as told. Waits between attempts are skipped, and noted. */
async function vendor(respond: Respond, more: { protocol?: Partial<Protocol>; line?: Partial<Line> } = {}) {
  server = await startServer(respond)
  const waits: number[] = []
  const clock = { now: () => Date.now(), sleep: (ms: number) => Promise.resolve(void waits.push(ms)) }
  const signatures = { made: 0 }
  const protocol: Protocol = {
    vendor: 'HUAWEI',
    account: 'acme',
    endpoint: server.url,
    authorize: () => Promise.resolve(() => ({ headers: { 'x-signature': String((signatures.made += 1)) } })),
    readAnswer(answer, operation) {
      if (answer.status < 300) return parseJson(answer, 'HUAWEI', operation)
      throw new AvatarGraphError(answer.status < 500 ? 'VENDOR_REJECTED' : 'VENDOR_UNAVAILABLE', `said ${answer.status}`, answer.status < 500 ? {} : { retryable: true })
    },
    requestId: ({ headers }) => headers['x-request-id'],
    ...more.protocol,
  }
  const circuit = createCircuit()
  const call = createCaller(protocol, { transport, circuit, rateLimiter: createRateLimiter(), clock, random: () => 1, ...more.line })
  return { call, circuit, waits, seen: server.seen }
}

describe('the one generic call', () => {
  test('sends a row and reads its answer', async () => {
    const { call, seen } = await vendor((response) => json(response, 200, { ...thing, unknown: 1 }, { 'x-request-id': 'v1' }))
    const told = context()
    expect(await call(read, { params: { id: 'a b' }, query: { q: ['x', 'y'] } }, told)).toEqual(thing)
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/things/a%20b?q=x%2Cy', body: '', headers: { 'x-signature': '1' } })
    expect(seen[0]?.headers['content-type']).toBeUndefined()
    expect(told.calls).toEqual([{ account: 'acme', operation: 'readThing', outcome: 'OK', status: 200, durationMs: expect.any(Number) as number, waitedMs: 0, vendorRequestId: 'v1' }])
  })

  test('sends a body as JSON', async () => {
    const { call, seen } = await vendor((response) => json(response, 200, thing))
    await call(create, { body: { name: 'n', nothing: undefined } }, context())
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/things', body: '{"name":"n"}', headers: { 'content-type': 'application/json' } })
  })

  test('takes an empty answer, or any other, where none is documented', async () => {
    const { call } = await vendor((response, count) => (count === 0 ? response.writeHead(200).end() : json(response, 200, { surprise: true })))
    expect(await call(remove, input, context())).toBeUndefined()
    expect(await call(remove, input, context())).toBeUndefined()
  })

  test('believes another 2xx than the documented one', async () => {
    const { call } = await vendor((response) => json(response, 201, thing))
    expect(await call(read, input, context())).toEqual(thing)
  })
})

describe('trying again', () => {
  test('a read is asked up to four times, signed anew each time, and every exchange is told', async () => {
    const { call, seen, waits } = await vendor((response, count) => (count < 3 ? json(response, 503, {}) : json(response, 200, thing)))
    const told = context()
    expect(await call(read, input, told)).toEqual(thing)
    expect(seen.map(({ headers }) => headers['x-signature'])).toEqual(['1', '2', '3', '4'])
    expect(told.calls.map(({ outcome }) => outcome)).toEqual(['UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE', 'OK'])
    expect(waits).toEqual([200, 400, 800])
  })

  test('a read is asked again after a dropped connection', async () => {
    const { call } = await vendor((response, count) => (count === 0 ? response.destroy() : json(response, 200, thing)))
    expect(await call(read, input, context())).toEqual(thing)
  })

  test('Retry-After is respected', async () => {
    const { call, waits } = await vendor((response, count) => (count === 0 ? json(response, 429, {}, { 'retry-after': '3' }) : json(response, 200, thing)))
    await call(read, input, context())
    expect(waits).toEqual([3_200])
  })

  test.each([
    ['a 503', (response: Parameters<Respond>[0]) => json(response, 503, {})],
    ['a dropped connection', (response: Parameters<Respond>[0]) => void response.destroy()],
    ['an answer that cannot be read', (response: Parameters<Respond>[0]) => json(response, 200, {})],
  ])('a create is sent once only, and said to be doubtful, after %s', async (_, respond) => {
    const { call, seen } = await vendor(respond)
    expect(await refusal(call(create, { body: {} }, context()))).toMatchObject({ details: { retryable: false, hint: expect.stringContaining('look before asking again') as string } })
    expect(seen).toHaveLength(1)
  })

  test('a create that was turned away with 429 is sent again', async () => {
    const { call } = await vendor((response, count) => json(response, count === 0 ? 429 : 200, thing))
    expect(await call(create, { body: {} }, context())).toEqual(thing)
  })

  test('a 401 is tried again once with new credentials, where there are any; those that are refused, too, are told of', async () => {
    const renewed: unknown[] = []
    const { call, seen } = await vendor((response) => json(response, 401, {}), { protocol: { renew: (headers) => renewed.push(headers['x-signature']) > 0 } })
    expect(await refusal(call(create, { body: {} }, context()))).toMatchObject({ message: 'said 401' })
    expect(seen).toHaveLength(2)
    expect(renewed).toEqual(['1', '2'])
  })
})

describe('an error', () => {
  test("says vendor, account and the vendor's request id", async () => {
    const { call } = await vendor((response) => json(response, 400, {}, { 'x-request-id': 'v9' }))
    const error = await refusal(call(read, input, context()))
    expect(error).toBeInstanceOf(AvatarGraphError)
    expect(error).toMatchObject({ code: 'VENDOR_REJECTED', details: { vendor: 'HUAWEI', account: 'acme', requestId: 'v9' } })
  })

  test.each([
    ['not JSON', 'secret-token but not JSON'],
    ['truncated JSON', '{"id":"secret-token","par'],
    ['JSON of another shape', '{"id":"t","parts":"secret-token"}'],
    ['an array', '["secret-token"]'],
    ['nothing where something is documented', ''],
    ['null', 'null'],
  ])('an answer that is %s is VENDOR_MALFORMED, and not quoted', async (_, text) => {
    const { call } = await vendor((response) => response.writeHead(200).end(text))
    const told = context()
    const error = await refusal(call(read, input, told))
    expect(error).toMatchObject({ code: 'VENDOR_MALFORMED', message: expect.not.stringContaining('secret-token') as string })
    expect(told.calls).toMatchObject([{ outcome: 'MALFORMED', status: 200 }])
  })

  test('an answer that never ends is VENDOR_MALFORMED', async () => {
    const { call } = await vendor((response) => {
      const pour = () => {
        while (!response.destroyed && response.write('a'.repeat(64 * 1024)));
        if (!response.destroyed) response.once('drain', pour)
      }
      pour()
    })
    expect(await refusal(call(read, input, context()))).toMatchObject({ code: 'VENDOR_MALFORMED', message: expect.stringContaining('larger') as string })
  })

  test('a vendor that does not answer is VENDOR_UNAVAILABLE at the deadline', async () => {
    const { call } = await vendor(() => undefined)
    const told = context({ deadline: Date.now() + 100 })
    expect(await refusal(call(read, input, told))).toMatchObject({ code: 'VENDOR_UNAVAILABLE', details: { retryable: true } })
    expect(told.calls).toMatchObject([{ outcome: 'UNAVAILABLE' }])
    expect(told.calls[0]).not.toHaveProperty('status')
  })

  test('a caller who goes away gets an AvatarGraphError too, and blames nobody', async () => {
    const caller = new AbortController()
    const { call, circuit } = await vendor(() => caller.abort())
    const told = context({ signal: caller.signal })
    expect(await refusal(call(read, input, told))).toBeInstanceOf(AvatarGraphError)
    expect(told.calls).toMatchObject([{ outcome: 'ABORTED' }])
    expect(circuit.state).toBe('CLOSED')
  })

  test("a vendor's text becomes one line of bounded length", () => {
    expect(oneLine(' a\r\n\tb\u0000\u200bc ')).toBe('a b c')
    expect(oneLine('x'.repeat(1_000))).toHaveLength(301)
  })
})

describe('a vendor that is down', () => {
  test('is not asked after five failures, and asked again when the circuit lets a probe through', async () => {
    let up = false
    const { call, circuit, seen } = await vendor((response) => json(response, up ? 200 : 500, thing))
    for (let i = 0; i < 5; i += 1) await refusal(call(read, input, context()))
    expect(await refusal(call(read, input, context()))).toMatchObject({ code: 'VENDOR_UNAVAILABLE', details: { vendor: 'HUAWEI', account: 'acme' }, message: expect.stringContaining('since') as string })
    expect(seen).toHaveLength(5)
    expect(circuit.state).toBe('OPEN')

    up = true
    const deadline = Date.now() + 60_000
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_001 })
    expect(await call(read, input, context({ deadline }))).toEqual(thing)
    expect(circuit.state).toBe('CLOSED')
  })

  test('five rejections do not make it so', async () => {
    const { call, circuit } = await vendor((response) => json(response, 400, {}))
    for (let i = 0; i < 6; i += 1) await refusal(call(read, input, context()))
    expect(circuit.state).toBe('CLOSED')
  })

  test('five callers who came too late for an answer do not make it so, five who waited a second do', async () => {
    const { call, circuit } = await vendor(() => undefined)
    const impatient = (ms: number) => refusal(call(read, input, context({ deadline: Date.now() + ms })))
    await Promise.all(Array.from({ length: 5 }, () => impatient(50)))
    expect(circuit.state).toBe('CLOSED')
    await Promise.all(Array.from({ length: 5 }, () => impatient(1_050)))
    expect(circuit.state).toBe('OPEN')
  })
})

describe('the documented rate', () => {
  const perSecond = { north: 20, east: 10 }
  test('is that of the region, the lowest for one that is not listed, none where none is documented', () => {
    expect(rateIn('north', { perSecond })).toBe(20)
    expect(rateIn('west', { perSecond })).toBe(10)
    expect(rateIn(undefined, { perSecond })).toBe(10)
    expect(rateIn('north', {})).toBeUndefined()
  })

  test('is waited for under the account and operation, and the wait is told', async () => {
    const asked: unknown[] = []
    const rateLimiter = { ...createRateLimiter(), acquire: (...args: unknown[]) => Promise.resolve(asked.push(args.slice(0, 2)) * 7) }
    const { call } = await vendor((response) => json(response, 200, thing), { protocol: { region: 'north' }, line: { rateLimiter } })
    const told = context()
    await call({ ...read, perSecond }, input, told)
    expect(asked).toEqual([['acme/readThing', 20]])
    expect(told.calls).toMatchObject([{ waitedMs: 7 }])
  })

  test('that leaves no turn is VENDOR_RATE_LIMITED of this vendor, and nothing is sent', async () => {
    const { call, seen } = await vendor((response) => json(response, 200, thing))
    const slow = { ...read, perSecond: { north: 1 } }
    await call(slow, input, context())
    expect(await refusal(call(slow, input, context({ deadline: Date.now() + 500 })))).toMatchObject({ code: 'VENDOR_RATE_LIMITED', details: { vendor: 'HUAWEI', account: 'acme', retryable: true } })
    expect(seen).toHaveLength(1)
  })
})
