import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../../src/transport/http.js'
import { buildUrl } from '../../../src/transport/url.js'
import { signWithAccessKey } from '../../../src/vendors/huawei/signature.js'
import vectors from '../../sandbox/vectors.json' with { type: 'json' }

const keys = { accessKey: 'EXAMPLEAK0123456789', secretKey: 'exampleSk/0123456789abcdefghijklmnopqrstuv' }
const project = '6a6a1f8354f64dd9b9a614def7b59d83'
const now = Date.UTC(2024, 3, 16, 9, 53, 41)

function requestOf(vector: (typeof vectors.huaweiAkSk)[number]): HttpRequest {
  const { origin, pathname } = new URL(vector.endpoint)
  const query = Object.fromEntries(Object.entries(vector.queryParams))
  return {
    method: vector.method as 'GET' | 'POST',
    url: buildUrl({ endpoint: origin, path: pathname, query }),
    headers: vector.body ? { accept: 'application/json', 'content-type': 'application/json' } : { accept: 'application/json' },
    ...(vector.body && { body: vector.body }),
  }
}

describe('the AK/SK signature', () => {
  test.each(vectors.huaweiAkSk)("equals the vendor's own, with the same headers: $name", (vector) => {
    expect(signWithAccessKey(requestOf(vector), keys, project, now)).toEqual({
      'X-Sdk-Date': vector.headers['X-Sdk-Date'],
      'X-Project-Id': vector.headers['X-Project-Id'],
      Authorization: vector.expect.Authorization,
    })
  })

  const [list, summaries] = vectors.huaweiAkSk.map(requestOf) as [HttpRequest, HttpRequest]
  const signature = (request: HttpRequest, more: { keys?: typeof keys; project?: string; now?: number } = {}) =>
    signWithAccessKey(request, more.keys ?? keys, more.project ?? project, more.now ?? now).Authorization?.split('Signature=')[1]

  test.each<[string, () => string | undefined]>([
    ['the method', () => signature({ ...list, method: 'DELETE' })],
    ['the host', () => signature({ ...list, url: list.url.replace('cn-north-4', 'cn-east-3') })],
    ['the path', () => signature({ ...list, url: list.url.replace('digital-assets', 'digital-asset') })],
    ['a parameter', () => signature({ ...list, url: list.url.replace('limit=20', 'limit=21') })],
    ['one more parameter', () => signature({ ...list, url: `${list.url}&x=` })],
    ['the project', () => signature(list, { project: 'other' })],
    ['the time', () => signature(list, { now: now + 1_000 })],
    ['the secret key', () => signature(list, { keys: { ...keys, secretKey: `${keys.secretKey}x` } })],
  ])('changes with %s', (_, bent) => {
    expect(bent()).toMatch(/^[0-9a-f]{64}$/)
    expect(bent()).not.toBe(signature(list))
  })

  test('changes with the body and its type', () => {
    expect(signature({ ...summaries, body: `${summaries.body} ` })).not.toBe(signature(summaries))
    expect(signature({ ...summaries, headers: { 'content-type': 'text/plain' } })).not.toBe(signature(summaries))
  })

  test('does not depend on the order of the query', () => {
    const url = new URL(list.url)
    url.search = `?${url.search.slice(1).split('&').reverse().join('&')}`
    expect(signature({ ...list, url: url.href })).toBe(signature(list))
  })

  test('covers the port where it is not the default one', () => {
    expect(signature({ ...list, url: 'http://127.0.0.1:8080/v1' })).not.toBe(signature({ ...list, url: 'http://127.0.0.1:8081/v1' }))
  })
})
