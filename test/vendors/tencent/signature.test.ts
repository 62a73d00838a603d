import { describe, expect, test } from 'vitest'
import { signWithAppToken } from '../../../src/vendors/tencent/signature.js'
import vectors from '../../sandbox/vectors.json' with { type: 'json' }

const vector = vectors.tencent[0]!
const token = { appKey: vector.appkey, accessToken: vector.accesstoken }
const now = Number(vector.timestamp) * 1_000

describe('the signature', () => {
  test.each(vectors.tencent)("equals the vendor's own: $source", ({ appkey, accesstoken, timestamp, signature }) => {
    expect(signWithAppToken({ appKey: appkey, accessToken: accesstoken }, Number(timestamp) * 1_000 + 999)).toEqual({ appkey, timestamp, signature })
  })

  test.each<[string, Record<string, string>]>([
    ['the app key', signWithAppToken({ ...token, appKey: `${token.appKey}x` }, now)],
    ['the access token', signWithAppToken({ ...token, accessToken: `${token.accessToken}x` }, now)],
    ['the second', signWithAppToken(token, now + 1_000)],
    ['one more parameter', signWithAppToken(token, now, { requestid: 'session' })],
  ])('changes with %s', (_, { signature }) => {
    expect(signature).toMatch(/^[A-Za-z0-9+/]{43}=$/)
    expect(signature).not.toBe(vector.signature)
  })

  test('covers further parameters in their place by name, not in that of their coming', () => {
    const one = signWithAppToken(token, now, { requestid: 'r', zone: 'z' })
    expect(one.signature).toBe(signWithAppToken(token, now, { zone: 'z', requestid: 'r' }).signature)
    expect(one).toMatchObject({ requestid: 'r', zone: 'z', appkey: token.appKey })
  })
})
