import { z, type ZodType } from 'zod'

/*
 * The JSON of Tencent's answers. What identifies a thing is insisted on; any other field may be missing, null or of another
 * type than documented, and then counts as absent. Unknown keys are ignored.
 */

/** A text, or nothing. */
export const text = z.string().nullish().catch(null)
/** A number, or nothing; some tables say int where samples show a text. */
export const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/).transform(Number)]).nullish().catch(null)
/** Yes, no, or nothing. */
export const flag = z.boolean().nullish().catch(null)
/** An id: insisted on. Tasks are numbers in some samples. */
export const id = z.union([z.string().min(1), z.number().transform(String)])
/** Texts, or nothing. */
export const texts = z.array(z.string()).nullish().catch(null)
/** A list whose items keep their own rules, or nothing; a list of none is left out of some answers. */
export const list = <T extends ZodType>(item: T) => z.array(item).nullish()

/** The answer of everything that begins a task. */
export const wireTask = z.object({ TaskId: id })
