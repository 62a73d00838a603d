import { AvatarGraphError, badInput, notFound } from '../domain/errors.js'
import type { Ability, Account } from '../domain/port.js'
import type { Vendor } from '../domain/vendor.js'

/** The vendor accounts of this deployment, as the graph finds them. */
interface Accounts {
  accounts: ReadonlyMap<string, Account>
}

/** The account of a slug; NOT_FOUND when this deployment has none of that name. */
export function accountOf(services: Accounts, slug: string): Account {
  const account = services.accounts.get(slug)
  if (!account) throw notFound(`There is no vendor account ${JSON.stringify(slug)} here. The query vendorAccounts lists those that exist.`)
  return account
}

/**
 * The account that something new goes to: the one that is named, or the only one that has the ability, at a vendor where
 * one is said. BAD_USER_INPUT names the choices when there are several, and the vendor of a named account that is another's.
 * `can` tells who is able to where the ability alone does not: only a part of it is meant, which not every vendor has.
 */
export function accountFor(
  { services }: { services: Accounts },
  slug: string | null | undefined,
  ability: Ability,
  { vendor, can = (account) => account[ability] }: { vendor?: Vendor | null; can?: (account: Account) => unknown } = {},
): Account {
  if (slug != null) {
    const named = accountOf(services, slug)
    if (vendor == null || named.vendor === vendor) return named
    throw badInput(`vendor: expected ${named.vendor}, the vendor of the account ${slug}, got ${vendor}.`, { field: 'input.vendor' })
  }
  const able = [...services.accounts.values()].filter((account) => can(account) && (vendor == null || account.vendor === vendor))
  const [only] = able
  if (only && able.length === 1) return only
  if (!only) throw new AvatarGraphError('UNSUPPORTED', `No account here can do this: none${vendor ? ` at ${vendor}` : ''} has ${ABILITY_WORDS[ability]}.`)
  throw badInput(`Expected account to name one of ${able.map((account) => account.slug).join(', ')}, got none.`, { field: 'input.account' })
}

/** An ability of an account; UNSUPPORTED when its vendor lacks it. */
export function abilityOf<A extends Ability>(account: Account, ability: A): NonNullable<Account[A]> {
  const found = account[ability]
  if (!found) {
    throw new AvatarGraphError('UNSUPPORTED', `The account ${account.slug} cannot do this: ${whyLacking(account, ability)}.`, {
      vendor: account.vendor,
      account: account.slug,
      hint: 'vendorAccounts { abilities } shows what each account can do.',
    })
  }
  return found
}

/** A method of an ability that not every vendor has; UNSUPPORTED says what the vendor lacks. */
export function methodOf<A extends object, M extends keyof A>(account: Account, ability: A | undefined, method: M, what: string): NonNullable<A[M]> {
  const found = ability?.[method]
  if (found) return found
  throw new AvatarGraphError('UNSUPPORTED', `The account ${account.slug} cannot do this: its vendor offers no ${what}.`, { vendor: account.vendor, account: account.slug })
}

/** Why an account lacks an ability, in half a sentence. */
export const whyLacking = ({ lacking }: Account, ability: Ability): string => lacking?.[ability] ?? `its vendor offers no ${ABILITY_WORDS[ability]}`

const ABILITY_WORDS: Record<Ability, string> = {
  catalogue: 'media assets',
  assetEditing: 'editing of media assets',
  files: 'uploading of files',
  motions: 'list of motions',
  scripts: 'video scripts',
  videos: 'videos',
  speech: 'speech previews',
  liveRooms: 'live rooms',
  live: 'live sessions',
  ruleGroups: 'groups of interaction rules',
  products: 'products',
  training: 'training of avatars or voices',
  callbacks: 'callbacks',
  quotas: 'word on quotas',
}
