import { makeDirectiveNode } from '@graphql-tools/utils'
import { Kind, OperationTypeNode, type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, type ObjectTypeDefinitionNode } from 'graphql'
import { GUARDED_FIELDS, rolesForRoot, rolesFrom, type CallerRole } from './access.js'

/** The federation's specification that the graph is written in, with what it uses of it. */
export const FEDERATION = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated", "@cost", "@key", "@listSize", "@requiresScopes", "@shareable", "@tag"])'

/** Types without an identity that other subgraphs have too, field by field the same. */
const SHAREABLE: ReadonlySet<string> = new Set(['PageInfo'])

/** For whom fields are, so that a contract can leave them out: coordinates by tag. */
export const TAGS = {
  /** Tells of a person: what a data protection officer asks after. */
  personal: [
    'Asset.appUserId',
    'AvatarTraining.authorizationUrl',
    'AvatarTraining.contact',
    'AvatarTraining.idCardBackUrl',
    'AvatarTraining.idCardFrontUrl',
    'LiveSession.userId',
    'TrainingJob.appUserId',
    'VoiceTraining.authorizationUrl',
    'VoiceTraining.phone',
  ],
  /** Whoever holds it may act: no page that is served to viewers needs it. */
  secret: [
    'LiveCallback.key',
    'LiveCallback.url',
    'LiveOutput.streamKey',
    'LiveSession.reportUrl',
    'LiveSession.rtcUser',
    'LiveSession.token',
    'ReportLiveEventsPayload.reportUrl',
    'RtcUser.privateMapKey',
    'RtcUser.signature',
    'TrainingJob.uploads',
  ],
  /** For those who run AvatarGraph, not for those who build on it. */
  operations: ['VendorAccount.callbackCounts', 'VendorAccount.health', 'VendorAccount.quotas', 'VendorAccount.rates'],
} as const satisfies Record<string, readonly string[]>

/** The root types, with what is asked for there. */
const ROOTS: Readonly<Record<string, OperationTypeNode>> = { Query: OperationTypeNode.QUERY, Mutation: OperationTypeNode.MUTATION, Subscription: OperationTypeNode.SUBSCRIPTION }

/** A role as a router knows it, of all that a company's other subgraphs ask for. */
export const scopeOf = (role: CallerRole): string => `avatargraph:${role}`

/**
 * Writes into the schema what it cannot say by its types and a router should know: which roles may ask for a field
 * (`@requiresScopes`; any one of the scopes will do), that nobody unknown is shown an entity (`@authenticated`), what others
 * have too (`@shareable`) and for whom a field is (`@tag`). Throws where a table names a field that there is none of.
 */
export function withRouterDirectives(document: DocumentNode): DocumentNode {
  const unknown = new Set([...Object.keys(GUARDED_FIELDS), ...Object.values(TAGS).flat()])

  const onField = (parent: string, field: FieldDefinitionNode): FieldDefinitionNode => {
    const coordinate = `${parent}.${field.name.value}`
    unknown.delete(coordinate)
    const root = ROOTS[parent]
    const guard = GUARDED_FIELDS[coordinate]
    const roles = root ? rolesForRoot(root, field.name.value) : guard ? rolesFrom(guard.role) : []
    return withDirectives(field, [...(roles.length ? [requiresScopes(roles)] : []), ...tagsOf(coordinate)])
  }
  const onType = (type: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode => {
    const { directives = [], fields = [], name } = type
    const entity = directives.some((directive) => directive.name.value === 'key')
    const own = [...(entity ? [directive('authenticated')] : []), ...(SHAREABLE.has(name.value) ? [directive('shareable')] : [])]
    return { ...withDirectives(type, own), fields: fields.map((field) => onField(name.value, field)) }
  }

  const definitions = document.definitions.map((definition) => (definition.kind === Kind.OBJECT_TYPE_DEFINITION ? onType(definition) : definition))
  if (unknown.size > 0) throw new Error(`Expected fields of the schema, got ${[...unknown].join(', ')}. Mend the tables of access.ts and federation.ts.`)
  return { ...document, definitions }
}

const directive = (name: string, args: Record<string, unknown> = {}): ConstDirectiveNode => makeDirectiveNode<ConstDirectiveNode>(name, args)

const requiresScopes = (roles: readonly CallerRole[]) => directive('requiresScopes', { scopes: roles.map((role) => [scopeOf(role)]) })

const tagsOf = (coordinate: string): ConstDirectiveNode[] =>
  Object.entries(TAGS).flatMap(([name, coordinates]) => ((coordinates as readonly string[]).includes(coordinate) ? [directive('tag', { name })] : []))

function withDirectives<N extends FieldDefinitionNode | ObjectTypeDefinitionNode>(node: N, added: readonly ConstDirectiveNode[]): N {
  return added.length ? { ...node, directives: [...(node.directives ?? []), ...added] } : node
}
