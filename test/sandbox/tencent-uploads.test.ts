import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTencentSandbox, type TencentSandbox } from '../../src/sandbox/tencent.js'
import { cosSignature } from '../../src/sandbox/tencent/cos/signature.js'
import { callTencent, send, type Reply } from './client.js'

interface Keys { Token: string; TmpSecretId: string; TmpSecretKey: string }

const START = Date.UTC(2026, 6, 1, 8, 0, 0)
let now = START
let sandbox: TencentSandbox
beforeEach(async () => {
  now = START
  sandbox = await startTencentSandbox({ now: () => now })
})
afterEach(() => sandbox.close())

async function credentials(): Promise<{ keys: Keys; prefix: string; expires: number }> {
  const { payload } = await callTencent(sandbox, 'assetmanager/customservice/getuploadcredentials', {}, { at: now })
  return { keys: payload['Credentials'] as Keys, prefix: String(payload['PathPrefix']), expires: Number(payload['ExpiredTime']) }
}

interface Bend { method?: string; secretKey?: string; secretId?: string; token?: string | undefined; keyTime?: string; signTime?: string; path?: string }

/** The `q-…` pairs for a PUT, some of them bent. */
function sign(keys: Keys, url: string, headers: Record<string, string>, bend: Bend = {}): [string, string][] {
  const { secretKey = keys.TmpSecretKey, secretId = keys.TmpSecretId, keyTime = `${START / 1000};${START / 1000 + 600}`, method = 'PUT' } = bend
  const headerList = Object.keys(headers).sort()
  const signature = cosSignature({ method, path: bend.path ?? decodeURIComponent(new URL(url).pathname), query: {}, headers }, { keyTime, headerList, paramList: [] }, secretKey)
  return [['q-sign-algorithm', 'sha1'], ['q-ak', secretId], ['q-sign-time', bend.signTime ?? keyTime], ['q-key-time', keyTime], ['q-header-list', headerList.join(';')], ['q-url-param-list', ''], ['q-signature', signature]]
}

function put(keys: Keys, url: string, bend: Bend = {}, body = 'bytes'): Promise<Reply> {
  const signed = { host: new URL(url).host, 'content-type': 'video/mp4' }
  const token = 'token' in bend ? bend.token : keys.Token
  return send(url, { method: 'PUT', body, headers: { ...signed, ...(token === undefined ? {} : { 'x-cos-security-token': token }), authorization: sign(keys, url, signed, bend).map((pair) => pair.join('=')).join('&') } })
}

test('the signature equals the known answer of the COS document (436/7778), with its Chinese name', () => {
  const headers = {
    date: 'Thu, 16 May 2019 06:45:51 GMT', host: 'examplebucket-1250000000.cos.ap-beijing.myqcloud.com', 'content-type': 'text/plain', 'content-length': '13',
    'content-md5': 'mQ/fVh815F3k6TAUm8m0eg==', 'x-cos-acl': 'private', 'x-cos-grant-read': 'uin="100000000011"', 'user-agent': 'not signed',
  }
  const headerList = ['content-length', 'content-md5', 'content-type', 'date', 'host', 'x-cos-acl', 'x-cos-grant-read']
  expect(cosSignature({ method: 'PUT', path: '/exampleobject(腾讯云)', query: {}, headers }, { keyTime: '1557989151;1557996351', headerList, paramList: [] }, 'BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz')).toBe('3b8851a11a569213c17ba8fa7dcf2abec6935172')
})

