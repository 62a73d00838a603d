import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createRateLimiter } from '../../src/transport/rate-limit.js'
import { createClient, type VendorClient } from '../../src/vendors/client.js'
import { createCaller, parseJson, type Caller, type Operation, type Protocol } from '../../src/vendors/operation.js'
import { json, startServer, type TinyServer } from '../transport/tiny-server.js'
import { context, refusal } from './calls.js'

const read = { name: 'readThing', section: '1.2', method: 'GET', path: '/things', retry: 'CREATE', perSecond: { north: 20 }, success: 200, answer: z.object({}) } as const satisfies Operation
const rateless = { name: 'other', section: '1.3', method: 'GET', path: '/others', retry: 'READ', success: 200 } as const satisfies Operation

const open: (TinyServer | { close(): Promise<void> })[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

/** A vendor with an identity service beside it that is away. */
async function vendor(): Promise<VendorClient & { identity: Caller }> {
  const server = await startServer((response) => json(response, 200, {}))
  const protocol = (endpoint: string): Protocol => ({ vendor: 'HUAWEI', account: 'acme', region: 'north', endpoint, authorize: () => Promise.resolve(() => ({})), readAnswer: (answer, operation) => parseJson(answer, 'HUAWEI', operation) })
  let identity: Caller | undefined
  const client = createClient(
    (line) => {
      identity = createCaller(protocol('http://127.0.0.1:9'), line.beside())
      return protocol(server.url)
    },
    { rateLimiter: createRateLimiter(), operations: [read, rateless] },
  )
  open.push(server, client.vitals)
  return { ...client, identity: identity! }
}

describe('the client of a vendor account', () => {
  test('knows nothing of a vendor that was not asked', async () => {
    const { vitals } = await vendor()
    expect(vitals.health?.()).toEqual({ circuit: 'CLOSED', openSince: null, lastSuccessAt: null, lastError: null })
  })

  test('tells of the worst of the houses behind it, and asks the others all the same', async () => {
    const { vitals, call, identity } = await vendor()
    for (let n = 0; n < 2; n += 1) await refusal(identity({ ...rateless, perSecond: undefined }, {}, context()))
    await call(read, {}, context())
    expect(vitals.health?.()).toMatchObject({
      circuit: 'OPEN',
      openSince: expect.any(Date) as Date,
      lastSuccessAt: expect.any(Date) as Date,
      lastError: { code: 'VENDOR_UNAVAILABLE', operation: 'other', vendorCode: null },
    })
  })

  test('does not count a caller who went away as a failure', async () => {
    const { vitals, call } = await vendor()
    await refusal(call(read, {}, context({ signal: AbortSignal.abort() })))
    expect(vitals.health?.().lastError).toBeNull()
  })

  test('tells what is left of each documented rate', async () => {
    const { vitals, call } = await vendor()
    expect(await vitals.rates?.()).toEqual([{ operation: 'readThing', section: '1.2', perSecond: 20, available: 2, queued: 0, waitMs: 0 }])
    await Promise.all([call(read, {}, context()), call(read, {}, context())])
    expect(await vitals.rates?.()).toMatchObject([{ operation: 'readThing', available: 0 }])
  })
})
