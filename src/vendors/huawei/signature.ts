import { createHmac, hash } from 'node:crypto'
import type { HttpRequest } from '../../transport/http.js'
import { encode } from '../../transport/url.js'

/** An access key pair of Huawei Cloud. */
export interface AccessKey {
  accessKey: string
  secretKey: string
}

/** The header that names the third-party user of a request (4.1.1 and most other operations; all take it). */
export const APP_USER_HEADER = 'X-App-UserId'

const ALGORITHM = 'SDK-HMAC-SHA256'

/**
 * The headers of AK/SK authentication (API reference 3.2 and the API Request Signing Guide): `X-Sdk-Date`,
 * `X-Project-Id` and `Authorization`. Signed are those two, the host, the content type where there is a body, and the
 * third-party user where there is one.
 * `now` in epoch ms.
 */
export function signWithAccessKey(request: HttpRequest, { accessKey, secretKey }: AccessKey, projectId: string, now: number): Record<string, string> {
  const url = new URL(request.url)
  const date = sdkDate(now)
  const signed: [string, string][] = [
    ...(request.headers['content-type'] ? [['content-type', request.headers['content-type']] as [string, string]] : []),
    ['host', url.host],
    ...(request.headers[APP_USER_HEADER] ? [['x-app-userid', request.headers[APP_USER_HEADER]] as [string, string]] : []),
    ['x-project-id', projectId],
    ['x-sdk-date', date],
  ]
  const names = signed.map(([name]) => name).join(';')
  const canonical = [
    request.method,
    url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`,
    canonicalQuery(url.searchParams),
    ...signed.map(([name, value]) => `${name}:${value.trim()}`),
    '',
    names,
    sha256(request.body ?? ''),
  ].join('\n')
  const signature = createHmac('sha256', secretKey).update(`${ALGORITHM}\n${date}\n${sha256(canonical)}`).digest('hex')
  return {
    'X-Sdk-Date': date,
    'X-Project-Id': projectId,
    Authorization: `${ALGORITHM} Access=${accessKey}, SignedHeaders=${names}, Signature=${signature}`,
  }
}

/** `YYYYMMDDTHHMMSSZ`. */
function sdkDate(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&')
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

const sha256 = (text: string) => hash('sha256', text)
