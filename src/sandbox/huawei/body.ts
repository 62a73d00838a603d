import type { z } from 'zod'
import type { Call } from '../call.js'
import { ERRORS, refusal } from './errors.js'

/** Reads a JSON body and checks it; an absent body counts as `{}`. Throws the vendor's 400 that names the first field that is wrong. */
export function readBody<Schema extends z.ZodType>(schema: Schema, call: Call): z.output<Schema> {
  let json: unknown = {}
  if (call.rawBody.length > 0) {
    try {
      json = JSON.parse(call.rawBody.toString('utf8'))
    } catch {
      throw refusal(ERRORS.invalid, 'the body is not JSON')
    }
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw refusal(ERRORS.invalid, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as documented'}`)
}
