import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, parse, validateSchema, type GraphQLField, type GraphQLInputField, type GraphQLNamedType } from 'graphql'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { describe, expect, test } from 'vitest'
import { ENTITY_TYPES } from '../../src/domain/ids.js'
import { buildGraph } from '../../src/graph/schema.js'
import { ROOT } from './sources.js'

const { schema, sdl } = buildGraph()
const written = readFileSync(join(ROOT, 'schema.graphql'), 'utf8')

/** The types of ours: neither GraphQL's own nor those that the federation adds. */
const ourTypes = Object.values(schema.getTypeMap()).filter(({ name }) => !/^_|__|^(String|Boolean|Int|Float|ID)$/.test(name))

test('schema.graphql is what the code says', () => {
  expect(written === sdl, 'schema.graphql is stale. Write it anew with: npm run schema:emit').toBe(true)
})

describe('the checked-in schema', () => {
  const subgraph = buildSubgraphSchema({ typeDefs: parse(written) })

  test('is a Federation 2 subgraph on its own', () => {
    expect(validateSchema(subgraph)).toEqual([])
    expect(written).toMatch(/^extend schema @link\(url: "https:\/\/specs\.apollo\.dev\/federation\/v2\./)
    expect(Object.keys(subgraph.getQueryType()?.getFields() ?? {})).toEqual(expect.arrayContaining(['_entities', '_service']))
  })

  test.each(ENTITY_TYPES)('%s is an entity with the key "id" and the interface Node', (name) => {
    expect(written).toMatch(new RegExp(`^type ${name} implements Node .*@key\\(fields: "id"\\)`, 'm'))
  })

  test('has no entity beside those that are known', () => {
    const keyed = [...written.matchAll(/^type (\w+) .*@key/gm)].map(([, name]) => name)
    expect(keyed.sort()).toEqual([...ENTITY_TYPES].sort())
  })
})

describe('descriptions', () => {
  test('are on every type, field, argument, input field and enum value', () => {
    expect(ourTypes.length).toBeGreaterThan(40)
    expect(ourTypes.flatMap(undescribed)).toEqual([])
  })

  // An enum value may be one word, and an `input` says no more than its type.
  test('say more than a name does: three words at least, for types and fields', () => {
    const members = ourTypes.flatMap((type): { name: string; description?: string | null }[] => [type, ...('getFields' in type ? Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(type.getFields()) : [])])
    expect(members.length).toBeGreaterThan(1500)
    expect(members.filter(({ name, description }) => !name.startsWith('_') && (description ?? '').split(/\s+/).length < 3).map(({ name, description }) => `${name}: ${description}`)).toEqual([])
  })

  test('are missed where they are missing', () => {
    const bare = buildSchema('type A { b(c: Int): D, "said" e: Int } enum D { F } input G { h: Int } type Query { "said" a: A }')
    const names = ['A', 'D', 'G'].flatMap((name) => undescribed(bare.getType(name) as GraphQLNamedType))
    expect(names).toEqual(['A', 'A.b', 'A.b(c)', 'D', 'D.F', 'G', 'G.h'])
  })
})

/** What of a type has no description, by its coordinates. */
function undescribed(type: GraphQLNamedType): string[] {
  const members: [string, { description?: string | null }][] = [[type.name, type]]
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue
      members.push([`${type.name}.${field.name}`, field], ...field.args.map((arg) => [`${type.name}.${field.name}(${arg.name})`, arg] as [string, typeof arg]))
    }
  }
  if (isInputObjectType(type)) members.push(...Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as [string, typeof field]))
  if (isEnumType(type)) members.push(...type.getValues().map((value) => [`${type.name}.${value.name}`, value] as [string, typeof value]))
  return members.filter(([, { description }]) => !description?.trim()).map(([name]) => name)
}
