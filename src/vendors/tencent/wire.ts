import { z } from 'zod'

/*
 * The JSON of Tencent's answers. What identifies a thing is insisted on; any other field is of the lenient types of
 * `vendors/wire`. Unknown keys are ignored.
 */

/** A number, or nothing; some tables say int where samples show a text. */
export const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/).transform(Number)]).nullish().catch(null)
/** An id: insisted on. Tasks are numbers in some samples. */
export const id = z.union([z.string().min(1), z.number().transform(String)])
/** The answer of everything that begins a task. */
export const wireTask = z.object({ TaskId: id })
