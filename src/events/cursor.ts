import { badInput } from '../domain/errors.js'

/** A place in one event log: after the event at `position`; 0 is before the first. */
export interface LogPlace {
  /** Of the log: two logs never have the same. A UUID. */
  epoch: string
  position: number
}

/** 27 bytes, so that base64 has no bits to spare: one place has one form, and a shortened one is none. */
const TAG = Buffer.from('evt', 'latin1')
const BYTES = TAG.length + 16 + 8

/** The bytes of the last place that was encoded: the next one is nearly always of the same log, and only its position is written. */
let last: { epoch?: string; bytes: Buffer } = { bytes: Buffer.alloc(BYTES) }

/** The opaque form of a place, as subscribers keep it. */
export function encodeCursor({ epoch, position }: LogPlace): string {
  if (epoch !== last.epoch) last = { epoch, bytes: Buffer.concat([TAG, Buffer.from(epoch.replaceAll('-', ''), 'hex'), Buffer.alloc(8)], BYTES) }
  last.bytes.writeBigUInt64BE(BigInt(position), TAG.length + 16)
  return last.bytes.toString('base64url')
}

/** Reads a cursor; BAD_USER_INPUT when it is none of ours. */
export function decodeCursor(cursor: string): LogPlace {
  const bytes = Buffer.from(cursor.slice(0, 2 * BYTES), 'base64url')
  if (bytes.length === BYTES && bytes.subarray(0, TAG.length).equals(TAG) && bytes.toString('base64url') === cursor) {
    const epoch = bytes.toString('hex', TAG.length, TAG.length + 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    const position = Number(bytes.readBigUInt64BE(TAG.length + 16))
    if (Number.isSafeInteger(position)) return { epoch, position }
  }
  throw badInput(`Expected a cursor that this graph gave out, got ${JSON.stringify(cursor.slice(0, 80))}. Take it from an event; never build one.`, { field: 'after' })
}
