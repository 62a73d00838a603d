import { Field, InputType, Int, ObjectType, type ClassType } from 'type-graphql'
import { AvatarGraphError, badInput, type ErrorCode } from '../domain/errors.js'
import type { Ability, Account, CallContext } from '../domain/port.js'
import { mergeNewestFirst, placesIn } from '../domain/merge.js'
import type { Page, PageRequest } from '../domain/page.js'
import type { JobRef } from '../tracker/jobs.js'
import { VendorAccount } from './accounts/vendor-account.js'
import { ErrorCodeEnum } from './error-code.js'
import { accountOf } from './abilities.js'
import type { GraphContext } from './context.js'
import { DateTime } from './scalars.js'
import { Vendor } from './vendor.js'

/** Most entities that one page may have; the contract's section 4. */
const MAX_FIRST = 100
/** The part of an operation's remaining time that one account among several may take: the rest is for what the others' entities still need. */
const LIST_SHARE = 0.7

/** The contract's page information; lists run forward only. */
@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow.' })
  hasNextPage!: boolean

  @Field(() => Boolean, { description: 'Whether the page began behind a cursor. Lists run forward only.' })
  hasPreviousPage!: boolean

  @Field(() => String, { nullable: true, description: 'The cursor of the first entity.' })
  startCursor!: string | null

  @Field(() => String, { nullable: true, description: 'The cursor of the last entity: hand it to `after` for the next page.' })
  endCursor!: string | null
}

/** An account that could not answer for its part of a list. */
@ObjectType({ description: "An account that could not answer: its entities are missing from the list, the others' are there." })
export class VendorFailure {
  @Field(() => Vendor, { description: 'The vendor concerned.' })
  vendor!: Vendor

  @Field(() => VendorAccount, { description: 'The account concerned.' })
  account!: VendorAccount

  @Field(() => ErrorCodeEnum, { description: 'What kind of failure it was.' })
  code!: ErrorCode

  @Field(() => String, { description: 'What happened, in plain words.' })
  message!: string

  @Field(() => Boolean, { description: 'Whether asking again later may help.' })
  retryable!: boolean

  @Field(() => String, { nullable: true, description: "The vendor's own error code." })
  vendorCode!: string | null

  @Field(() => String, { nullable: true, description: 'What can be done about it.' })
  hint!: string | null

  @Field(() => String, { nullable: true, description: "The vendor's id of the request, for its support desk." })
  requestId!: string | null
}

/** Which accounts a list asks; part of every list's filter. */
@InputType()
export class AccountFilter {
  @Field(() => [Vendor], { nullable: true, description: 'Only these vendors.' })
  vendors?: Vendor[] | null

  @Field(() => [String], { nullable: true, description: 'Only these accounts, by slug.' })
  accounts?: string[] | null
}

interface Edge<T> {
  cursor: string
  node: T
}

/** A page of a list, merged from several accounts. */
export interface Connection<T> {
  edges: Edge<T>[]
  nodes: T[]
  pageInfo: PageInfo
  totalCount: number | null
  asOf: Date | null
  unavailable: VendorFailure[]
}

/** Declares the Relay connection and edge types of an entity. */
export function connectionOf<T extends object>(node: ClassType<T> | (abstract new (...args: never[]) => T), name: string, what: string): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`, { description: `One of ${what}, with its place in the list.` })
  class EntityEdge implements Edge<T> {
    @Field(() => String, { description: 'Opaque; `after` resumes behind it, also when new entities have appeared since.' })
    cursor!: string

    @Field(() => node, { description: 'The entity at this place of the list.' })
    node!: T
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${what}, newest first.` })
  class EntityConnection implements Connection<T> {
    @Field(() => [EntityEdge], { description: 'The entities with their cursors.' })
    edges!: EntityEdge[]

    @Field(() => [node], { description: 'The entities alone.' })
    nodes!: T[]

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo!: PageInfo

    @Field(() => Int, { nullable: true, description: 'How many there are in all, at the accounts that answered and count.' })
    totalCount!: number | null

    @Field(() => DateTime, {
      nullable: true,
      description: 'Null when every account answered with a fresh list: asked now, or within the last minute where a vendor tells its list only as a whole. Otherwise when the oldest part of the page was fetched: its vendor is being asked again, or cannot be reached (`vendorAccounts { health }` tells).',
    })
    asOf!: Date | null

    @Field(() => [VendorFailure], { description: 'The accounts that could not answer, were too slow, or cannot apply the filter (UNSUPPORTED names the field); empty when the list is whole.' })
    unavailable!: VendorFailure[]
  }
  return EntityConnection
}

/** How a list is asked of one account, and how its entities are ordered and shown. */
export interface ListSource<E, N> {
  /** The ability that an account needs to have entities of this kind. */
  ability: Ability
  /** Whether an account with the ability has this list too; all have when left out. */
  offered?: (account: Account) => boolean
  /** Asks one account, within the deadline of the `call` that it is given. */
  fetch: (account: Account, page: PageRequest, call: CallContext) => Promise<Page<E>>
  createdAt: (entity: E) => Date | null
  show: (account: Account, entity: E) => N
  /** The job that an entity is, where it is one that is not over: the tracker is offered it. */
  running?: (account: Account, entity: E) => Pick<JobRef, 'kind' | 'key'> | undefined
}

/** What a caller asks of a list. */
export interface ListArguments {
  first: number
  after?: string | null
  filter?: AccountFilter | null
}

