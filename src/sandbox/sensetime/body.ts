import type { z } from 'zod'
import { readJson } from '../body.js'
import { queryObject, type Call } from '../call.js'
import { ERRORS, refusal } from './errors.js'

/** Reads a JSON body, or the query of a GET, and checks it. Throws 84115927. */
export function readInput<Schema extends z.ZodType>(schema: Schema, call: Call): z.output<Schema> {
  const given = call.method === 'GET' ? { ...call, rawBody: Buffer.from(JSON.stringify(queryObject(call.query))) } : call
  return readJson(schema, given, (reason) => refusal(ERRORS.invalid, reason))
}
