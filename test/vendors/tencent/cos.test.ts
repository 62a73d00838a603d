import { describe, expect, test } from 'vitest'
import { objectIn, presign, signCos } from '../../../src/vendors/tencent/cos.js'

/** The examples of "Request Signature" (436/7778), with the keys of its earlier editions. */
const keys = { secretId: 'AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q', secretKey: 'BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz' }
const host = 'examplebucket-1250000000.cos.ap-beijing.myqcloud.com'
const path = '/exampleobject(腾讯云)'
const upload = {
  method: 'PUT' as const,
  path,
  headers: {
    Date: 'Thu, 16 May 2019 06:45:51 GMT',
    Host: host,
    'Content-Type': 'text/plain',
    'Content-Length': '13',
    'Content-MD5': 'mQ/fVh815F3k6TAUm8m0eg==',
    'x-cos-acl': 'private',
    'x-cos-grant-read': 'uin="100000000011"',
  },
}
const span = { from: 1557989151, until: 1557996351 }

describe('the signature of the object store', () => {
  test("equals that of the vendor's example of an upload", () => {
    expect(signCos(upload, keys, span)).toEqual({
      'q-sign-algorithm': 'sha1',
      'q-ak': keys.secretId,
      'q-sign-time': '1557989151;1557996351',
      'q-key-time': '1557989151;1557996351',
      'q-header-list': 'content-length;content-md5;content-type;date;host;x-cos-acl;x-cos-grant-read',
      'q-url-param-list': '',
      'q-signature': '3b8851a11a569213c17ba8fa7dcf2abec6935172',
    })
  })

  test("equals that of the vendor's example of a download, which has parameters", () => {
    const download = {
      method: 'GET' as const,
      path,
      query: { 'response-content-type': 'application/octet-stream', 'response-cache-control': 'max-age=600' },
      headers: { Date: 'Thu, 16 May 2019 06:55:53 GMT', Host: host },
    }
    expect(signCos(download, keys, { from: 1557989753, until: 1557996953 })).toMatchObject({
      'q-header-list': 'date;host',
      'q-url-param-list': 'response-cache-control;response-content-type',
      'q-signature': '01681b8c9d798a678e43b685a9f1bba0f6c0e012',
    })
  })

  const signature = (request: object = {}, more: { keys?: object; span?: object } = {}) => signCos({ ...upload, ...request }, { ...keys, ...more.keys }, { ...span, ...more.span })['q-signature']
  test.each<[string, string | undefined]>([
    ['the method', signature({ method: 'GET' })],
    ['the path', signature({ path: `${path}x` })],
    ['a parameter', signature({ query: { x: '' } })],
    ['a header', signature({ headers: { ...upload.headers, Host: `x${host}` } })],
    ['the secret key', signature({}, { keys: { secretKey: 'x' } })],
    ['its beginning', signature({}, { span: { from: span.from + 1 } })],
    ['its end', signature({}, { span: { until: span.until + 1 } })],
  ])('changes with %s', (_, bent) => {
    expect(bent).toMatch(/^[0-9a-f]{40}$/)
    expect(bent).not.toBe(signature())
  })
})

describe('an address to upload to', () => {
  const temporary = { secretId: 'AKIDEXAMPLE', secretKey: 'exampleSecretKey', token: 'token+/=x' }
  const folder = new URL('https://virtualman-1251316161.cos.ap-guangzhou.myqcloud.com/customer-pipeline/5/0e0f/')
  const object = objectIn(folder, 'video/甲 (1).mp4')
  const url = new URL(presign('PUT', object, temporary, { from: 1700000000, until: 1700001800 }))

  test("has the signature that the vendor's own library makes (cos-nodejs-sdk-v5 2.15.4, getObjectUrl)", () => {
    expect(url.href.split('?')[0]).toBe('https://virtualman-1251316161.cos.ap-guangzhou.myqcloud.com/customer-pipeline/5/0e0f/video/%E7%94%B2%20%281%29.mp4')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      'q-sign-algorithm': 'sha1',
      'q-ak': 'AKIDEXAMPLE',
      'q-sign-time': '1700000000;1700001800',
      'q-key-time': '1700000000;1700001800',
      'q-header-list': 'host',
      'q-url-param-list': '',
      'q-signature': '23c7a56953fd45bb7b28e563f6f9d1be0b986372',
      'x-cos-security-token': 'token+/=x',
    })
  })

  test('has nothing in it that reads as something else in a query', () => {
    expect(url.search).toContain('x-cos-security-token=token%2B%2F%3Dx')
  })

  test.each(['https://b.cos.r.myqcloud.com/a/b', 'https://b.cos.r.myqcloud.com/a/b/'])('is below its folder, with a slash at its end or without: %s', (folder) => {
    expect(objectIn(new URL(folder), 'idcard/x.pdf').href).toBe('https://b.cos.r.myqcloud.com/a/b/idcard/x.pdf')
  })
})
