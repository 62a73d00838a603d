import { badInput } from '../../../domain/errors.js'
import { isObject, type Json, type JsonObject } from '../../../domain/json.js'
import type { Failure } from '../../../domain/failure.js'
import { wordFor } from '../../words.js'
import { failure } from './errors.js'
import type { Words } from './words.js'

/*
 * Structures of many optional fields, read and written by one table: a row for each field. A field of another type
 * than documented counts as absent, as in wire.ts.
 */

/** How the values of a field cross between the wire and the domain. */
export interface Codec<T> {
  /** Null for what is absent or no such value. */
  read: (value: Json | undefined, words: Words) => T | null
  /** Missing where the vendor alone sets the field. `field` names it in errors. */
  write?: (value: T, field: string) => Json | undefined
}

/** A field: its place on the wire (`outer.inner` inside another object), and its values. */
export interface Row<T> extends Codec<T> {
  wire: string
  /** Whether a caller who gives the structure must give this field. */
  required?: boolean
}

/** A structure: a row for each of its fields. */
export type Shape<T> = { readonly [K in keyof T]-?: Row<NonNullable<T[K]>> }

/** A field that can be read and written. */
export const row = <T>(wire: string, codec: Codec<T>): Row<T> => ({ wire, ...codec })
/** A field that a caller who gives the structure must give. */
export const required = <T>(wire: string, codec: Codec<T>): Row<T> => ({ wire, ...codec, required: true })
/** A field that the vendor alone sets. */
export const readOnly = <T>(wire: string, { read }: Codec<T>): Row<T> => ({ wire, read })

const textOf = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)
const objectOf = (value: Json | undefined): JsonObject | null => (isObject(value) ? value : null)

/** A text; an empty one counts as absent. */
export const text: Codec<string> = { read: textOf, write: (value) => value }
/** A number. */
export const number: Codec<number> = { read: (value) => (typeof value === 'number' ? value : null), write: (value) => value }
/** Yes or no; `absent` is the documented default. */
export const flag = (absent: boolean | null = null): Codec<boolean> => ({ read: (value) => (typeof value === 'boolean' ? value : absent), write: (value) => value })
/** Several texts. */
export const texts: Codec<string[]> = {
  read: (value) => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null),
  write: (value) => value,
}
/** A word of a closed vocabulary; `absent` is the documented default, `field` names the vocabulary in the log. */
export const word = <W extends string>(field: string, table: Record<string, W>, absent: W | null = null): Codec<W | 'UNKNOWN'> => ({
  read: (value, words) => (textOf(value) === null ? absent : words.reader(field, table)(textOf(value))),
  write: (value, at) => wordFor(at, table, value),
})
/** Why something failed (structure ErrorResponse). */
export const fault: Codec<Failure> = {
  read(value) {
    const info = objectOf(value)
    return info && failure({ error_code: textOf(info.error_code), error_msg: textOf(info.error_msg) })
  },
}
/** Another structure. */
export const nested = <T>(shape: Shape<T>): Codec<T> => ({
  read: (value, words) => (objectOf(value) ? readShape(shape, value, words) : null),
  write: (value, at) => writeShape(shape, value, at),
})
/** Several of another structure. */
export const list = <T>(shape: Shape<T>): Codec<T[]> => ({
  read: (value, words) => (Array.isArray(value) ? value.map((item) => readShape(shape, item, words)) : null),
  write: (value, at) => value.map((item, index) => writeShape(shape, item, `${at}.${index}`)),
})
/** Several of another structure, each under a key that becomes its field `key`. */
export const keyed = <T>(shape: Shape<T>): Codec<(T & { key: string })[]> => ({
  read: (value, words) => {
    const entries = objectOf(value)
    return entries && Object.entries(entries).map(([key, item]) => ({ ...readShape(shape, item, words), key }))
  },
  write: (value, at) => Object.fromEntries(value.map((item, index) => [item.key, writeShape(shape, item, `${at}.${index}`)])),
})

const rows = <T>(shape: Shape<T>) => Object.entries(shape) as [keyof T & string, Row<unknown>][]

/** The structure that an object of the wire is; whatever it lacks is null. */
export function readShape<T>(shape: Shape<T>, source: Json | undefined, words: Words): T {
  const inside = (path: string) => path.split('.').reduce<Json | undefined>((value, name) => objectOf(value)?.[name], source)
  return Object.fromEntries(rows(shape).map(([name, { wire, read }]) => [name, read(inside(wire), words)])) as T
}

/** The object of the wire for what a caller gives; what it leaves out is left out. `at` is the structure's place in the input. */
export function writeShape<T>(shape: Shape<T>, value: Partial<T>, at: string): JsonObject {
  const target: JsonObject = {}
  for (const [name, { wire, write, required: needed }] of rows(shape)) {
    if (needed && value[name] == null) throw badInput(`${at}.${name}: expected a value, got none.`, { field: `${at}.${name}` })
    const written = value[name] == null ? undefined : write?.(value[name], `${at}.${name}`)
    if (written !== undefined) place(target, wire.split('.'), written)
  }
  return target
}

function place(target: JsonObject, [name = '', ...rest]: string[], value: Json): void {
  if (rest.length === 0) target[name] = value
  else place((target[name] ??= {}) as JsonObject, rest, value)
}
