import { badInput } from '../domain/errors.js'
import { decodeIdOf, type EntityType } from '../domain/ids.js'

/**
 * The native id behind a global id in an input, for a call at one account. BAD_USER_INPUT, before any call, when the id
 * is none of ours, of another type, or of an entity that lives at another account.
 */
export function nativeIdAt(account: string, type: EntityType, id: string, field: string): string {
  const ref = decodeIdOf(type, id, field)
  if (ref.account !== account) {
    throw badInput(`${field}: expected something of the account ${account}, got something of ${ref.account}. What belongs together must live at one account.`, { field })
  }
  return ref.key
}
