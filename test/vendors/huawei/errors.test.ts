import { describe, expect, test } from 'vitest'
import { AvatarGraphError, type ErrorCode } from '../../../src/domain/errors.js'
import { readAnswer } from '../../../src/vendors/huawei/mapping/errors.js'
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

describe('an error of Huawei', () => {
  test.each<[number, string, ErrorCode, boolean]>([
    [400, 'MSS.00000003', 'VENDOR_REJECTED', false],
    [401, 'MSS.00000001', 'VENDOR_AUTH', false],
    [403, 'MSS.00020006', 'VENDOR_AUTH', false],
    [404, 'MSS.00000002', 'NOT_FOUND', false],
    [409, 'MSS.00000009', 'VENDOR_REJECTED', false],
    [429, 'MSS.47010004', 'VENDOR_RATE_LIMITED', true],
    [429, 'APIGW.0308', 'VENDOR_RATE_LIMITED', true],
    [429, 'MSS.20010035', 'VENDOR_RATE_LIMITED', false],
    [429, 'MSS.20010102', 'VENDOR_RATE_LIMITED', false],
    [500, 'MSS.00000004', 'VENDOR_UNAVAILABLE', true],
    [503, 'MSS.00020008', 'VENDOR_UNAVAILABLE', true],
    [503, 'MSS.00023002', 'VENDOR_UNAVAILABLE', false],
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
})
