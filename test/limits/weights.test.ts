import { getNamedType, isLeafType, isRequiredArgument, type GraphQLField, type GraphQLObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildGraph } from '../../src/graph/schema.js'
import { startApp, type TestApp } from '../support/app.js'

/** What the schema says of vendor calls, held against those that are made. */

const { schema } = buildGraph()

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.dispose())

const costs = ({ astNode }: GraphQLField<unknown, unknown>) => astNode?.directives?.some(({ name }) => name.value === 'cost')

/** All fields of a type that are free, or those that are not. */
function fieldsOf(type: string, free: boolean): string {
  const fields = Object.values((schema.getType(type) as GraphQLObjectType).getFields()).filter((field) => Boolean(costs(field)) !== free && !field.args.some(isRequiredArgument))
  return fields.map((field) => `${field.name}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`).join(' ')
}

async function callsOf(document: string): Promise<number> {
  const { body } = await app.query(document)
  return (body.extensions?.vendorCalls as { calls: number }[]).reduce((sum, { calls }) => sum + calls, 0)
}

describe.each<[string, string, (fields: string) => string]>([
  ['Asset', 'a list', (fields) => `{ assets(first: 5) { nodes { ${fields} } } }`],
  ['Asset', 'a reference', (fields) => `{ liveRooms(first: 5) { nodes { avatars { name ${fields} } } } }`],
  ['InteractionRuleGroup', 'a list', (fields) => `{ interactionRuleGroups(first: 5) { nodes { ${fields} } } }`],
  ['LiveRoom', 'a list', (fields) => `{ liveRooms(first: 5) { nodes { ${fields} } } }`],
  ['LiveSession', 'a list', (fields) => `{ liveSessions(first: 5) { nodes { ${fields} } } }`],
  ['Motion', 'a list', (fields) => `{ motions(first: 5) { nodes { ${fields} } } }`],
  ['Product', 'a list', (fields) => `{ products(first: 5) { nodes { ${fields} } } }`],
  ['TrainingJob', 'a list', (fields) => `{ trainingJobs(first: 5) { nodes { ${fields} } } }`],
  ['VideoJob', 'a list', (fields) => `{ videoJobs(first: 5) { nodes { ${fields} } } }`],
  ['VideoScript', 'a list', (fields) => `{ videoScripts(first: 5) { nodes { ${fields} } } }`],
])('of %s from %s', (type, from, document) => {
  test('what has no @cost causes no call', async () => {
    // The first one may have to fetch a token.
    await callsOf(document('id'))
    const alone = await callsOf(document('id'))
    // A list's picture addresses are too old soon: they come from the batched summary, one call for all.
    const batch = type === 'Asset' && from === 'a list' ? 1 : 0
    expect(await callsOf(document(fieldsOf(type, true)))).toBeLessThanOrEqual(alone + batch)
  })
})

test('what has a @cost as details causes calls', async () => {
  for (const [type, list] of [['LiveRoom', 'liveRooms'], ['VideoJob', 'videoJobs'], ['VideoScript', 'videoScripts'], ['TrainingJob', 'trainingJobs']] as const) {
    const document = (fields: string) => `{ ${list}(first: 5, filter: { vendors: [HUAWEI] }) { nodes { ${fields} } } }`
    expect(await callsOf(document(fieldsOf(type, false))), type).toBeGreaterThanOrEqual((await callsOf(document('id'))) + 2)
  }
})
