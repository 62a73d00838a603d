import { badInput } from '../../domain/errors.js'
import { decodeIdOf, type EntityType } from '../../domain/ids.js'

/**
 * The native id behind a reference in an input: the id of an entity of that type in that account. BAD_USER_INPUT, before
 * any vendor call, for the id of something else or of another account's. Nothing given, nothing returned.
 */
export function referenceIn(account: string, type: EntityType, id: string, field: string): string
export function referenceIn(account: string, type: EntityType, id: string | null | undefined, field: string): string | null
export function referenceIn(account: string, type: EntityType, id: string | null | undefined, field: string): string | null {
  if (id == null) return null
  const ref = decodeIdOf(type, id, field)
  if (ref.account === account) return ref.key
  throw badInput(`${field}: expected the id of something in the account ${account}, got one of the account ${ref.account}. Vendors know only what is their own.`, { field })
}
