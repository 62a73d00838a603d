import { z, type ZodType } from 'zod'

/*
 * What the JSON of vendors' answers is read with. A field of one of these types may be missing, null or of another type than
 * documented, and then counts as absent: an asset is not lost for a field nobody asked for.
 *
 * One function a field, rather than zod's `nullish().catch(null)`: an answer has hundreds of such fields, and four schemas for
 * each took five times as long.
 */

/** A value of that kind, or nothing. */
export const orNothing = <T>(is: (value: unknown) => value is T) => z.transform((value: unknown): T | null | undefined => (value === undefined || is(value) ? value : null))

/** A text, or nothing. */
export const text = orNothing((value): value is string => typeof value === 'string')
/** A number, or nothing. */
export const number = orNothing((value): value is number => Number.isFinite(value))
/** Yes, no, or nothing. */
export const flag = orNothing((value): value is boolean => typeof value === 'boolean')
/** A list whose items keep their own rules, or nothing. */
export const list = <T extends ZodType>(item: T) => z.array(item).nullish()
/** Texts, or nothing. */
export const texts = list(z.string()).catch(null)
