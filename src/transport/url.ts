import { notFound } from '../domain/errors.js'

/** Query parameters; an array goes as one value joined by commas, or as repeated keys where the row says so. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>

/** The address of a call. */
export interface Address {
  /** Scheme and host, without a path after it. */
  endpoint: string
  /** Path with `{names}`. */
  path: string
  params?: Readonly<Record<string, string>>
  query?: Query
  /** Query parameters whose arrays are sent as repeated keys. */
  repeated?: readonly string[]
}

/** Percent-encodes as RFC 3986 says, which is what vendors sign; half a surrogate pair becomes U+FFFD. */
export function encode(text: string): string {
  const wellFormed = Buffer.from(text, 'utf8').toString('utf8')
  return encodeURIComponent(wellFormed).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Builds the URL of a call. NOT_FOUND for an id that would change the path (`""`, `.`, `..`): there is no such entity. */
export function buildUrl({ endpoint, path, params = {}, query = {}, repeated = [] }: Address): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeSegment(name, params[name]))
  return withQuery(`${endpoint.replace(/\/+$/, '')}${filled}`, query, repeated)
}

/** A URL with these query parameters behind those it has. */
export function withQuery(url: string, query: Query, repeated: readonly string[] = []): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined) return []
    const values = typeof value === 'object' && repeated.includes(name) ? value : [String(value)]
    return values.map((one) => `${encode(name)}=${encode(one)}`)
  })
  return pairs.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}`
}

function encodeSegment(name: string, value: string | undefined): string {
  if (value === undefined) throw new Error(`The path needs the parameter ${name}.`)
  if (value === '' || value === '.' || value === '..') throw notFound(`There is nothing with the ${name} ${JSON.stringify(value)}.`)
  return encode(value)
}
