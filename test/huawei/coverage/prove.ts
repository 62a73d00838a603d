import { isDeepStrictEqual } from 'node:util'
import { getNamedType, parse, TypeInfo, visit, visitWithTypeInfo, type GraphQLSchema } from 'graphql'
import { expect } from 'vitest'
import { at } from '../../support/json-paths.js'
import type { Exchange } from '../../support/wire-tap.js'
import { operationsBehind } from '../live.js'
import { keyIn, Told, type Ask, type Row } from './row.js'
import type { Stage } from './stage.js'

/** An operation as the vendor's reference lists it. */
export interface Documented {
  section: string
  id: string
  method: string
  path: string
  query: string[]
  requestFields: string[]
  responseFields: string[]
}

/** Whether a request is one of the operation. */
const matcher = ({ method, path }: Documented) => {
  const shape = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)
  return (sentMethod: string, sentPath: string) => sentMethod === method && shape.test(sentPath)
}

/** Plays an ask; what went over the wire for it, and what the graph gave. */
export async function play(stage: Stage, documented: Documented, ask: Ask) {
  const { app, tap } = stage
  const variables = typeof ask.variables === 'function' ? await ask.variables(stage) : (ask.variables ?? {})
  const matches = matcher(documented)
  const patch = tap.patch(matches, ask.answer ?? {})
  try {
    const before = tap.exchanges.length
    const answer = await app.query(ask.document, variables)
    expect(answer.body.errors, JSON.stringify(answer.body.errors)).toBeUndefined()
    for (const payload of Object.values(answer.body.data ?? {})) expect((payload as { userErrors?: unknown[] } | null)?.userErrors ?? []).toEqual([])
    expect(operationsBehind(app, answer)).toContain(documented.id)
    const exchanges = tap.exchanges.slice(before).filter(({ method, path }) => matches(method, path))
    return { variables, data: answer.body.data, exchanges }
  } finally {
    patch.remove()
  }
}

/** What a request carries at a path, of its query or of its body. */
export const carried = ({ query, body }: Exchange, path: string): unknown => at(query, path) ?? at(body, path)

/** Checks what an ask says it sends, against one of the requests that it led to. */
export function checkSent({ sends = {} }: Ask, exchanges: readonly Exchange[], variables: object): void {
  const expected = Object.fromEntries(Object.entries(sends).map(([path, value]) => [path, value instanceof Told ? value.from(variables) : value]))
  const sent = exchanges.map((exchange) => Object.fromEntries(Object.keys(expected).map((path) => [path, carried(exchange, path)])))
  if (!sent.some((request) => isDeepStrictEqual(request, expected))) expect(sent.at(-1)).toStrictEqual(expected)
}

/** Checks that the graph shows what an ask says it reads, of one of the answers that it led to. */
export function checkRead({ reads = {} }: Ask, exchanges: readonly Exchange[], data: unknown): void {
  const faults = exchanges.map(({ answer }) =>
    Object.entries(reads).flatMap(([path, reading]) => {
      const wire = at(answer, path)
      if (isNothing(wire)) return [`${path}: the vendor's answer has nothing there`]
      const place = typeof reading === 'string' ? reading : reading.at
      const shown = at(data, place)
      const shows = typeof reading === 'string' ? corresponds(wire, shown) : isDeepStrictEqual([wire, shown], [reading.wire, reading.graph])
      return shows ? [] : [`${path}: ${JSON.stringify(wire)} is ${JSON.stringify(shown)} at ${place}`]
    }),
  )
  if (!faults.some((those) => those.length === 0)) expect(faults.at(-1)).toEqual([])
}

const isNothing = (value: unknown) => value == null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)

/** Whether the graph's value says what the vendor's does: the same, the same time, or the global id of the same thing. */
function corresponds(wire: unknown, shown: unknown): boolean {
  if (Array.isArray(wire)) return Array.isArray(shown) && wire.length === shown.length && wire.every((item, index) => corresponds(item, shown[index]))
  if (isDeepStrictEqual(wire, shown)) return true
  if (typeof shown === 'number') return Number(wire) === shown
  if (typeof shown !== 'string') return false
  if (typeof wire === 'number') return [wire, wire * 1000].includes(Date.parse(shown))
  if (typeof wire !== 'string') return false
  return /^\d{4}-/.test(wire) ? Date.parse(wire) === Date.parse(shown) : keyIn(shown) === wire
}

/** The fields that a row's documents select, as `Type.field`. */
export function selected({ asks }: Row, schema: GraphQLSchema): Set<string> {
  const fields = new Set<string>()
  for (const { document } of asks) {
    const types = new TypeInfo(schema)
    const note = () => {
      const parent = types.getParentType()
      if (parent) fields.add(`${getNamedType(parent).name}.${types.getFieldDef()?.name}`)
    }
    visit(parse(document), visitWithTypeInfo(types, { Field: note }))
  }
  return fields
}
