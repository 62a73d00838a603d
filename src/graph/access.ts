import { Kind, OperationTypeNode, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql'
import { AvatarGraphError } from '../domain/errors.js'

/** Who sends a request, and what it may do; the contract's section 3. */
export interface Caller {
  name: string
  role: CallerRole
  /** Whether the caller proved who it is; false only where the graph stands open on this machine. */
  authenticated: boolean
  /** The third-party user on whose behalf it acts at the vendors, if any. */
  appUserId?: string
  /** Epoch milliseconds after which its token is no proof any more; absent for API keys. */
  expiresAt?: number
}

/** `admin` may do all that `operator` may, `operator` all that `viewer` may; `relay` stands apart. */
export type CallerRole = 'relay' | 'viewer' | 'operator' | 'admin'

const RANK: Record<CallerRole, number> = { relay: 0, viewer: 1, operator: 2, admin: 3 }
const ROLES = Object.keys(RANK) as CallerRole[]

/** Who is shown a field. */
export interface GuardedField {
  /** The role that it takes at least. */
  role: CallerRole
  /** What is kept from others, at the head of a sentence. */
  what: string
}

/** What a role needs at least for each type of operation. */
const NEEDED: Record<OperationTypeNode, CallerRole> = {
  [OperationTypeNode.QUERY]: 'viewer',
  [OperationTypeNode.SUBSCRIPTION]: 'viewer',
  [OperationTypeNode.MUTATION]: 'operator',
}

/** The only root fields that the role `relay` may ask for, whatever else stands beside them. */
const RELAY_FIELDS: ReadonlySet<string> = new Set(['relayRtcMessage', '__typename'])

const PERSONAL_FILES: GuardedField = { role: 'admin', what: 'Personal files of trainings' }
const RTC_SIGNATURES: GuardedField = { role: 'operator', what: 'RTC signatures' }

/** Fields that not everyone is shown who may read, by coordinate. Callers and routers alike are told from here. */
export const GUARDED_FIELDS: Readonly<Record<string, GuardedField>> = {
  'AvatarTraining.authorizationUrl': PERSONAL_FILES,
  'AvatarTraining.idCardBackUrl': PERSONAL_FILES,
  'AvatarTraining.idCardFrontUrl': PERSONAL_FILES,
  'LiveCallback.key': { role: 'admin', what: 'Callback keys' },
  'LiveCallback.url': { role: 'operator', what: 'Callback addresses' },
  'LiveOutput.streamKey': { role: 'admin', what: 'Stream keys' },
  'LiveSession.reportUrl': { role: 'operator', what: 'Addresses for reports' },
  'LiveSession.rtcUser': RTC_SIGNATURES,
  'LiveSession.token': { role: 'operator', what: 'Session tokens' },
  'RtcUser.privateMapKey': RTC_SIGNATURES,
  'RtcUser.signature': RTC_SIGNATURES,
  'TrainingJob.uploads': { role: 'operator', what: 'Addresses to upload to' },
  'VoiceTraining.authorizationUrl': PERSONAL_FILES,
}

const includes = (role: CallerRole, other: CallerRole) => RANK[role] >= RANK[other]

/** Whether a caller's role includes another. */
export const hasRole = (caller: Caller, role: CallerRole): boolean => includes(caller.role, role)

/** The roles that include a role, weakest first. */
export const rolesFrom = (role: CallerRole): CallerRole[] => ROLES.filter((it) => includes(it, role))

/** The roles that may ask for a field at the root, weakest first. */
export const rolesForRoot = (operation: OperationTypeNode, field: string): CallerRole[] =>
  ROLES.filter((role) => (role === 'relay' ? RELAY_FIELDS.has(field) : includes(role, NEEDED[operation])))

/** What of a caller decides what it is shown: who shares an answer is the same in all of it. */
export function rightsOf({ role, authenticated, appUserId }: Caller): Caller {
  return { name: '', role, authenticated, ...(appUserId !== undefined && { appUserId }) }
}

function assertMaySee(caller: Caller, { role, what }: GuardedField): void {
  if (!hasRole(caller, role)) throw new AvatarGraphError('FORBIDDEN', `${what} are shown to callers with the role ${role} only.`)
}

/** The resolver of a guarded field: refuses it with FORBIDDEN to callers below its role, before anything of it runs. */
export function guarded<Args extends [source: unknown, args: unknown, context: { caller: Caller }, ...rest: unknown[]], R>(field: GuardedField, resolve: (...args: Args) => R): (...args: Args) => R {
  return (...args) => {
    assertMaySee(args[2].caller, field)
    return resolve(...args)
  }
}

/**
 * Refuses an operation that its caller may not run, before anything of it runs; FORBIDDEN. It looks at the
 * operation as a whole, so that `_entities` and introspection are closed like everything else.
 */
export function assertMayRun(caller: Caller, document: DocumentNode, operation: OperationDefinitionNode): void {
  const needed = NEEDED[operation.operation]
  if (caller.role === 'relay' ? rootFields(document, operation.selectionSet).every((name) => RELAY_FIELDS.has(name)) : hasRole(caller, needed)) return
  const what = caller.role === 'relay' ? 'anything but the mutation relayRtcMessage' : `a ${operation.operation}`
  throw new AvatarGraphError('FORBIDDEN', `The caller ${JSON.stringify(caller.name)} has the role ${caller.role}, which may not run ${what}; it takes the role ${needed}.`)
}

/**
 * Refuses `_service`, which tells the schema, to all but administrators; FORBIDDEN. For servers that do not let everybody
 * read their schema: whoever composes a supergraph still must.
 */
export function assertMayReadSchema(caller: Caller, document: DocumentNode, operation: OperationDefinitionNode): void {
  if (rootFields(document, operation.selectionSet).includes('_service')) assertMaySee(caller, { role: 'admin', what: 'The definitions of the schema (_service)' })
}

/** Names of the fields at the root, fragments opened; a fragment inside itself is left to validation. */
function rootFields(document: DocumentNode, selections: SelectionSetNode, seen = new Set<FragmentDefinitionNode>()): string[] {
  return selections.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value]
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(document, selection.selectionSet, seen)
    const fragment = document.definitions.find((it): it is FragmentDefinitionNode => it.kind === Kind.FRAGMENT_DEFINITION && it.name.value === selection.name.value)
    if (!fragment || seen.has(fragment)) return []
    return rootFields(document, fragment.selectionSet, seen.add(fragment))
  })
}
