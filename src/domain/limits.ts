import { badInput } from './errors.js'

/** A text as a caller gives it. */
type Text = string | null | undefined
/** A number as a caller gives it. */
type Amount = number | null | undefined

/**
 * Checks of what a caller gives against documented limits, before a call is spent. Each throws BAD_USER_INPUT that
 * names the field as a dotted path (`scenes.0.paragraphs.2.text`), what was expected and what came; an absent value
 * passes. Lengths are in characters, as the vendors count them, not in UTF-16 units.
 */
export const limits = {
  /** A text of `least` to `most` characters. */
  length(field: string, value: Text, least: number, most: number): void {
    if (value == null) return
    const length = [...value].length
    if (length < least || length > most) {
      throw badInput(`${field}: expected ${least > 0 ? `${least} to ${most}` : `at most ${most}`} characters, got ${length}.`, { field })
    }
  },

  /** A text of at most `most` bytes in UTF-8, for the limits that vendors state in bytes. */
  bytes(field: string, value: Text, most: number): void {
    const length = Buffer.byteLength(value ?? '', 'utf8')
    if (length > most) throw badInput(`${field}: expected at most ${most} bytes in UTF-8, got ${length}.`, { field })
  },

  /** A number from `least` to `most`, whole unless said otherwise. */
  range(field: string, value: Amount, least: number, most: number, kind: 'whole' | 'any' = 'whole'): void {
    if (value == null) return
    if (!(value >= least && value <= most) || (kind === 'whole' && !Number.isInteger(value))) {
      throw badInput(`${field}: expected a ${kind === 'whole' ? 'whole number' : 'number'} from ${least} to ${most}, got ${value}.`, { field })
    }
  },

  /** A list of `least` to `most` items. */
  count(field: string, value: readonly unknown[] | null | undefined, least: number, most: number): void {
    if (value == null) return
    if (value.length < least || value.length > most) {
      throw badInput(`${field}: expected ${least > 0 ? `${least} to ${most}` : `at most ${most}`} items, got ${value.length}.`, { field })
    }
  },

  /** A text of a certain form; `form` says which in words. */
  pattern(field: string, value: Text, pattern: RegExp, form: string): void {
    if (value != null && !pattern.test(value)) throw badInput(`${field}: expected ${form}, got ${JSON.stringify(value.slice(0, 80))}.`, { field })
  },

  /**
   * Fields that this vendor has no use for: given, they would be dropped in silence. `why` says what to do instead. What
   * is null, an empty list or absent passes.
   */
  unused(vendor: string, given: Readonly<Record<string, unknown>>, why = 'leave it out'): void {
    const field = Object.keys(given).find((name) => given[name] != null && !(Array.isArray(given[name]) && given[name].length === 0))
    if (field !== undefined) throw badInput(`${field}: ${vendor} has no use for it; ${why}.`, { field })
  },
}
