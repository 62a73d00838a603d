import { badInput } from '../domain/errors.js'
import { oneLine } from './operation.js'

/** Told of a vendor word that is in no table: the field it stood in, and the word. */
export type OnUnknownWord = (field: string, word: string) => void

/** Makes a reader of one vendor field from its table of words. An absent word is `absent`; one that is in no table is UNKNOWN. */
export type WordReader = <T extends string>(field: string, table: Record<string, T>, absent?: T | 'UNKNOWN') => (word: string | null | undefined) => T | 'UNKNOWN'

/** Makes the readers of a vendor's words; each word that is in no table is told to `onUnknown`. */
export function createWordReader(onUnknown: OnUnknownWord = () => undefined): WordReader {
  return (field, table, absent = 'UNKNOWN') =>
    (word) => {
      if (word == null || word === '') return absent
      const ours = Object.hasOwn(table, word) ? table[word] : undefined
      if (ours === undefined) onUnknown(field, oneLine(word, 64))
      return ours ?? 'UNKNOWN'
    }
}

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
