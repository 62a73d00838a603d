import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../src/sandbox/call.js'
import { callbackSecret, signCallback, signedUri } from '../../src/sandbox/huawei/callback-signature.js'
import { akSkSignature } from '../../src/sandbox/huawei/signature.js'
import { callbackSignature } from '../../src/sandbox/sensetime/callbacks.js'
import { tokenSign } from '../../src/sandbox/sensetime/tokens.js'
import { sortedJson, xToken } from '../../src/sandbox/xingyun/signature.js'
import vectors from './vectors.json' with { type: 'json' }

const SECRET_KEY = 'exampleSk/0123456789abcdefghijklmnopqrstuv'

describe('the AK/SK signature of Huawei', () => {
  test.each(vectors.huaweiAkSk)('equals the vendor SDK\'s own: $name', (vector) => {
    const url = new URL(vector.endpoint)
    const search = Object.entries(vector.queryParams).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join('&')
    const headers = Object.fromEntries(Object.entries({ ...vector.headers, host: vector.expect.host }).map(([name, value]) => [name.toLowerCase(), value]))
    const [, signedHeaders = '', signature] = /SignedHeaders=(.*), Signature=(.*)$/.exec(vector.expect.Authorization) ?? []
    expect(akSkSignature({ method: vector.method, path: url.pathname, query: parseQuery(search), headers, rawBody: Buffer.from(vector.body) }, signedHeaders.split(';'), SECRET_KEY)).toBe(signature)
  })

  test('does not depend on the order in which the query is written', () => {
    const sign = (search: string): string => akSkSignature({ method: 'GET', path: '/v1/p/digital-assets', query: parseQuery(search), headers: {}, rawBody: Buffer.alloc(0) }, [], 'key')
    expect(sign('b=2&a=1&asset_id=y&asset_id=x')).toBe(sign('asset_id=x&asset_id=y&a=1&b=2'))
    expect(sign('a=1')).not.toBe(sign('a=2'))
  })
})

describe('the signature of Huawei\'s callbacks', () => {
  test.each(vectors.huaweiCallback)('equals the known answer', (vector) => {
    expect(signedUri(vector.url) + vector.time).toBe(vector.signed)
    expect(callbackSecret(vector.url, vector.time, vector.key)).toBe(vector.secret)
  })

  test('covers the port and a path without a query as they are', () => {
    expect(signedUri('http://127.0.0.1:4000/callbacks/huawei/live')).toBe('127.0.0.1:4000/callbacks/huawei/live')
  })

  test('goes into the query for MSS_A, into headers for MSS_A_HEAD, nowhere for NONE', () => {
    const [url, now] = ['https://example.com/cb?b=2&a=1', 0x66df9308 * 1000 + 999]
    const secret = callbackSecret(url, '66df9308', 'key')
    expect(signCallback(url, 'MSS_A', 'key', now)).toEqual({ url: `${url}&hwSecret=${secret}&hwTime=66df9308`, headers: {} })
    expect(signCallback('https://example.com/cb', 'MSS_A', 'key', now).url).toMatch(/^https:\/\/example\.com\/cb\?hwSecret=[0-9a-f]{64}&hwTime=66df9308$/)
    expect(signCallback(url, 'MSS_A_HEAD', 'key', now)).toEqual({ url, headers: { 'x-hw-mss-secret': secret, 'x-hw-mss-time': '66df9308' } })
    expect(signCallback(url, 'NONE', '', now)).toEqual({ url, headers: {} })
  })
})

describe('the signatures of SenseTime', () => {
  test.each(vectors.sensetimeToken)('of a token request equals the known answer', (vector) => {
    expect(tokenSign(vector.appId, vector.timestamp, vector.appKey)).toBe(vector.sign)
  })

  test.each(vectors.sensetimeCallback)('of a callback equals the known answer', (vector) => {
    expect(callbackSignature(vector.callbackUrl, Number(vector.timestamp), vector.authKey)).toBe(vector.signature)
  })
})

describe('the X-TOKEN of Xingyun', () => {
  test.each(vectors.xingyun)('equals the known answer for $path', (vector) => {
    expect(xToken(vector.path, vector.method, vector.data, vector.secret, String(vector.timestamp))).toBe(vector.token)
  })

  test('is taken over Python\'s JSON: sorted at every depth, ASCII only, no spaces even within strings', () => {
    expect(sortedJson({ b: { d: 1, c: '你 好' }, a: 'x y\u007f' })).toBe('{"a":"xy\\u007f","b":{"c":"\\u4f60\\u597d","d":1}}')
  })
})
