import { expect, test } from 'vitest'
import { AvatarGraphError } from '../../src/domain/errors.js'
import { createLogger } from '../../src/logger.js'

/** What one line of the log says. */
function lineOf(fields: object): Record<string, unknown> {
  const lines: string[] = []
  createLogger('info', { write: (line) => void lines.push(line) }).info(fields, 'said')
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>
}

test.each(['authorization', 'password', 'secretKey', 'accessKey', 'appSecret', 'token', 'callbackKeys', 'streamKey', 'stream_key', 'hwSecret'])('a field %s is never written, at the top or one level down', (name) => {
  expect(lineOf({ [name]: 'the-secret', of: { [name]: 'the-secret', kept: 1 } })).toMatchObject({ [name]: '[secret]', of: { [name]: '[secret]', kept: 1 } })
})

test('an error is written with its code, details and cause, without what a database adds to it', () => {
  const driver = Object.assign(new Error('connection lost'), { code: '57P01', query: 'INSERT INTO events VALUES ($1)', parameters: ['the-secret'] })
  const line = lineOf({ err: new AvatarGraphError('VENDOR_UNAVAILABLE', 'Try later.', { account: 'huawei', cause: driver }) })
  expect(line).toMatchObject({ err: { type: 'AvatarGraphError', code: 'VENDOR_UNAVAILABLE', details: { account: 'huawei' }, cause: { message: 'connection lost', code: '57P01' } } })
  expect(JSON.stringify(line)).not.toMatch(/INSERT|the-secret/)
})
