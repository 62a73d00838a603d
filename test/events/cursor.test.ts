import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AvatarGraphError } from '../../src/domain/errors.js'
import { decodeCursor, encodeCursor } from '../../src/events/cursor.js'

const place = fc.record({ epoch: fc.uuid(), position: fc.maxSafeNat() })

it('a cursor tells its place', () => {
  fc.assert(fc.property(place, (place) => void expect(decodeCursor(encodeCursor(place))).toEqual(place)))
})

it('anything else is refused as bad input', () => {
  const refused = (text: string) => void expect(() => decodeCursor(text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }) as AvatarGraphError)
  fc.assert(fc.property(fc.string(), refused))
  const cursor = encodeCursor({ epoch: '0b5ee1ae-4a5b-4c3b-9d7f-0f1e2d3c4b5a', position: 12 })
  for (const bent of ['', ` ${cursor}`, `${cursor}=`, `${cursor}AAAA`, cursor.slice(0, -1), cursor.slice(0, -4), cursor.toUpperCase(), 'A'.repeat(36), 'A'.repeat(10_000)]) refused(bent)
  refused(Buffer.concat([Buffer.from(cursor, 'base64url').subarray(0, 19), Buffer.alloc(8, 0xff)]).toString('base64url'))
})
