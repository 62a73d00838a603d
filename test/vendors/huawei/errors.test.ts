import { describe, expect, test } from 'vitest'
import { AvatarGraphError, type ErrorCode } from '../../../src/domain/errors.js'
import { ERROR_TABLE } from '../../../src/vendors/huawei/error-table.js'
import { vendorCodes, verdictOf } from '../../../src/vendors/huawei/mapping/error-codes.js'
import { failure, readAnswer } from '../../../src/vendors/huawei/mapping/errors.js'
import { operations } from '../../../src/vendors/huawei/operations.js'

function errorOf(status: number, body: unknown): AvatarGraphError {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  try {
    readAnswer({ status, headers: {}, text }, () => JSON.parse(text) as unknown, operations.startSmartLive)
  } catch (error) {
    if (error instanceof AvatarGraphError) return error
    throw error
  }
  throw new Error('Expected an error.')
}
const body = (code: string) => ({ error_code: code, error_msg: 'So it is' })

/** Codes of the table that are an outage under status 500: the vendor's own troubles, each looked at. Everything else there is the request's or the account's fault. */
const OUTAGES = [
  '00020001 00020007 00021005 00021006 00021012 00021014 00021015 00021101 00021103 00021105 000212005 000212007 000212008 000212009',
  '00021201 00021202 00021204 100000032 10000004 10000101 10000102 10000103 10000104 10000105 10010013 10010014 10010017 10010018',
  '20010006 20010010 20010018 20010024 20010040 20010041 20010042 20010043 20010052 20010060 20010068 20010078 20010080 20010081',
  '20010088 20010090 20010094 20010095 20050012 20050028 20050032 20050033 20050034 41000015 41000016 41000017 41000019 42000001',
  '42000007 47000001 47000002 47000003 47000004 47000005 47000006 47000008 47000009 47000010 47010003 47010005 47010007 47010025',
  '47010036 47010037 47010038 47010039 47010048 47010053 47010055 47010056 47010070 47010100 47010101 47010104 47010107 47010111',
  '47010112 47010119 47010122',
].flatMap((line) => line.split(' '))

/** Codes under 403 that are about rights, standing or credentials; the others there are quotas and parameters. */
const RIGHTS = [
  '00020006 00022008 00022009 00022010 00024001 00024003 00025005 47010009 47010023 47010028 47010031 47010035 47010042 47010044',
  '47010045 47010047 47010058 47010061 47010063 47010067 47010088',
].flatMap((line) => line.split(' '))

const codesOf = (status: number, code: ErrorCode) =>
  ERROR_TABLE.flatMap(([documented, spelt]) => (documented === status && verdictOf(status, spelt).code === code ? [spelt.replace('MSS.', '')] : []))

describe("the vendor's table of errors", () => {
  test('is whole: 457 rows, 446 codes, without blanks', () => {
    expect(ERROR_TABLE).toHaveLength(457)
    expect(new Set(ERROR_TABLE.map(([, code]) => code)).size).toBe(446)
    expect(ERROR_TABLE.filter(([, code]) => !/^(MSS\.)?\d{8,9}$/.test(code))).toEqual([])
  })

  test('under 500 tells outages from requests at fault', () => {
    expect(new Set(codesOf(500, 'VENDOR_UNAVAILABLE'))).toEqual(new Set(OUTAGES))
    expect(codesOf(500, 'VENDOR_AUTH')).toEqual(['00021016'])
  })

  test('under 403 tells missing rights from used-up quotas', () => {
    expect(new Set(codesOf(403, 'VENDOR_AUTH'))).toEqual(new Set(RIGHTS))
  })

  test.each([
    ['MSS.47010004', 429, 'Do not send requests frequently.', true],
    ['mss. 4701 0004', 429, 'Do not send requests frequently.', true],
    ['47010152', 400, 'Ensure that the extended parameter is in the correct format.', false],
    ['MSS.47010152', 400, 'Ensure that the extended parameter is in the correct format.', false],
    ['MSS.50001018', 200, 'Please upload a photo of the mouth closed', false],
    ['MSS.20010047', 500, null, false],
    ['MSS.00000003', 400, null, false],
  ])('finds %s, whatever its blanks and case', (code, httpStatus, remedy, retryable) => {
    expect(vendorCodes(code)).toMatchObject([{ httpStatus, remedy, retryable }])
  })

  test('knows both meanings of a code, once each', () => {
    expect(vendorCodes('MSS.41000002').map(({ httpStatus, retryable }) => [httpStatus, retryable])).toEqual([[400, false], [403, true]])
    expect(vendorCodes('MSS.42000001')).toHaveLength(1)
  })

  test('tells codes of nine digits from those of eight', () => {
    expect(vendorCodes('MSS.000000004')[0]?.meaning).toContain('not authenticated')
    expect(vendorCodes('MSS.00000004')[0]?.meaning).toBe('Internal Error')
  })

  test.each(['', 'MSS.99999999', 'APIGW.0308', 'constructor'])('has nothing for %j', (code) => {
    expect(vendorCodes(code)).toEqual([])
  })
})

