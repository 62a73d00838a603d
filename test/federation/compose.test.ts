import { Kind, parse, type ConstDirectiveNode, type DocumentNode } from 'graphql'
import { describe, expect, test } from 'vitest'
import { compose, OUR_SDL, ourSdlWithoutAccess } from './supergraph.js'

/** What a router acts on; `@key` and `@shareable` become directives of the join specification. */
const FOR_ROUTERS = ['authenticated', 'requiresScopes', 'tag']

/** Every type and field that has such directives, with them as they are written. */
function directivesOf(document: DocumentNode): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const note = (coordinate: string, directives: readonly ConstDirectiveNode[] = []) => {
    const written = directives.filter(({ name }) => FOR_ROUTERS.includes(name.value)).map(({ name, arguments: args = [] }) => `@${name.value} ${JSON.stringify(args.map(({ value }) => valueOf(value)))}`)
    if (written.length) found.set(coordinate, written.sort())
  }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue
    note(definition.name.value, definition.directives)
    for (const field of definition.fields ?? []) note(`${definition.name.value}.${field.name.value}`, field.directives)
  }
  return found
}

const valueOf = (value: NonNullable<ConstDirectiveNode['arguments']>[number]['value']): unknown =>
  value.kind === Kind.LIST ? value.values.map(valueOf) : 'value' in value ? value.value : undefined

describe('composition with a subgraph that extends Asset, LiveRoom and TrainingJob', () => {
  const { supergraphSdl = '', errors, hints } = compose(OUR_SDL)
  const supergraph = parse(supergraphSdl)

  test('succeeds, and has nothing to remark', () => {
    expect(errors).toBeUndefined()
    expect(hints).toEqual([])
  })

  test('keeps all that the schema tells routers', () => {
    const ours = directivesOf(parse(OUR_SDL))
    const theirs = directivesOf(supergraph)
    expect(ours.size).toBeGreaterThan(100)
    expect([...ours].filter(([coordinate, directives]) => JSON.stringify(theirs.get(coordinate)) !== JSON.stringify(directives))).toEqual([])
  })

  test('has the types that both know once, with the fields of both', () => {
    for (const [type, fields] of [['Asset', ['name', 'licence', 'caption']], ['LiveRoom', ['sessions', 'owner']], ['TrainingJob', ['status', 'costCentre']], ['PageInfo', ['endCursor']]] as const) {
      const definitions = supergraph.definitions.flatMap((it) => (it.kind === Kind.OBJECT_TYPE_DEFINITION && it.name.value === type ? [it] : []))
      expect(definitions).toHaveLength(1)
      expect(definitions[0]?.fields?.map(({ name }) => name.value)).toEqual(expect.arrayContaining([...fields]))
    }
  })
})

test('the schema without directives for access composes as well, and is otherwise the same', () => {
  const without = ourSdlWithoutAccess()
  const { errors, hints } = compose(without)
  expect(errors).toBeUndefined()
  expect(hints).toEqual([])
  const rest = (document: string) => [...directivesOf(parse(document))].flatMap(([coordinate, directives]) => directives.filter((it) => it.startsWith('@tag')).map((it) => `${coordinate} ${it}`))
  expect(without).not.toMatch(/@authenticated|@requiresScopes/)
  expect(rest(without)).toEqual(rest(OUR_SDL))
})
