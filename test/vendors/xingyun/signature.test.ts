import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/domain/json.js'
import type { HttpRequest } from '../../../src/transport/http.js'
import { pythonJson, signWithAppKey } from '../../../src/vendors/xingyun/signature.js'
import vectors from '../../sandbox/vectors.json' with { type: 'json' }

type Vector = (typeof vectors.xingyun)[number]
const host = 'https://nebula-agent.xingyun3d.com'
const requestOf = ({ method, path, data }: Vector): HttpRequest => ({ method: method as 'GET' | 'POST', url: host + path, headers: {}, body: JSON.stringify(data) })
const tokenOf = (request: HttpRequest, { secret, timestamp }: Vector, now = timestamp * 1_000) => signWithAppKey(request, { appId: 'app', appSecret: secret }, now)['X-TOKEN']

describe('X-TOKEN', () => {
  test.each(vectors.xingyun)("equals the vendor's own: $signString", (vector) => {
    expect(signWithAppKey(requestOf(vector), { appId: 'app', appSecret: vector.secret }, vector.timestamp * 1_000 + 999)).toEqual({
      'X-APP-ID': 'app',
      'X-TIMESTAMP': String(vector.timestamp),
      'X-TOKEN': vector.token,
    })
  })

  const vector = vectors.xingyun[1]!
  const request = requestOf(vector)
  test.each<[string, string | undefined]>([
    ['the path', tokenOf({ ...request, url: `${host}/yyy/xxx?x=xx&z=zz` }, vector)],
    ['the query', tokenOf({ ...request, url: `${host}/xxx/xxx?x=xx` }, vector)],
    ['the method', tokenOf({ ...request, method: 'PUT' }, vector)],
    ['the body', tokenOf({ ...request, body: '{"data1":"value2"}' }, vector)],
    ['the secret', tokenOf(request, { ...vector, secret: 'other' })],
    ['the second', tokenOf(request, vector, vector.timestamp * 1_000 + 1_000)],
  ])('changes with %s', (_, token) => {
    expect(token).toMatch(/^[0-9a-f]{32}$/)
    expect(token).not.toBe(vector.token)
  })

  test('is the same without a body and with an empty object', () => {
    expect(tokenOf({ ...request, body: undefined }, vector)).toBe(tokenOf({ ...request, body: '{}' }, vector))
  })
})

describe('the signed JSON', () => {
  // Each expectation is what Python 3 printed for json.dumps(value, sort_keys=True).replace(' ', '').
  test.each<[string, Json, string]>([
    ['sorts keys at every depth', { z: 1, a: { y: [{ b: 1, a: 2 }], x: null } }, '{"a":{"x":null,"y":[{"a":2,"b":1}]},"z":1}'],
    [
      'escapes what is not printable ASCII',
      { 名: '文 旅', emoji: '😀', del: '\x7f', ctl: '\n\t\x01', quote: 'a"b\\c/d' },
      '{"ctl":"\\n\\t\\u0001","del":"\\u007f","emoji":"\\ud83d\\ude00","quote":"a\\"b\\\\c/d","\\u540d":"\\u6587\\u65c5"}',
    ],
    ['sorts by code point, not by UTF-16 unit', { '😀': 2, '\uffff': 1 }, '{"\\uffff":1,"\\ud83d\\ude00":2}'],
    [
      'prints floats as Python does',
      [0.1, 1.5, 1e-4, 0.0001234, 1e-5, 1.5e-7, 1e-10, 123456789.125, -0.00001, 1e-300],
      '[0.1,1.5,0.0001,0.0001234,1e-05,1.5e-07,1e-10,123456789.125,-1e-05,1e-300]',
    ],
    ['prints whole numbers in full', [1e20, 2 ** 53, -0, true, false, null], '[100000000000000000000,9007199254740992,0,true,false,null]'],
    ['drops spaces inside strings too', { 'a b': 'c d' }, '{"ab":"cd"}'],
  ])('%s', (_, value, expected) => {
    expect(pythonJson(value)).toBe(expected)
  })
})
