import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** The parts of a request to the object store that its signature can cover. */
export interface SignedRequest {
  method: string
  /** Percent-decoded. */
  path: string
  /** Without what the signature itself adds. */
  query: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
}

/** A signature as it is sent, in `Authorization` or in the query: the names are those of the document without `q-`. */
export interface CosSignature {
  algorithm: string
  ak: string
  signTime: string
  keyTime: string
  headerList: readonly string[]
  paramList: readonly string[]
  signature: string
}

const KEY_TIME = /^(\d{10});(\d{10})$/

/** Reads the eight `q-…` pairs; undefined when one is missing. */
export function readSignature(pairs: ReadonlyMap<string, string>): CosSignature | undefined {
  const values = ['q-sign-algorithm', 'q-ak', 'q-sign-time', 'q-key-time', 'q-header-list', 'q-url-param-list', 'q-signature'].map((name) => pairs.get(name))
  if (values.some((value) => value === undefined)) return undefined
  const [algorithm, ak, signTime, keyTime, headers, parameters, signature] = values as [string, string, string, string, string, string, string]
  const list = (text: string): string[] => text.split(';').filter((name) => name !== '')
  return { algorithm, ak, signTime, keyTime, headerList: list(headers), paramList: list(parameters), signature }
}

/** The signature of the COS XML API ("Request Signature", 436/7778): HMAC-SHA1 in lower-case hex, over the named parameters and headers. */
export function cosSignature(request: SignedRequest, { keyTime, headerList, paramList }: Pick<CosSignature, 'keyTime' | 'headerList' | 'paramList'>, secretKey: string): string {
  const httpString = [request.method.toLowerCase(), request.path, listed(request.query, paramList), listed(request.headers, headerList), ''].join('\n')
  const stringToSign = ['sha1', keyTime, createHash('sha1').update(httpString).digest('hex'), ''].join('\n')
  return hmac(hmac(secretKey, keyTime), stringToSign)
}

/** Why a signature is not accepted at the moment `now` (milliseconds since 1970), or null when it is. */
export function cosProblem(request: SignedRequest, sent: CosSignature, secretKey: string, now: number): { code: string; message: string } | null {
  const [, from, until] = KEY_TIME.exec(sent.keyTime) ?? []
  if (sent.algorithm !== 'sha1' || from === undefined || until === undefined || sent.signTime !== sent.keyTime) return { code: 'InvalidRequest', message: 'The signature is not of the form of the document' }
  const expected = Buffer.from(cosSignature(request, sent, secretKey))
  const signature = Buffer.from(sent.signature)
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return { code: 'SignatureDoesNotMatch', message: 'The signature does not match' }
  const seconds = Math.floor(now / 1000)
  if (seconds < Number(from) || seconds > Number(until)) return { code: 'AccessDenied', message: 'Request has expired' }
  return null
}

/** `name=value&…` of those that are listed: names in lower case, both sides encoded, sorted by name. */
function listed(values: Readonly<Record<string, string>>, names: readonly string[]): string {
  return Object.entries(values)
    .map(([name, value]) => [encode(name).toLowerCase(), encode(value)] as const)
    .filter(([name]) => names.includes(name))
    .sort(([one], [other]) => one < other ? -1 : 1)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function hmac(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('hex')
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
