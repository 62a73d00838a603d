import type { QueryPairs } from '../call.js'
import { ERRORS, refusal } from './errors.js'

/** What a query parameter may hold. */
export type Rule =
  | { kind: 'integer'; low: number; high: number }
  | { kind: 'time' }
  | { kind: 'text'; max: number }
  | { kind: 'choice'; of: readonly string[] }
  /** One comma-separated string; words outside `of` are refused. */
  | { kind: 'list'; max: number; of?: readonly string[] }
  | { kind: 'flag' }
  /** The name given several times, the way `asset_id` goes over the wire. */
  | { kind: 'repeated'; max: number }

type Value<R extends Rule> = R['kind'] extends 'integer' | 'time' ? number : R['kind'] extends 'flag' ? boolean : R['kind'] extends 'list' | 'repeated' ? string[] : string
/** The values of the parameters that were given; times in milliseconds since 1970. */
export type Values<Rules extends Record<string, Rule>> = { [Name in keyof Rules]?: Value<Rules[Name]> }

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const INTEGER = /^\d{1,10}$/

/** `limit` 1-100 and `offset` 0-2147483647 of every list operation (huawei SDK's limits; the document states none). */
export const PAGING = { limit: { kind: 'integer', low: 1, high: 100 }, offset: { kind: 'integer', low: 0, high: 2_147_483_647 } } as const
/** `sort_key` and `sort_dir`; only create_time can be sorted by. */
export const SORTING = { sort_key: { kind: 'choice', of: ['create_time'] }, sort_dir: { kind: 'choice', of: ['asc', 'desc'] } } as const

/** Reads and checks a query. Unknown names are ignored, as newer clients send more than the document knows; empty values count as not given. Throws the vendor's 400. */
export function readQuery<Rules extends Record<string, Rule>>(rules: Rules, query: QueryPairs): Values<Rules> {
  const values: Record<string, unknown> = {}
  for (const [name, rule] of Object.entries(rules)) {
    const given = query.filter(([other, value]) => other === name && value !== '').map(([, value]) => value)
    const first = given[0]
    if (first === undefined) continue
    if (rule.kind === 'repeated') {
      if (given.some((value) => value.length > rule.max)) throw wrong(name, `at most ${rule.max} characters each`)
      values[name] = given
      continue
    }
    if (given.length > 1) throw wrong(name, 'it to be given once')
    values[name] = readValue(name, rule, first)
  }
  return values as Values<Rules>
}

/** A page of a list. Without `limit` ten items; the document states no default. */
export function page<T>(items: readonly T[], { limit = 10, offset = 0 }: { limit?: number; offset?: number }): T[] {
  return items.slice(offset, offset + limit)
}

/** Fuzzy search: contained, whatever the case. */
export function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}

function readValue(name: string, rule: Exclude<Rule, { kind: 'repeated' }>, text: string): unknown {
  switch (rule.kind) {
    case 'integer': {
      const number = INTEGER.test(text) ? Number(text) : NaN
      if (!(number >= rule.low && number <= rule.high)) throw wrong(name, `an integer from ${rule.low} to ${rule.high}`)
      return number
    }
    case 'time': {
      const at = TIME.test(text) ? Date.parse(text) : NaN
      if (Number.isNaN(at)) throw wrong(name, 'a time such as 2021-01-10T08:43:17Z')
      return at
    }
    case 'flag':
      if (text !== 'true' && text !== 'false') throw wrong(name, 'true or false')
      return text === 'true'
    case 'choice':
      if (!rule.of.includes(text)) throw wrong(name, `one of ${rule.of.join(', ')}`)
      return text
    case 'text':
      if (text.length > rule.max) throw wrong(name, `at most ${rule.max} characters`)
      return text
    case 'list': {
      if (text.length > rule.max) throw wrong(name, `at most ${rule.max} characters`)
      const words = text.split(',')
      const unknown = rule.of && words.find((word) => !rule.of?.includes(word))
      if (unknown !== undefined) throw wrong(name, `words out of ${rule.of?.join(', ')}`)
      return words
    }
  }
}

function wrong(name: string, expected: string): Error {
  return refusal(ERRORS.invalid, `${name}: expected ${expected}`)
}
