import { z } from 'zod'
import { readJson } from '../body.js'
import type { Call } from '../call.js'
import { CODES, refusal, type ResultCode } from './codes.js'

const ENVELOPE = z.object({ Header: z.record(z.string(), z.unknown()), Payload: z.record(z.string(), z.unknown()) })

/** Which code a field that is not as documented gets: missing, of the wrong kind, or out of its range. */
function codeFor(issue: z.core.$ZodIssue, payload: unknown): ResultCode {
  const value = issue.path.reduce<unknown>((inner, step) => (inner as Record<PropertyKey, unknown> | undefined)?.[step], payload)
  if (value === undefined && issue.code !== 'custom') return CODES.missing
  return issue.code === 'invalid_type' ? CODES.parameter : CODES.value
}

/**
 * Reads `{"Header": {}, "Payload": {…}}` and checks the payload. Throws the vendor's refusal, which names the first field
 * that is wrong; under `code` when the service has but one for all that is wrong (interaction, 1240/100406).
 */
export function readPayload<Schema extends z.ZodType>(schema: Schema, call: Call, code?: ResultCode): z.output<Schema> {
  const { Payload: payload } = readJson(ENVELOPE, call, (reason) => refusal(CODES.parameter, `Header and Payload must both be in the body: ${reason}`))
  const parsed = schema.safeParse(payload)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  if (!issue) throw refusal(CODES.parameter, 'Payload: not as documented')
  throw refusal(code ?? codeFor(issue, payload), `${issue.path.join('.') || 'Payload'}: ${issue.message}`)
}
