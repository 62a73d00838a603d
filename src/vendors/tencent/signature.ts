import { createHmac } from 'node:crypto'

/** The credentials of an application at Tencent (calling methods, 2.1). */
export interface AppToken {
  appKey: string
  accessToken: string
}

/**
 * The query parameters that prove who asks (calling methods, 3.2): the parameters but `signature`, sorted by name and
 * joined as `k=v&k=v`, under HMAC-SHA256 with the access token, in Base64. The body is not signed. `now` in epoch ms; the
 * vendor takes a timestamp that is at most five minutes off. `more` are further parameters that are signed along
 * (`requestid` of the command channel).
 */
export function signWithAppToken({ appKey, accessToken }: AppToken, now: number, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const query: Record<string, string> = { ...more, appkey: appKey, timestamp: String(Math.floor(now / 1000)) }
  const original = Object.keys(query)
    .sort()
    .map((name) => `${name}=${query[name]}`)
    .join('&')
  return { ...query, signature: createHmac('sha256', accessToken).update(original, 'utf8').digest('base64') }
}