/** Refuses a page that is too large, or none: BAD_USER_INPUT. */
export function assertPageSize(first: number): void {
  if (!Number.isInteger(first) || first < 1 || first > MAX_FIRST) {
    throw badInput(`Expected first to be from 1 to ${MAX_FIRST}, got ${first}. Ask for further pages with after.`, { field: 'first' })
  }
}

type Answer<E> = { account: Account; page: Page<E> } | { account: Account; error: AvatarGraphError }

/**
 * One page over all accounts that have such entities: each account is asked for a page at the same time, the
 * pages are merged, and each cursor holds the place reached in every account, so that entities which appear at
 * one account move nothing at another. An account that fails, takes too long or cannot apply the filter is named,
 * not fatal; in the next page its list goes on where it stood.
 */
export async function list<E, N>(context: GraphContext, { first, after, filter }: ListArguments, source: ListSource<E, N>): Promise<Connection<N>> {
  assertPageSize(first)
  const places = placesIn(after)
  const { asked, lacking } = selectAccounts(context, filter, source)
  const call = asked.length > 1 ? hurried(context.call) : context.call
  const answers = await Promise.all(
    asked.map(async (account): Promise<Answer<E>> => {
      try {
        const page = await context.loaders(account.slug).during(() => source.fetch(account, { size: first, after: places[account.slug] }, call))
        return { account, page }
      } catch (error) {
        // A mistake of the caller's is no failure of the vendor's; a defect of ours must not hide in `unavailable`.
        if (!(error instanceof AvatarGraphError) || error.code === 'INTERNAL' || (error.code === 'BAD_USER_INPUT' && !isOfFilter(error))) throw error
        return { account, error }
      }
    }),
  )
  const failures = answers.flatMap((answer) => ('error' in answer ? [answer] : []))
  // What one vendor's limits refuse, another's may allow; what all refuse is the caller's mistake.
  const [refused] = failures
  if (refused && failures.length === asked.length && failures.every(({ error }) => isOfFilter(error))) throw refused.error

  const pages = answers.flatMap((answer) => ('page' in answer ? [{ name: answer.account.slug, page: answer.page }] : []))
  offer(context, answers, source)
  const merged = mergeNewestFirst(pages, places, first, source.createdAt)
  const edges = merged.items.map(({ entity, name, cursor }) => ({ cursor, node: source.show(accountOf(context.services, name), entity) }))
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: merged.hasMore,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: merged.total ?? null,
    asOf: merged.asOf ?? null,
    unavailable: [...failures.map(({ account, error }) => failureOf(account, error)), ...lacking],
  }
}

/** Has the tracker watch what the accounts told of and is not over. */
function offer<E>({ services, call }: GraphContext, answers: readonly Answer<E>[], { running }: Pick<ListSource<E, never>, 'running'>): void {
  if (!running) return
  const jobs = answers.flatMap((answer) => ('page' in answer ? answer.page.items.flatMap(({ entity }) => jobOf(answer.account, running(answer.account, entity))) : []))
  services.offerJobs(jobs, call.appUserId)
}

const jobOf = ({ slug, vendor }: Account, job: Pick<JobRef, 'kind' | 'key'> | undefined): JobRef[] => (job ? [{ ...job, vendor, account: slug }] : [])

/** A value in the filter that the vendor's limits forbid. */
const isOfFilter = ({ code, details }: AvatarGraphError) => code === 'BAD_USER_INPUT' && details.field?.startsWith('filter.') === true

/** The call of one account among several: the slowest must not use up the time of the operation. */
function hurried(call: CallContext): CallContext {
  const now = Date.now()
  return { ...call, deadline: now + (call.deadline - now) * LIST_SHARE }
}

/** The accounts to ask. One that was named but lacks the ability is said to; one that was not named is passed over. */
function selectAccounts(context: GraphContext, filter: AccountFilter | null | undefined, { ability, offered = () => true }: Pick<ListSource<never, never>, 'ability' | 'offered'>) {
  const all = [...context.services.accounts.values()]
  const unknown = filter?.accounts?.find((slug) => !context.services.accounts.has(slug))
  if (unknown !== undefined) {
    throw badInput(`Expected accounts out of ${all.map(({ slug }) => slug).join(', ') || 'none (no account is configured)'}, got ${JSON.stringify(unknown)}.`, { field: 'filter.accounts' })
  }
  const named = all.filter(({ slug, vendor }) => (!filter?.accounts || filter.accounts.includes(slug)) && (!filter?.vendors || filter.vendors.includes(vendor)))
  const able = (account: Account) => Boolean(account[ability]) && offered(account)
  const explicit = Boolean(filter?.accounts ?? filter?.vendors)
  return {
    asked: named.filter(able),
    lacking: explicit
      ? named
          .filter((account) => !able(account))
          .map((account) => failureOf(account, new AvatarGraphError('UNSUPPORTED', `The account ${account.slug} has no such entities: ${account.lacking?.[ability] ?? 'its vendor does not offer them'}.`)))
      : [],
  }
}

function failureOf(account: Account, { code, message, details }: AvatarGraphError): VendorFailure {
  return {
    vendor: account.vendor,
    account: new VendorAccount(account),
    code,
    message,
    retryable: details.retryable ?? false,
    vendorCode: details.vendorCode ?? null,
    hint: details.hint ?? null,
    requestId: details.requestId ?? null,
  }
}

/** A filter as the domain has it: what was not given is not there, and null is not given. */
export function withoutNulls<T extends object>(filter: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value != null)) as { [K in keyof T]?: NonNullable<T[K]> }
}
