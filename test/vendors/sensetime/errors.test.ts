import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { AvatarGraphError } from '../../../src/domain/errors.js'
import { ERROR_TABLE } from '../../../src/vendors/sensetime/error-table.js'
import { refusalOf, vendorCodes } from '../../../src/vendors/sensetime/mapping/error-codes.js'
import { readAnswer } from '../../../src/vendors/sensetime/mapping/errors.js'
import { operationsWith } from '../../../src/vendors/sensetime/operations.js'

const operation = operationsWith().createLiveChannel
const read = (body: unknown, status = 200) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return readAnswer({ status, headers: {}, text }, () => JSON.parse(text) as unknown, operation)
}
function refusal(body: unknown, status?: number): AvatarGraphError {
  try {
    read(body, status)
  } catch (error) {
    if (error instanceof AvatarGraphError) return error
    throw error
  }
  throw new Error('Expected a refusal.')
}

describe('the table', () => {
  test('has each of the 271 documented codes once', () => {
    expect(ERROR_TABLE).toHaveLength(271)
    expect(new Set(ERROR_TABLE.map(([code]) => code)).size).toBe(271)
  })

  test('names in its sets no code that is not documented', () => {
    const source = readFileSync(new URL('../../../src/vendors/sensetime/mapping/error-codes.ts', import.meta.url), 'utf8')
    const named = [...source.matchAll(/'(\d[\d ]*)'/g)].flatMap(([, list = '']) => list.split(' '))
    const documented = new Set(ERROR_TABLE.map(([code]) => code))
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter((code) => !documented.has(code))).toEqual([])
  })

  test.each([
    ['84115943', 'VENDOR_AUTH', false],
    ['60102129', 'VENDOR_AUTH', false],
    ['84115929', 'NOT_FOUND', false],
    ['89999999', 'VENDOR_RATE_LIMITED', true],
    ['60112161', 'VENDOR_RATE_LIMITED', true],
    ['99999994', 'VENDOR_UNAVAILABLE', true],
    ['500', 'VENDOR_UNAVAILABLE', true],
    ['80115962', 'VENDOR_REJECTED', true],
    ['84115915', 'VENDOR_REJECTED', true],
    ['83119834', 'VENDOR_REJECTED', true],
    ['84115945', 'VENDOR_REJECTED', false],
    ['99999992', 'VENDOR_REJECTED', false],
    ['12345678', 'VENDOR_REJECTED', false],
  ])('%s comes down to %s', (vendorCode, code, retryable) => {
    expect(refusalOf(vendorCode)).toMatchObject({ code, retryable })
  })

  test("tells the vendor's own advice as the remedy, or ours", () => {
    expect(vendorCodes('80115963')).toEqual([
      {
        code: '80115963',
        httpStatus: null,
        meaning: 'Your official account live streaming has reached the usage limit: %s channels, no resources available, please try again later.',
        remedy: 'Please try again later.',
        retryable: true,
      },
    ])
    expect(vendorCodes(' 84115925 ')).toMatchObject([{ meaning: 'The current user does not have permission to perform this operation.', remedy: expect.stringContaining("SenseTime's people") as string }])
    expect(vendorCodes('83119308')).toMatchObject([{ remedy: null }])
    expect(vendorCodes('1')).toEqual([])
  })
})

describe('an answer', () => {
  test('with code 0 is its data, whatever that is; null for none', () => {
    expect(read({ code: 0, message: 'success', data: { a: 1 } })).toEqual({ a: 1 })
    expect(read({ code: 0, message: 'success', data: true })).toBe(true)
    expect(read({ code: 0, message: '' })).toBeNull()
  })

  test.each([200, 400, 401, 404, 500, 503])('with a documented code means what the code says, also with the status %i', (status) => {
    expect(refusal({ code: 80115964, message: 'full\nup' }, status)).toMatchObject({
      code: 'VENDOR_REJECTED',
      message: 'SENSETIME rejected createLiveChannel (5): full up (code 80115964).',
      details: { vendorCode: '80115964', retryable: true, hint: 'Please try again later.' },
    })
  })

  test.each([
    [401, 'VENDOR_AUTH'],
    [403, 'VENDOR_AUTH'],
    [404, 'VENDOR_REJECTED'],
    [429, 'VENDOR_RATE_LIMITED'],
    [500, 'VENDOR_UNAVAILABLE'],
    [302, 'VENDOR_MALFORMED'],
  ])('of the status %i without a known code is %s', (status, code) => {
    expect(refusal('<html>', status)).toMatchObject({ code })
    expect(refusal({ code: 4711, message: 'x' }, status)).toMatchObject({ code })
  })

  test.each([[{ message: 'no code' }], [{ code: '0' }], [[]], ['text']])('of another shape is VENDOR_MALFORMED: %j', (body) => {
    expect(() => read(JSON.stringify(body))).toThrow(/without the documented code/)
  })
})
