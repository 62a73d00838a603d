import { makeDirectiveNode } from '@graphql-tools/utils'
import { Kind, type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, type ObjectTypeDefinitionNode, type TypeNode } from 'graphql'

/** A field that makes a vendor call of its own, against 1 for an object that is read from memory. */
const OWN_CALL = 10
/** A field beyond what lists and summaries bring: all such fields of an entity share its one detail call. */
const SHARED_CALL = 2

/** Fields that ask the vendor something that no other field asks; beside those that the rules below find. */
const OWN_CALLS: ReadonlySet<string> = new Set([
  'LiveSession.playingScripts',
  'LiveSession.roomConfig',
  'LiveSession.rtcUser',
  'TrainingJob.confirmedSegments',
  'TrainingJob.review',
  'TrainingJob.uploadedParts',
  'TrainingJob.uploads',
  'VendorAccount.quotas',
  'VideoJob.outputUrl',
])

/** What an entity's detail call tells and neither lists nor summaries bring. */
const DETAILS: Readonly<Record<string, readonly string[]>> = {
  Asset: ['appUserId', 'createdAt', 'description', 'failureType', 'files', 'metadata', 'order', 'properties', 'reason', 'state', 'tags', 'tenantId', 'updatedAt'],
  LiveRoom: ['backupAvatars', 'callback', 'coStreamer', 'outputs', 'playPolicy', 'rtcEvents', 'rules', 'scenes', 'skipReview', 'video'],
  TrainingJob: ['assets', 'comments', 'demoVideoUrls', 'failure', 'operationLog', 'refusalReason', 'trainingRounds'],
  VideoJob: ['avatar', 'music', 'scenes', 'video', 'voice'],
  VideoScript: ['audioFiles', 'music', 'orientation', 'privateData', 'sceneAsset', 'scenes', 'skipReview', 'video', 'voice'],
}

/** Lists each of whose things is asked for by itself. */
const EACH_CALLS: ReadonlySet<string> = new Set(['Query.nodes'])

/** Entities that a reference brings without a call of their own: batched, or part of what is there already. */
const AT_HAND: ReadonlySet<string> = new Set(['Asset', 'AssetFile', 'VendorAccount'])

/** The only mutation that calls no vendor: it writes to the log. */
const NO_CALL = 'relayRtcMessage'

/** The page that a connection has when nothing else is asked for. */
const PAGE = 20
/** How many things a list usually holds where there is no page, by the field's name; {@link ASSUMED_SIZE} for others. */
const ASSUMED_SIZES: Readonly<Record<string, number>> = { avatars: 3, backgrounds: 3, backupAvatars: 3, callbackCounts: 3, layers: 5, nodes: 20, outputs: 3, rates: 65, scenes: 5, unavailable: 4, userErrors: 1, vendorAccounts: 4 }
const ASSUMED_SIZE = 10

/**
 * Writes into the schema what a field costs (`@cost`) and how long its list is (`@listSize`), for this server's own limits
 * and for routers. The rules follow from how the graph works: what a resolver asks a vendor for by itself weighs as much as
 * ten things read from memory; assets that are referred to share batched calls and so weigh nothing extra.
 */
export function withCosts(document: DocumentNode): DocumentNode {
  const types = new Map<string, ObjectTypeDefinitionNode>()
  const composites = new Set<string>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) types.set(definition.name.value, definition)
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION || definition.kind === Kind.UNION_TYPE_DEFINITION) composites.add(definition.name.value)
  }
  const isEntity = (name: string) => types.get(name)?.directives?.some((directive) => directive.name.value === 'key') === true

  /** The vendor calls that a field causes, in points; nothing where the default weight tells the truth. */
  function weightOf(parent: string, { name: { value: name }, type, arguments: args = [] }: FieldDefinitionNode): number | undefined {
    const target = nameOf(type)
    if (OWN_CALLS.has(`${parent}.${name}`)) return OWN_CALL
    if (DETAILS[parent]?.includes(name)) return SHARED_CALL
    if (parent === 'Mutation') return name === NO_CALL ? undefined : OWN_CALL
    // Merged from what the accounts answer; the event log's connection has no vendor that could be missing.
    if (target.endsWith('Connection')) return types.get(target)?.fields?.some((field) => field.name.value === 'unavailable') ? OWN_CALL : undefined
    if (parent === 'Query') return args.some((arg) => ['id', 'ids', 'language'].includes(arg.name.value)) ? OWN_CALL : undefined
    if (/(Edge|Connection|Payload)$/.test(parent) || AT_HAND.has(target)) return undefined
    return isEntity(target) ? OWN_CALL : undefined
  }

  function directivesOf(parent: string, field: FieldDefinitionNode): ConstDirectiveNode[] {
    const calls = weightOf(parent, field)
    const size = sizeOf(parent, field)
    // A list's weight counts for each of its things: one call for all of them is shared out.
    const weight = calls === undefined || !size || EACH_CALLS.has(`${parent}.${field.name.value}`) ? calls : 1 + Math.ceil(calls / size)
    return [
      ...(weight === undefined ? [] : [directive('cost', { weight })]),
      ...(size ? [directive('listSize', { assumedSize: size })] : []),
      ...(nameOf(field.type).endsWith('Connection') ? [directive('listSize', { assumedSize: PAGE, slicingArguments: ['first'], sizedFields: ['edges', 'nodes'], requireOneSlicingArgument: false })] : []),
    ]
  }

  /** How long a list is taken to be. Those of a connection are as long as its page. */
  function sizeOf(parent: string, { name: { value: name }, type }: FieldDefinitionNode): number | undefined {
    const counts = isList(type) && (composites.has(nameOf(type)) || weighs(parent, name)) && !(parent.endsWith('Connection') && ['edges', 'nodes'].includes(name))
    return counts ? (ASSUMED_SIZES[name] ?? ASSUMED_SIZE) : undefined
  }

  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION
        ? { ...definition, fields: definition.fields?.map((field) => ({ ...field, directives: [...(field.directives ?? []), ...directivesOf(definition.name.value, field)] })) }
        : definition,
    ),
  }
}

const directive = (name: string, args: Record<string, unknown>) => makeDirectiveNode<ConstDirectiveNode>(name, args)
/** Whether a list of scalars costs something: others are free however long they are. */
const weighs = (parent: string, name: string) => OWN_CALLS.has(`${parent}.${name}`) || DETAILS[parent]?.includes(name) === true

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type))
const isList = (type: TypeNode): boolean => type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type))
