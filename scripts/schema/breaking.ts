import { buildSubgraphSchema } from '@apollo/subgraph'
import { findBreakingChanges, Kind, parse, type ConstDirectiveNode, type DocumentNode } from 'graphql'

/** A breaking change that is meant: `change` as {@link breakingChanges} words it, and why callers have to put up with it. */
export interface Declaration {
  change: string
  reason: string
}

/** What stands between a schema and its release; both lists are empty when nothing does. */
export interface Verdict {
  /** Breaking changes that no declaration names. */
  undeclared: string[]
  /** Declarations of what is no breaking change, or not any more, or that give no reason. */
  stale: string[]
}

/**
 * What breaks operations, or a supergraph, that were written for the released schema: the breaking changes that graphql-js
 * knows, and keys that an entity has lost, by which other subgraphs refer to it. Takes two SDLs of subgraphs.
 */
export function breakingChanges(released: string, current: string): string[] {
  const [before, after] = [parse(released), parse(current)]
  const changes = findBreakingChanges(buildSubgraphSchema(before), buildSubgraphSchema(after))
    .map(({ description }) => description)
    // The library's own directives: one that is imported has its short name from then on.
    .filter((description) => !description.startsWith('federation__'))
  const kept = keysOf(after)
  const lost = [...keysOf(before)].filter((key) => !kept.has(key)).map((key) => `${key} was removed.`)
  return [...changes, ...lost].sort()
}

/** Compares the breaking changes that there are with those that are declared. */
export function judge(released: string, current: string, declarations: readonly Declaration[]): Verdict {
  const changes = breakingChanges(released, current)
  return {
    undeclared: changes.filter((change) => !declarations.some((declared) => declared.change === change)),
    stale: declarations.filter(({ change, reason }) => !changes.includes(change) || !reason.trim()).map(({ change }) => change),
  }
}

/** The keys of entities, such as `Asset @key(fields: "id")`. */
function keysOf(document: DocumentNode): Set<string> {
  return new Set(
    document.definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return []
      return (definition.directives ?? []).filter(({ name }) => name.value === 'key').map((key) => `${definition.name.value} @key(fields: "${fieldsOf(key)}")`)
    }),
  )
}

function fieldsOf(key: ConstDirectiveNode): string {
  const value = key.arguments?.find(({ name }) => name.value === 'fields')?.value
  return value?.kind === Kind.STRING ? value.value : ''
}
