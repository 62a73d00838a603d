import { createHmac, hash } from 'node:crypto'
import { encode, withQuery } from '../../transport/url.js'

/** Keys of Tencent's object store (COS): temporary ones, which go with a token. */
export interface CosKeys {
  secretId: string
  secretKey: string
  token: string
}

/** What a signature covers. Names and values are those before any encoding. */
export interface CosRequest {
  method: 'GET' | 'PUT'
  /** With its slash at the beginning, decoded. */
  path: string
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
}

/** From when until when a signature holds, in Unix seconds. */
export interface CosSpan {
  from: number
  until: number
}

/**
 * The `q-…` parameters that sign a request to COS ("Request Signature", 436/7778): HMAC-SHA1 in hex, of the digest of
 * method, path, parameters and headers, under a key that holds for the span.
 */
export function signCos({ method, path, query = {}, headers = {} }: CosRequest, { secretId, secretKey }: Pick<CosKeys, 'secretId' | 'secretKey'>, { from, until }: CosSpan): Record<string, string> {
  const span = `${from};${until}`
  const [parameters, covered] = [canonical(query), canonical(headers)]
  const request = [method.toLowerCase(), path, parameters.text, covered.text, ''].join('\n')
  const original = ['sha1', span, hash('sha1', request), ''].join('\n')
  return {
    'q-sign-algorithm': 'sha1',
    'q-ak': secretId,
    'q-sign-time': span,
    'q-key-time': span,
    'q-header-list': covered.names,
    'q-url-param-list': parameters.names,
    'q-signature': hmac(hmac(secretKey, span), original),
  }
}

/**
 * An address of COS with the proof in it: whoever holds it may run that one method on that one object during the span.
 * The signature covers the host, so that it is good for no other bucket; no header has to be sent along.
 */
export function presign(method: CosRequest['method'], object: URL, keys: CosKeys, span: CosSpan): string {
  const proof = signCos({ method, path: decodeURIComponent(object.pathname), headers: { host: object.host } }, keys, span)
  return withQuery(object.origin + object.pathname, { ...proof, 'x-cos-security-token': keys.token })
}

/** The object of a name below the address of a folder. */
export function objectIn(folder: URL, name: string): URL {
  const base = folder.pathname.endsWith('/') ? folder.pathname : `${folder.pathname}/`
  return new URL(base + name.split('/').map(encode).join('/'), folder.origin)
}

/** Parameters or headers as the signature covers them: names in lower case, both sides encoded, sorted by name. */
function canonical(values: Readonly<Record<string, string>>): { names: string; text: string } {
  const pairs = Object.entries(values)
    .map(([name, value]) => ({ name: encode(name).toLowerCase(), value: encode(value) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  return { names: pairs.map(({ name }) => name).join(';'), text: pairs.map(({ name, value }) => `${name}=${value}`).join('&') }
}

/** The key of the second round is the hex text of the first, not its bytes. */
const hmac = (key: string, text: string) => createHmac('sha1', key).update(text, 'utf8').digest('hex')
