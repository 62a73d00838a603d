import type { z } from 'zod'
import type { Call, Refusal } from './call.js'

/**
 * Reads a JSON body and checks it; an absent body counts as `{}`. Throws what `refuse` makes of the reason, which names
 * the first field that is wrong.
 */
export function readJson<Schema extends z.ZodType>(schema: Schema, call: Call, refuse: (reason: string) => Refusal): z.output<Schema> {
  let json: unknown = {}
  if (call.rawBody.length > 0) {
    try {
      json = JSON.parse(call.rawBody.toString('utf8'))
    } catch {
      throw refuse('the body is not JSON')
    }
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw refuse(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as documented'}`)
}
