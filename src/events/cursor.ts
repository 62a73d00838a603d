import { badInput } from '../domain/errors.js'

/** A place in one event log: after the event at `position`; 0 is before the first. */
export interface LogPlace {
  /** Of the log: two logs never have the same. */
  epoch: string
  position: number
}

const PATTERN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(0|[1-9]\d{0,15})$/
const MAX_LENGTH = 80

/** The opaque form of a place, as subscribers keep it. */
export function encodeCursor({ epoch, position }: LogPlace): string {
  return Buffer.from(`${epoch}:${position}`, 'latin1').toString('base64url')
}

/** Reads a cursor; BAD_USER_INPUT when it is none of ours or not in its one canonical form. */
export function decodeCursor(cursor: string): LogPlace {
  const match = cursor.length <= MAX_LENGTH ? PATTERN.exec(Buffer.from(cursor, 'base64url').toString('latin1')) : null
  const place = { epoch: match?.[1] ?? '', position: Number(match?.[2]) }
  if (!match || !Number.isSafeInteger(place.position) || encodeCursor(place) !== cursor) {
    throw badInput(`Expected a cursor that this graph gave out, got ${JSON.stringify(cursor.slice(0, 80))}. Take it from an event; never build one.`, { field: 'after' })
  }
  return place
}
