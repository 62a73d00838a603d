import { buildSchema, getOperationAST, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { buildGraph } from '../../src/graph/schema.js'
import { createCosting } from '../../src/server/documents/cost.js'

const small = buildSchema(/* GraphQL */ `
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  interface Thing { id: ID! }
  type Small implements Thing { id: ID!, word: String, dear: String @cost(weight: 7) }
  type Large implements Thing @cost(weight: 5) { id: ID!, parts: [Small!]! @listSize(assumedSize: 4), any: [Small!] }
  union Either = Small | Large
  type Page { nodes: [Large!]!, edges: [Edge!]!, total: Int }
  type Edge { cursor: String, node: Large }
  input Where { word: String, all: [Where!] }
  type Query {
    small: Small
    large: Large
    thing: Thing
    either: Either
    page(first: Int = 20, last: Int): Page @cost(weight: 10) @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)
    find(where: Where): Small
    nodes(ids: [ID!]!): [Thing]! @listSize(assumedSize: 20)
  }
  type Mutation { make: Small }
  type Subscription { made: Small }
`)

function costIn(schema: typeof small, source: string, variables: Record<string, unknown> = {}): number {
  const document = parse(source)
  expect(validate(schema, document)).toEqual([])
  return createCosting(schema)(document, getOperationAST(document)!)(variables)
}

describe('the cost of', () => {
  test.each<[string, string, number, Record<string, unknown>?]>([
    ['a scalar is nothing', '{ __typename }', 0],
    ['an object is one point', '{ small { id word } }', 1],
    ['two of them is two', '{ a: small { id } b: small { id } }', 2],
    ['a field is what its @cost says instead', '{ small { dear } }', 1 + 7],
    ['a type is what its @cost says', '{ large { id } }', 5],
    ['a list is as many as it is taken to hold', '{ large { parts { id } } }', 5 + 4],
    ['a list of which nothing is said is ten', '{ large { any { id } } }', 5 + 10],
    ['what is in a list counts for each', '{ large { parts { dear } } }', 5 + 4 * (1 + 7)],
    ['a page is as long as the argument says', '{ page(first: 3) { nodes { id } } }', 10 + 3 * 5],
    ['a page without an argument has the default', '{ page { nodes { id } } }', 10 + 20 * 5],
    ['a page takes the longest of its arguments', '{ page(first: 3, last: 7) { nodes { id } } }', 10 + 7 * 5],
    ['edges and nodes both count', '{ page(first: 2) { edges { node { id } } nodes { id } } }', 10 + 2 * (1 + 5) + 2 * 5],
    ['a page whose lists are not asked for is its own', '{ page(first: 100) { total } }', 10],
    ['a page inside a fragment keeps its size', '{ page(first: 2) { ...P } } fragment P on Page { nodes { id } }', 10 + 2 * 5],
    ['a variable is its value', 'query ($n: Int) { page(first: $n) { nodes { id } } }', 10 + 4 * 5, { n: 4 }],
    ['a variable that is absent is its default', 'query ($n: Int = 6) { page(first: $n) { nodes { id } } }', 10 + 6 * 5],
    ["a variable without any is the argument's default", 'query ($n: Int) { page(first: $n) { nodes { id } } }', 10 + 20 * 5],
    ['a variable that is no number is the assumed size, and left to the execution', 'query ($n: Int) { page(first: $n) { nodes { id } } }', 10 + 20 * 5, { n: 'many' }],
    ['a negative size is the assumed one', '{ page(first: -1) { nodes { id } } }', 10 + 20 * 5],
    ['what @skip leaves out is nothing', '{ small @skip(if: true) { id } large @skip(if: false) { id } }', 5],
    ['what @include leaves out is nothing', '{ small @include(if: false) { id } ... @include(if: true) { large { id } } }', 5],
    ['a condition may be a variable', 'query ($yes: Boolean!) { small @include(if: $yes) { id } large @skip(if: $yes) { id } }', 1, { yes: true }],
    ['a condition may be a variable, the other way', 'query ($yes: Boolean!) { small @include(if: $yes) { id } large @skip(if: $yes) { id } }', 5, { yes: false }],
    ['an interface is its dearest type', '{ thing { id ... on Small { dear } ... on Large { parts { id } } } }', 1 + 7],
    ['a union is its dearest type', '{ either { ... on Small { id } ... on Large { parts { dear } } } }', 1 + 4 * 8],
    ['a fragment counts wherever it is spread', '{ a: small { ...S } b: small { ...S } } fragment S on Small { dear }', 2 * 8],
    ['a list of ids is as long as the list', '{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    ['a list of ids in a variable likewise', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', 5, { ids: ['a', 'b', 'c', 'd', 'e'] }],
    ['an object among the arguments is one point', '{ find(where: { word: "a", all: [{}, { all: [{}] }] }) { id } }', 1 + 4],
    ['an object in a variable likewise', 'query ($where: Where) { find(where: $where) { id } }', 1 + 2, { where: { all: [{}] } }],
    ['a mutation is ten more', 'mutation { make { id } }', 10 + 1],
    ['a subscription is that of an event', 'subscription { made { id } }', 1],
    ['introspection is nothing', '{ __schema { types { fields { name } } } }', 0],
  ])('%s', (_what, source, points, variables) => {
    expect(costIn(small, source, variables)).toBe(points)
  })

  test('fragments that unfold to a billion objects is told at once', () => {
    const doubling = Array.from({ length: 30 }, (_, n) => `fragment F${n} on Query { a${n}: small { ...S } ${n < 29 ? `...F${n + 1} ...G${n + 1}` : ''} } fragment G${n} on Query { b${n}: small { ...S } ${n < 29 ? `...F${n + 1} ...G${n + 1}` : ''} }`)
    const document = parse(`query ($yes: Boolean!) { ...F0 ...G0 } fragment S on Small { dear @include(if: $yes) } ${doubling.join(' ')}`)
    const cost = createCosting(small)(document, getOperationAST(document)!)
    const started = performance.now()
    expect(cost({ yes: true })).toBe(8 * (2 ** 31 - 2))
    expect(cost({ yes: false })).toBe(2 ** 31 - 2)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

describe('in the graph', () => {
  const { schema } = buildGraph()

  test.each<[string, string, number, Record<string, unknown>?]>([
    ['a list is a vendor call and its entities', '{ assets(first: 50) { nodes { id name coverUrl } } }', 10 + 50],
    ['a reference to assets shares a batch', '{ liveRooms(first: 10) { nodes { avatars { name } } } }', 10 + 10 * (1 + 3)],
    ['details of a list are calls that their fields share', '{ liveRooms(first: 10) { nodes { skipReview playPolicy { __typename } } } }', 10 + 10 * (1 + 2 + 2)],
    ['one that asks the vendor each time is a call', '{ liveSession(id: "x") { roomConfig { __typename } } }', 10 + 10],
    ['the event log is no vendor call', '{ events(first: 5) { nodes { id } } }', 1 + 5],
    ['a mutation is a vendor call', 'mutation ($id: ID!) { stopLive(input: { id: $id }) { session { id } } }', 10 + 10 + 1 + 1, { id: 'x' }],
    ['references of another subgraph are counted', 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Asset { name } } }', 100, { r: Array.from({ length: 100 }, () => ({})) }],
  ])('%s', (_what, source, points, variables) => {
    expect(costIn(schema, source, variables)).toBe(points)
  })
})
