import { badInput } from '../../domain/errors.js'

/** Makes a reader of one vendor field from its table of words. */
export type WordReader = <T extends string>(field: string, table: Record<string, T>, absent?: T | 'UNKNOWN') => (word: string | null | undefined) => T | 'UNKNOWN'

/**
 * Our word as the vendor spells it; of several spellings the first one in its table. BAD_USER_INPUT with the words that
 * can be said for one that the vendor has none for, such as UNKNOWN. Nothing said, nothing sent.
 */
export function wordFor<T extends string>(field: string, table: Record<string, T>, ours: T | 'UNKNOWN' | null | undefined): string | undefined {
  if (ours == null) return undefined
  const found = Object.entries(table).find(([, word]) => word === ours)
  if (found) return found[0]
  throw badInput(`${field}: expected one of ${[...new Set(Object.values(table))].join(', ')}, got ${ours}.`, { field })
}
