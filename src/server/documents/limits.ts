import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql'
import { AvatarGraphError } from '../../domain/errors.js'

/** How large a document may be, each as the most that is allowed; `cost` in points, see {@link createCosting}. */
export interface QueryLimits {
  bytes: number
  tokens: number
  depth: number
  aliases: number
  directives: number
  repeats: number
  cost: number
}

/** What each limit counts, and what somebody who met it can do. */
const LIMITS: Record<keyof QueryLimits, { counts: string; remedy: string }> = {
  bytes: { counts: 'bytes in a document', remedy: 'Pass values as variables, and send what is left in several requests.' },
  tokens: { counts: 'tokens in a document', remedy: 'Ask for fewer fields, or send several requests.' },
  depth: { counts: 'levels of fields inside of fields, fragments opened', remedy: 'Ask for the inner entities by their ids in a request of their own.' },
  aliases: { counts: 'aliases, fragments opened', remedy: 'Ask for many entities by a list, or by nodes(ids:), or send several requests.' },
  directives: { counts: 'directives, fragments opened', remedy: 'Leave out what does nothing, or send several requests.' },
  repeats: { counts: 'fields that are written again beside themselves', remedy: 'Write each field once: its answer comes once, too.' },
  cost: { counts: 'points of cost', remedy: 'Ask for smaller pages (first), or for fewer fields that hold lists.' },
}

/** That a document or operation goes beyond a limit: QUERY_TOO_EXPENSIVE with the limit, the value and what to do. */
export function tooExpensive(limit: keyof QueryLimits, most: number, got: number | string): AvatarGraphError {
  const { counts, remedy } = LIMITS[limit]
  return new AvatarGraphError('QUERY_TOO_EXPENSIVE', `Expected at most ${most} ${counts}, got ${got}.`, { hint: remedy })
}

/** What is counted of a document before it is validated. */
const MEASURED = ['depth', 'aliases', 'directives', 'repeats'] as const
type Measures = Record<(typeof MEASURED)[number], number>
const NOTHING: Readonly<Measures> = { depth: 0, aliases: 0, directives: 0, repeats: 0 }

/**
 * Refuses a document that is nested too deep or has too many aliases, directives or repetitions: QUERY_TOO_EXPENSIVE. Fragments count
 * wherever they are spread, yet each is looked at once, so that the time taken grows with the document and not with what
 * it unfolds to. It comes before validation, some of whose rules take longer; a fragment inside itself is left to that.
 */
export function assertWithinLimits(document: DocumentNode, limits: QueryLimits): void {
  const measures = measure(document)
  for (const limit of MEASURED) {
    if (measures[limit] > limits[limit]) throw tooExpensive(limit, limits[limit], measures[limit])
  }
}

/** What the largest operation of a document comes to. */
function measure({ definitions }: DocumentNode): Measures {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const known = new Map<FragmentDefinitionNode, Measures>()

  function ofSelections({ selections }: SelectionSetNode): Measures {
    const sum: Measures = { ...NOTHING }
    const seen = new Set<string>()
    for (const selection of selections) {
      const isField = selection.kind === Kind.FIELD
      const inner = selection.kind === Kind.FRAGMENT_SPREAD ? ofFragment(selection.name.value) : selection.selectionSet ? ofSelections(selection.selectionSet) : undefined
      sum.depth = Math.max(sum.depth, (inner?.depth ?? 0) + (isField ? 1 : 0))
      sum.aliases += (inner?.aliases ?? 0) + (isField && selection.alias ? 1 : 0)
      sum.directives += (inner?.directives ?? 0) + (selection.directives?.length ?? 0)
      sum.repeats += inner?.repeats ?? 0
      if (!isField) continue
      const name = (selection.alias ?? selection.name).value
      if (seen.has(name)) sum.repeats += 1
      else seen.add(name)
    }
    return sum
  }

  function ofFragment(name: string): Measures | undefined {
    const fragment = fragments.get(name)
    if (!fragment) return undefined
    let measures = known.get(fragment)
    if (!measures) {
      // Known as nothing while it is looked at: that ends a circle.
      known.set(fragment, NOTHING)
      measures = ofSelections(fragment.selectionSet)
      measures.directives += fragment.directives?.length ?? 0
      known.set(fragment, measures)
    }
    return measures
  }

  const largest: Measures = { ...NOTHING }
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const measures = ofSelections(definition.selectionSet)
    measures.directives += [definition, ...(definition.variableDefinitions ?? [])].reduce((sum, { directives = [] }) => sum + directives.length, 0)
    for (const limit of MEASURED) largest[limit] = Math.max(largest[limit], measures[limit])
  }
  return largest
}
