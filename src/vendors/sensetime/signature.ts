import { hash } from 'node:crypto'

/** The credentials of an application at SenseTime. */
export interface AppKey {
  appId: string
  appKey: string
}

const md5 = (text: string) => hash('md5', text)

/**
 * What asks for a token (page 12): `sign` is the MD5 of appId, timestamp and appKey with nothing between, in lower-case
 * hexadecimal. The timestamp goes as text in Unix seconds, as in the vendor's sample. `now` in epoch ms.
 */
export function signForToken({ appId, appKey }: AppKey, now: number) {
  const timestamp = String(Math.floor(now / 1_000))
  return { appId, timestamp, sign: md5(appId + timestamp + appKey), grantType: 'sign' }
}

/** The `signature` of a callback ("HTTP Callback Authentication Principle"): of the configured URL, the timestamp (Unix seconds) and the AuthKey. */
export const callbackSignature = (url: string, timestamp: string, authKey: string): string => md5(url + timestamp + authKey)