describe('an upload', () => {
  test('signed in the Authorization header arrives, and can be fetched back', async () => {
    const { keys, prefix, expires } = await credentials()
    expect(prefix).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/cos\/customer-pipeline\/\d\/[0-9a-f]{32}\/$/)
    expect(expires).toBe(START / 1000 + 3600)
    const url = `${prefix}video/${encodeURIComponent('我的 视频(1)')}.mp4`
    expect(await put(keys, url)).toMatchObject({ status: 200, headers: { etag: '"4b3a6218bb3e3a7303e8a171a60fcf92"' } })
    expect(await send(url)).toMatchObject({ status: 200, text: 'bytes', headers: { 'content-type': 'video/mp4' } })
    expect((await send(url, { method: 'HEAD' })).headers['content-length']).toBe('5')
  })

  test('with the signature in the query, from a browser of any origin, arrives too', async () => {
    const { keys, prefix } = await credentials()
    const url = `${prefix}zeroshot/voice.wav`
    const query = [...sign(keys, url, {}), ['x-cos-security-token', keys.Token]].map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&')
    const preflight = await send(url, { method: 'OPTIONS', headers: { origin: 'http://localhost:4000', 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' } })
    expect(preflight).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' } })
    expect(preflight.headers['access-control-allow-methods']).toContain('PUT')
    expect(await send(`${url}?${query}`, { method: 'PUT', body: 'sound', headers: { origin: 'http://localhost:4000' } })).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': '*' } })
    expect((await send(url)).text).toBe('sound')
  })

  test.each<[string, Bend, string]>([
    ['another secret key', { secretKey: 'other' }, 'SignatureDoesNotMatch'],
    ['another access key', { secretId: 'AKIDother' }, 'InvalidAccessKeyId'],
    ['a signature for another method', { method: 'GET' }, 'SignatureDoesNotMatch'],
    ['a signature for another object', { path: '/cos/other' }, 'SignatureDoesNotMatch'],
    ['a sign time that is not the key time', { signTime: '1;2' }, 'InvalidRequest'],
    ['a signature whose time is over', { keyTime: `${START / 1000 - 20};${START / 1000 - 10}` }, 'Request has expired'],
    ['a signature whose time has not come', { keyTime: `${START / 1000 + 10};${START / 1000 + 20}` }, 'Request has expired'],
    ['another token', { token: 'other' }, 'security token'],
    ['no token', { token: undefined }, 'security token'],
  ])('with %s is refused, and leaves nothing', async (_name, bend, reason) => {
    const { keys, prefix } = await credentials()
    const url = `${prefix}video/a.mp4`
    expect(await put(keys, url, bend)).toMatchObject({ status: 403, text: expect.stringContaining(reason) as string })
    expect((await send(url)).status).toBe(404)
  })

  test('without a signature is refused', async () => {
    const { prefix } = await credentials()
    expect(await send(`${prefix}video/a.mp4`, { method: 'PUT', body: 'x' })).toMatchObject({ status: 403, text: expect.stringContaining('<Code>AccessDenied</Code>') as string })
  })

  test('outside of the folder of its keys is refused', async () => {
    const [one, other] = [await credentials(), await credentials()]
    expect(await put(one.keys, `${other.prefix}video/a.mp4`)).toMatchObject({ status: 403, text: expect.stringContaining('another prefix') as string })
  })

  test('with keys that have expired is refused', async () => {
    const { keys, prefix } = await credentials()
    now += 3601_000
    const keyTime = `${now / 1000};${now / 1000 + 60}`
    expect(await put(keys, `${prefix}video/a.mp4`, { keyTime })).toMatchObject({ status: 403, text: expect.stringContaining('ExpiredToken') as string })
  })

  test('whose content is not that of Content-MD5 is refused', async () => {
    const { keys, prefix } = await credentials()
    const url = `${prefix}video/a.mp4`
    const headers = { host: new URL(url).host }
    const reply = await send(url, { method: 'PUT', body: 'bytes', headers: { ...headers, 'content-md5': 'AAAA', 'x-cos-security-token': keys.Token, authorization: sign(keys, url, headers).map((pair) => pair.join('=')).join('&') } })
    expect(reply).toMatchObject({ status: 400, text: expect.stringContaining('InvalidDigest') as string })
  })
})
