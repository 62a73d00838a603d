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

/** What a role needs at least for each type of operation. */
const NEEDED: Record<OperationTypeNode, CallerRole> = {
  [OperationTypeNode.QUERY]: 'viewer',
  [OperationTypeNode.SUBSCRIPTION]: 'viewer',
  [OperationTypeNode.MUTATION]: 'operator',
}

/** The only root fields that the role `relay` may ask for, whatever else stands beside them. */
const RELAY_FIELDS: ReadonlySet<string> = new Set(['relayRtcMessage', '__typename'])

/** Whether a caller's role includes another. */
export const hasRole = (caller: Caller, role: CallerRole): boolean => RANK[caller.role] >= RANK[role]

/** Refuses a secret field to callers below a role; FORBIDDEN at the field. `what` names the secret at the head of a sentence. */
export function assertMaySee(caller: Caller, role: CallerRole, what: string): void {
  if (!hasRole(caller, role)) throw new AvatarGraphError('FORBIDDEN', `${what} are shown to callers with the role ${role} only.`)
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
  if (rootFields(document, operation.selectionSet).includes('_service')) assertMaySee(caller, 'admin', 'The definitions of the schema (_service)')
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