describe('an error of Huawei', () => {
  test.each<[number, string, ErrorCode, boolean]>([
    [400, 'MSS.00000003', 'VENDOR_REJECTED', false],
    [401, 'MSS.00000001', 'VENDOR_AUTH', false],
    [403, 'MSS.00020006', 'VENDOR_AUTH', false],
    [404, 'MSS.00000002', 'NOT_FOUND', false],
    [409, 'MSS.00000009', 'VENDOR_REJECTED', false],
    [429, 'MSS.47010004', 'VENDOR_RATE_LIMITED', true],
    [429, 'APIGW.0308', 'VENDOR_RATE_LIMITED', true],
    [429, 'MSS.20010011', 'VENDOR_RATE_LIMITED', true],
    [429, 'MSS.20010035', 'VENDOR_REJECTED', false],
    [429, 'MSS.20010102', 'VENDOR_REJECTED', false],
    [500, 'MSS.00000004', 'VENDOR_UNAVAILABLE', true],
    [503, 'MSS.00020008', 'VENDOR_UNAVAILABLE', true],
    [503, 'MSS.00023002', 'VENDOR_REJECTED', false],
    [403, 'MSS.41000002', 'VENDOR_REJECTED', true],
    [400, 'MSS.20020002', 'NOT_FOUND', false],
    [500, 'MSS.20010051', 'NOT_FOUND', false],
    [400, 'MSS.10001022', 'VENDOR_REJECTED', true],
    [302, '', 'VENDOR_MALFORMED', undefined as unknown as boolean],
  ])('of status %i with %s is %s, retryable: %s', (status, vendorCode, code, retryable) => {
    expect(errorOf(status, body(vendorCode))).toMatchObject({ code })
    expect(errorOf(status, body(vendorCode)).details.retryable).toBe(retryable)
  })

  test.each([
    [500, 'MSS.20010036', 'a busy room'],
    [500, 'MSS.20010030', 'a name with sensitive words'],
    [403, 'MSS.20010065', 'a used-up quota'],
  ])('of status %i with %s is a rejection, not an outage or a lack of rights: %s', (status, code) => {
    expect(errorOf(status, body(code))).toMatchObject({ code: 'VENDOR_REJECTED', details: { retryable: false, vendorCode: code } })
  })

  test("carries the vendor's words, on one line, its code without blanks, and its request id", () => {
    expect(errorOf(400, { error_code: 'MSS.4701 0152', error_msg: `bad\nparameter ${'x'.repeat(1_000)}`, request_id: 'r-1' })).toMatchObject({
      message: expect.stringMatching(/^HUAWEI rejected startSmartLive \(6\.2\.1\): bad parameter x{280,300}….{0,20}$/) as string,
      details: { vendorCode: 'MSS.47010152', requestId: 'r-1' },
    })
  })

  test('says what IAM says, which has a body of its own', () => {
    expect(errorOf(401, { error: { code: 401, title: 'Unauthorized', message: 'The password is wrong.' } }).message).toContain('The password is wrong.')
  })

  test.each(['<html>502 nginx</html>', '', '[]', '"text"', '{"error_code":5,"error_msg":{}}'])('is an error without a readable body too, which is not quoted: %s', (text) => {
    const error = errorOf(502, text)
    expect(error.code).toBe('VENDOR_UNAVAILABLE')
    expect(error.message).toContain('no explanation')
  })

  test('has the remedy of the row of its status as a hint', () => {
    expect(errorOf(403, body('MSS.41000002')).details.hint).toBe('Wait for the previous task to complete before submitting a new task')
    expect(errorOf(400, body('MSS.41000002')).details.hint).toBe('Check if task name contains special characters')
    expect(errorOf(500, body('MSS.20010047')).details.hint).toBeUndefined()
  })

  test.each([
    [500, 'MSS.20010099', /LIVE only: liveStateChanged tells/],
    [500, 'MSS.20010036', /stop the one that runs/],
    [400, 'MSS.41000001', /requiredAction of the training/],
    [400, 'MSS.10001016', /createFileUpload/],
  ])("says in the graph's words what to do where the vendor's do not help: %i, %s", (status, code, hint) => {
    expect(errorOf(status, body(code)).details.hint).toMatch(hint)
    expect(vendorCodes(code)[0]?.remedy ?? '').not.toMatch(hint)
  })

  test.each([401, 403, 429])("says of a gateway's code that it is one (%i)", (status) => {
    expect(errorOf(status, body('APIGW.0301')).details.hint).toMatch(/API gateway/)
  })

  test('of refused credentials has a hint even without a documented code', () => {
    expect(errorOf(401, body('MSS.00000001')).details.hint).toMatch(/keys or IAM user/)
  })
})

describe('the failure of a job', () => {
  test('is told only where something failed', () => {
    expect(failure(null)).toBeNull()
    expect(failure({ error_code: '', error_msg: '' })).toBeNull()
    expect(failure({ error_code: 'MSS.00000000', error_msg: null })).toBeNull()
    expect(failure({ error_code: 'MSS.47000000', error_msg: 'SUCCESS' })).toBeNull()
  })

  test('has the kind and the remedy of its code', () => {
    expect(failure({ error_code: 'MSS.5000 1018', error_msg: 'Mouth too\nopen' })).toEqual({
      message: 'Mouth too open',
      code: 'VENDOR_REJECTED',
      vendorCode: 'MSS.50001018',
      hint: 'Please upload a photo of the mouth closed',
    })
    expect(failure({ error_code: 'MSS.50001007', error_msg: 'x' })).toMatchObject({ code: 'VENDOR_UNAVAILABLE', hint: 'Contact technical support.' })
  })

  test('with a code alone is told in the words of the table, and by the code where it has none', () => {
    expect(failure({ error_code: 'MSS.50001004', error_msg: null })?.message).toMatch(/audio is too short/)
    expect(failure({ error_code: 'MSS.1', error_msg: null })).toEqual({ message: 'MSS.1', code: 'VENDOR_REJECTED', vendorCode: 'MSS.1', hint: null })
  })

  test('may be that it was blocked, which has no code', () => {
    const blocked = { message: 'blocked for ads', code: 'VENDOR_REJECTED', vendorCode: null, hint: null }
    expect(failure(null, 'blocked for\nads')).toEqual(blocked)
    expect(failure({ error_code: 'MSS.00000000', error_msg: null }, 'blocked for ads')).toEqual(blocked)
  })
})
