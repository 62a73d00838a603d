import { AvatarGraphError } from './errors.js'

/** Where the graph calls a field of a filter by another name than the vocabulary does. */
const SPELT: Readonly<Record<string, string>> = { states: 'statuses', lastSessionStates: 'statuses', anyTag: 'tagMatch', script: 'scriptId', job: 'id' }

/**
 * That a vendor cannot narrow a list in the way that is asked for. Lists throw it instead of ignoring a filter or
 * guessing: the account is then left out of the merged list and named in `unavailable` as UNSUPPORTED. `field` is the
 * filter's, such as `kinds`; `why` says what the vendor cannot do. For a value that matches nothing a list is empty.
 */
export function unsupportedFilter(field: string, why: string): AvatarGraphError {
  const name = `filter.${SPELT[field] ?? field}`
  return new AvatarGraphError('UNSUPPORTED', `${name}: ${why}`, { field: name, retryable: false })
}

/**
 * Refuses a filter that gives a field which a list does not honour ({@link unsupportedFilter}); `vendor` begins the
 * message. To be called by every list of every vendor, so that a field which is new to a filter is not ignored by those
 * who do not know it.
 */
export function honourOnly<F extends object>(vendor: string, filter: F, honoured: readonly (keyof F & string)[]): void {
  const other = Object.entries(filter).find(([field, value]) => value != null && !(honoured as readonly string[]).includes(field))
  if (other) throw unsupportedFilter(other[0], `${vendor} cannot narrow this list by it.`)
}
