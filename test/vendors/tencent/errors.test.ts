import { describe, expect, test } from 'vitest'
import { AvatarGraphError, type ErrorCode } from '../../../src/domain/errors.js'
import { ERROR_TABLE } from '../../../src/vendors/tencent/error-table.js'
import { failureOf, vendorCodes } from '../../../src/vendors/tencent/mapping/error-codes.js'
import { readAnswer } from '../../../src/vendors/tencent/mapping/errors.js'
import { trainingOperations } from '../../../src/vendors/tencent/operations/training.js'

const read = (status: number, body: unknown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return readAnswer({ status, headers: {}, text }, () => JSON.parse(text) as unknown, trainingOperations.getprogress)
}
function errorOf(status: number, body: unknown): AvatarGraphError {
  try {
    read(status, body)
  } catch (error) {
    if (error instanceof AvatarGraphError) return error
    throw error
  }
  throw new Error('Expected an error.')
}
const envelope = (Code: unknown, more: object = {}) => ({ Header: { Code, Message: 'So it is', RequestID: 'r-1', ...more }, Payload: {} })

describe('an answer', () => {
  test('is what stands in the envelope', () => {
    expect(read(200, { Header: { Code: 0, Message: '', RequestID: 'r', SessionID: 's', DialogID: 'd' }, Payload: { TaskId: '1' } })).toEqual({ TaskId: '1' })
  })

  test.each([[{ Header: { Code: 0 } }], [{ Header: { Code: 0 }, Payload: null }]])('may lack its payload: %j', (body) => {
    expect(read(200, body)).toEqual({})
  })

  test.each([
    ['no envelope', { TaskId: '1' }],
    ['no Header', { Payload: { TaskId: '1' } }],
    ['no code', { Header: { Message: '' }, Payload: {} }],
    ['a code that is no number', { Header: { Code: '0' }, Payload: {} }],
    ['a list', []],
    ['a text', '"fine"'],
    ['nothing', ''],
    ['a page', '<html>welcome</html>'],
  ])('of status 200 with %s is never taken for a success', (_, body) => {
    expect(() => read(200, body)).toThrow()
  })

  test.each([301, 302, 307])('that redirects is not followed (%i)', (status) => {
    const error = errorOf(status, '')
    expect(error).toMatchObject({ code: 'VENDOR_MALFORMED', message: expect.stringContaining('redirects are not followed') as string })
  })
})

describe('an error', () => {
  test.each(ERROR_TABLE.filter(([, where]) => where === 'RESULT'))('of the code %s is what the table says', (code, _, meaning, hint, [ours, retryable]) => {
    expect(errorOf(200, envelope(Number(code), { Message: '' }))).toMatchObject({ code: ours, message: expect.stringContaining(meaning) as string, details: { vendorCode: code, retryable, hint, requestId: 'r-1' } })
  })

  test('of a code that no page lists is a rejection, in the words of the vendor', () => {
    expect(errorOf(200, envelope(424242))).toMatchObject({
      code: 'VENDOR_REJECTED',
      message: 'TENCENT rejected getprogress (1211/62061): So it is (code 424242).',
      details: { vendorCode: '424242', retryable: false, requestId: 'r-1' },
    })
  })

  test.each<[number, ErrorCode, boolean]>([
    [400, 'VENDOR_REJECTED', false],
    [401, 'VENDOR_AUTH', false],
    [403, 'VENDOR_AUTH', false],
    [404, 'VENDOR_REJECTED', false],
    [429, 'VENDOR_RATE_LIMITED', true],
    [500, 'VENDOR_UNAVAILABLE', true],
    [502, 'VENDOR_UNAVAILABLE', true],
    [503, 'VENDOR_UNAVAILABLE', true],
  ])('without an envelope goes by its status %i: %s', (status, code, retryable) => {
    for (const text of ['<html>nginx</html>', '', '[]', '{"Header":5}']) {
      const error = errorOf(status, text)
      expect(error).toMatchObject({ code, details: { retryable } })
      expect(error.message).toContain(`no explanation (status ${status})`)
    }
  })

  test.each([401, 403])('of refused credentials points to the keys, the endpoint and the clock (%i)', (status) => {
    for (const body of ['', envelope(100005), envelope(100001)]) {
      expect(errorOf(status, body)).toMatchObject({ code: 'VENDOR_AUTH', details: { retryable: false, hint: expect.stringMatching(/app key and access token.*international or mainland.*clock.*five minutes/) as string } })
    }
  })

  test('under a status of failure goes by its code, where that tells more', () => {
    expect(errorOf(500, envelope(110006))).toMatchObject({ code: 'NOT_FOUND', details: { vendorCode: '110006', retryable: false } })
    expect(errorOf(500, envelope(0))).toMatchObject({ code: 'VENDOR_UNAVAILABLE' })
  })

  test("carries the vendor's words on one bounded line", () => {
    expect(errorOf(200, envelope(100002, { Message: `bad\nvalue ${'x'.repeat(1_000)}` })).message).toMatch(/^TENCENT rejected getprogress \(1211\/62061\): bad value x{280,300}….{0,20}$/)
  })
})

describe('the table of codes', () => {
  test('has each code once in each place, with a meaning and a remedy', () => {
    expect(new Set(ERROR_TABLE.map(([code, where]) => `${code} ${where}`)).size).toBe(ERROR_TABLE.length)
    expect(ERROR_TABLE.filter(([code, , meaning, remedy]) => !/^-?\d{6}$/.test(code) || !meaning || !remedy)).toEqual([])
  })

  test.each(['100000', '100001', '100002', '100003', '100005', '100008', '110006'])('knows the code %s of customization (1211/62081)', (code) => {
    expect(vendorCodes(code)).toHaveLength(1)
  })

  test('knows both meanings of a code that results and jobs share', () => {
    expect(vendorCodes('801004').map(({ meaning }) => meaning)).toEqual(['called too often', 'the job broke down'])
  })

  test.each(['', '0', '999999', 'constructor'])('has nothing for %j', (code) => {
    expect(vendorCodes(code)).toEqual([])
  })
})

describe('the failure of a job', () => {
  test('is in the words of the vendor, on one line', () => {
    expect(failureOf(null, 'The face\nis covered.')).toEqual({ message: 'The face is covered.', code: 'VENDOR_REJECTED', vendorCode: null, hint: null })
  })

  test('is none where nothing is said', () => {
    for (const message of [null, undefined, '', ' ']) expect(failureOf(0, message)).toBeNull()
  })
})
