import { describe, expect, test } from 'vitest'
import { breakingChanges, judge, type Declaration } from '../../scripts/schema/breaking.js'
import { BREAKING_CHANGES, RELEASED, SCHEMA } from '../../scripts/schema/files.js'
import { read } from '../docs/markdown.js'

test('schema.graphql breaks nothing of the last release but what is declared', () => {
  const { undeclared, stale } = judge(read(RELEASED), read(SCHEMA), JSON.parse(read(BREAKING_CHANGES)) as Declaration[])
  expect(undeclared, `These break operations that run against the last release. Undo them, or declare each in ${BREAKING_CHANGES} as { "change": …, "reason": … }`).toEqual([])
  expect(stale, `These stand in ${BREAKING_CHANGES}, but are no breaking changes, or have no reason. Take them out, or say why`).toEqual([])
})

test('a field that is missing from the schema itself is found', () => {
  const released = read(RELEASED)
  const doctored = released.replace(/^type PageInfo \{.*?^\}/ms, 'type PageInfo { hasNextPage: Boolean! }')
  expect(judge(released, doctored, []).undeclared).toContain('PageInfo.endCursor was removed.')
})

const SMALL = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
interface Node { id: ID! }
type Room implements Node @key(fields: "id") { id: ID! name: String state: State! }
enum State { LIVE BLOCKED }
input RoomFilter { name: String }
type Query { room(id: ID!): Room rooms(filter: RoomFilter): [Room!]! }
`

describe('the check finds', () => {
  test.each([
    ['a type that is gone', 'input RoomFilter { name: String }', '', 'RoomFilter was removed.'],
    ['a field that is gone', ' name: String state', ' state', 'Room.name was removed.'],
    ['an argument that is gone', 'room(id: ID!)', 'room', 'Query.room arg id was removed.'],
    ['a result that may be null now', 'state: State!', 'state: State', 'Room.state changed type from State! to State.'],
    ['an argument that has become required', 'rooms(', 'rooms(first: Int! ', 'A required arg first on Query.rooms was added.'],
    ['an input field that has become required', 'name: String }', 'name: String! }', 'RoomFilter.name changed type from String to String!.'],
    ['an enum value that is gone', 'LIVE BLOCKED', 'LIVE', 'BLOCKED was removed from enum type State.'],
    ['an interface that a type has lost', ' implements Node', '', 'Room no longer implements interface Node.'],
    ['an entity that other subgraphs can no longer name', ' @key(fields: "id")', '', 'Room @key(fields: "id") was removed.'],
  ])('%s', (_what, before, after, change) => {
    expect(SMALL).toContain(before)
    const changed = SMALL.replace(before, after).replace(/filter: RoomFilter/, before.startsWith('input') ? 'filter: String' : '$&')
    expect(breakingChanges(SMALL, changed)).toContain(change)
  })
})

describe('the check', () => {
  const broken = SMALL.replace(' BLOCKED', '')
  const change = 'BLOCKED was removed from enum type State.'
  const reason = 'No vendor ever told it.'

  test.each([
    ['does not pass what is not declared', broken, [], { undeclared: [change], stale: [] }],
    ['passes what is declared with a reason', broken, [{ change, reason }], { undeclared: [], stale: [] }],
    ['does not pass a declaration without a reason', broken, [{ change, reason: ' ' }], { undeclared: [], stale: [change] }],
    ['does not pass a declaration of what is not broken', SMALL, [{ change, reason }], { undeclared: [], stale: [change] }],
    ['lets a schema grow', `${SMALL}extend type Query { more(first: Int = 1): [Int!]! }\nextend enum State { MORE }`, [], { undeclared: [], stale: [] }],
  ])('%s', (_what, schema, declarations, verdict) => {
    expect(judge(SMALL, schema, declarations)).toEqual(verdict)
  })
})
