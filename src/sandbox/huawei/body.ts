import type { z } from 'zod'
import { readJson } from '../body.js'
import type { Call } from '../call.js'
import { ERRORS, refusal } from './errors.js'

/** Reads a JSON body and checks it; an absent body counts as `{}`. Throws the vendor's 400 that names the first field that is wrong. */
export function readBody<Schema extends z.ZodType>(schema: Schema, call: Call): z.output<Schema> {
  return readJson(schema, call, (reason) => refusal(ERRORS.invalid, reason))
}
