import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { createRateLimiter } from '../../src/transport/rate-limit.js'
import type { Query } from '../../src/transport/url.js'
import type { VendorClient } from '../../src/vendors/client.js'
import { createHuaweiClient } from '../../src/vendors/huawei/client.js'
import type { Operation } from '../../src/vendors/operation.js'
import { json, startServer, type Seen, type TinyServer } from '../transport/tiny-server.js'
import { context } from '../vendors/calls.js'

/*
 * The vendor's own library as an independent party: our client and our simulator were written from the same documents
 * by the same people, and might agree on a mistake. Its signer is imported by its own path: the package as a whole needs a
 * module that it does not declare.
 */

interface Request {
  method: string
  path: string
  query?: Record<string, string | string[]>
  body?: unknown
  headers?: Record<string, string>
}

const ACCESS_KEY = 'access-key'
const SECRET_KEY = 'secret-key'

/** The headers that the vendor's library signs a request with. */
function signedByVendor(endpoint: string, { method, path, query = {}, body, headers = {} }: Request, accessKey: string, secretKey: string): Record<string, string> {
  const request = { method, endpoint: `${endpoint}${path}`, queryParams: query, pathParams: {}, headers, data: body } as unknown as Parameters<typeof AKSKSigner.sign>[0]
  const credential = { getAk: () => accessKey, getSk: () => secretKey } as unknown as Parameters<typeof AKSKSigner.sign>[1]
  return AKSKSigner.sign(request, credential)
}

const search = (query: Request['query'] = {}) => {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`))
  return pairs.length ? `?${pairs.join('&')}` : ''
}

describe("a request that the vendor's library signed", () => {
  let huawei: HuaweiSandbox
  beforeAll(async () => {
    huawei = await startHuaweiSandbox()
  })
  afterAll(() => huawei.close())

  const send = (request: Request, secretKey = huawei.settings.secretKey) => {
    const { endpoint, accessKey, projectId } = huawei.settings
    const path = request.path.replace('{project_id}', projectId)
    const body = request.body === undefined ? undefined : JSON.stringify(request.body)
    const headers = { 'X-Project-Id': projectId, ...(body && { 'content-type': 'application/json' }), ...request.headers }
    const { host: _host, ...signed } = signedByVendor(endpoint, { ...request, path, headers }, accessKey, secretKey)
    return fetch(`${endpoint}${path}${search(request.query)}`, { method: request.method, headers: signed, body })
  }

  it.each<[string, Request]>([
    ['a list', { method: 'GET', path: '/v1/{project_id}/digital-assets', query: { limit: '2', offset: '0', name: '数字 人+&=%', asset_type: 'IMAGE,VIDEO' } }],
    ['a repeated key', { method: 'GET', path: '/v1/{project_id}/digital-assets', query: { asset_id: ['b', 'a'], limit: '1' } }],
    ['a body', { method: 'POST', path: '/v1/{project_id}/digital-assets/summarys', body: { asset_ids: ['a', '数字人 🎥'] } }],
    ['a third-party user', { method: 'GET', path: '/v1/{project_id}/smart-live-rooms', headers: { 'X-App-UserId': 'Ann O. #1' } }],
  ])('is accepted by the simulator: %s', async (_what, request) => {
    const response = await send(request)
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('{')])
  })

  it('with another key is refused', async () => {
    expect((await send({ method: 'GET', path: '/v1/{project_id}/smart-live-rooms' }, 'another')).status).toBe(401)
  })
})

describe('a request that our client signed', () => {
  let server: TinyServer
  let client: VendorClient
  beforeAll(async () => {
    server = await startServer((response) => json(response, 200, {}))
    client = createHuaweiClient({
      slug: 'huawei',
      region: 'cn-north-4',
      endpoint: server.url,
      projectId: 'project',
      auth: { accessKey: ACCESS_KEY, secretKey: SECRET_KEY },
      callbackKeys: [],
      callbackBase: () => undefined,
      sandbox: true,
      rateLimiter: createRateLimiter(),
    })
  })
  afterAll(async () => {
    await client.vitals.close()
    await server.close()
  })

  /** What the vendor's library makes of the request as it arrived. */
  function checked({ method, url, headers, body }: Seen): string {
    const [, signedHeaders = ''] = /SignedHeaders=([^,]+),/.exec(headers.authorization ?? '') ?? []
    const { pathname, searchParams } = new URL(url, server.url)
    const query: Record<string, string[]> = {}
    for (const [name, value] of searchParams) (query[name] ??= []).push(value)
    const given = Object.fromEntries(signedHeaders.split(';').map((name) => [SPELT[name] ?? name, String(headers[name])]))
    const request = { method, path: pathname, query, headers: given, body: body === '' ? undefined : (JSON.parse(body) as unknown) }
    return signedByVendor(server.url, request, ACCESS_KEY, SECRET_KEY).Authorization ?? ''
  }
  /** The library looks this header up by its printed name. */
  const SPELT: Record<string, string> = { 'x-sdk-date': 'X-Sdk-Date' }

  const row = (method: Operation['method']): Operation => ({ name: 'any', section: '0', method, path: '/v1/{project_id}/things/{id}', retry: 'CREATE', success: 200, repeated: ['asset_id'] })

  it.each<[string, Operation['method'], { query?: Query; body?: unknown; appUserId?: string }]>([
    ['a plain read', 'GET', {}],
    ['a query out of order', 'GET', { query: { offset: 20, limit: 5, asset_type: ['IMAGE', 'VIDEO'] } }],
    ['a repeated key', 'GET', { query: { asset_id: ['b', 'a'], name: 'x' } }],
    ['reserved and Chinese characters', 'GET', { query: { name: "数字 人+&=%!'()*~/?", tag: 'é' } }],
    ['a body', 'POST', { body: { name: '数字人 🎥', nested: { list: [1, 2.5, null, true], empty: {} } } }],
    ['a body and a query', 'PUT', { body: { a: 1 }, query: { mode: 'force' } }],
    ['a deletion', 'DELETE', { query: { mode: 'force' } }],
    ['a third-party user', 'POST', { body: {}, appUserId: "Ann O'Neil #1 (~*)" }],
  ])("passes the check of the vendor's library: %s", async (_what, method, { query, body, appUserId }) => {
    await client.call(row(method), { params: { id: 'a-1_b.c~d' }, query, body }, context({ appUserId }))
    const seen = server.seen.at(-1)!
    expect(seen.headers.authorization).toBe(checked(seen))
    expect(seen.headers.authorization?.includes('x-app-userid')).toBe(appUserId !== undefined)
  })
})
