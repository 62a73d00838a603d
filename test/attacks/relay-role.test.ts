import { getNamedType, isEnumType, isInputObjectType, isLeafType, isListType, isNonNullType, isScalarType, type GraphQLField, type GraphQLInputType, type GraphQLObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildGraph } from '../../src/graph/schema.js'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { openEventStream } from '../support/event-stream.js'
import { enter } from '../support/socket.js'

/** What the role may do, and nothing else. */
const ALLOWED = ['relayRtcMessage', '__typename']
const RELAY = { authorization: 'Bearer key-of-the-relay' }

const { schema } = buildGraph()
let app: TestApp
beforeAll(async () => {
  app = await startApp({ SANDBOX: 'off', API_KEYS: apiKey('the relay', 'relay', 'key-of-the-relay') })
})
afterAll(() => app.dispose())

/** A value that the type takes, as it is written in a document. */
function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType)
  if (isListType(type)) return `[${literal(type.ofType)}]`
  if (isEnumType(type)) return type.getValues()[0]!.name
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(({ type: of, defaultValue }) => isNonNullType(of) && defaultValue === undefined)
    return `{ ${(needed.length ? needed : type.isOneOf ? Object.values(type.getFields()).slice(0, 1) : []).map(({ name, type: of }) => `${name}: ${literal(of)}`).join(', ')} }`
  }
  const LITERALS: Record<string, string> = { Int: '1', Float: '1.0', Boolean: 'true', DateTime: '"2026-01-01T00:00:00Z"', _Any: '{ __typename: "Asset", id: "x" }', JSONObject: '{}' }
  return isScalarType(type) ? (LITERALS[type.name] ?? '"x"') : '"x"'
}

/** An operation that asks for one root field, as little of it as there is. */
function operation(kind: string, { name, args, type }: GraphQLField<unknown, unknown>): string {
  const given = args.filter(({ type: of, defaultValue }) => isNonNullType(of) && defaultValue === undefined).map((it) => `${it.name}: ${literal(it.type)}`)
  return `${kind} { ${name}${given.length ? `(${given.join(', ')})` : ''}${isLeafType(getNamedType(type)) ? '' : ' { __typename }'} }`
}

const ROOTS: [string, GraphQLObjectType | null | undefined][] = [['query', schema.getQueryType()], ['mutation', schema.getMutationType()], ['subscription', schema.getSubscriptionType()]]
const fields = ROOTS.flatMap(([kind, root]) => Object.values(root?.getFields() ?? {}).map((field) => ({ kind, field })))
const forbidden = fields.filter(({ field }) => !ALLOWED.includes(field.name)).map(({ kind, field }): [string, string] => [`${kind} ${field.name}`, operation(kind, field)])
const codesOf = (errors: unknown) => (errors as { extensions: { code: string } }[] | undefined)?.map(({ extensions }) => extensions.code)

describe('the role relay tries everything that the schema has', () => {
  test('which is something', () => {
    expect(forbidden.length).toBeGreaterThan(70)
    expect(fields.length - forbidden.length).toBe(1)
  })

  test.each(forbidden)('%s is FORBIDDEN, over HTTP, over WebSocket and as an event stream', async (_name, document) => {
    const http = await app.query(document, {}, RELAY)
    expect([http.status, codesOf(http.body.errors), http.body.data], JSON.stringify(http.body)).toEqual([403, ['FORBIDDEN'], undefined])

    const socket = await enter(`${app.url}/graphql`, RELAY)
    socket.send({ type: 'subscribe', id: '1', payload: { query: document } })
    const { payload } = await socket.next()
    socket.dispose()
    expect(codesOf(Array.isArray(payload) ? payload : (payload as { errors?: unknown }).errors)).toEqual(['FORBIDDEN'])

    const stream = await openEventStream(app.url, { query: document }, RELAY)
    expect(codesOf((await stream.result()).errors)).toEqual(['FORBIDDEN'])
    stream.dispose()
  })

  test.each([
    ['beside what it may', 'mutation { relayRtcMessage(input: { sessionId: "x", message: { type: "x", data: {} } }) { announced } stopLive(input: { id: "x" }) { session { id } } }'],
    ['under the name of what it may', 'mutation { relayRtcMessage: stopLive(input: { id: "x" }) { session { id } } }'],
    ['in a fragment', 'mutation { ...all } fragment all on Mutation { stopLive(input: { id: "x" }) { session { id } } }'],
    ['in a fragment of a fragment', 'query { ...a } fragment a on Query { ... on Query { ...b } } fragment b on Query { vendorAccounts { slug } }'],
    ['behind a condition', 'query ($no: Boolean = false) { __typename vendorAccounts @include(if: $no) { slug } }'],
    ['in the operation that it does not name first', 'query A { __typename } mutation B { stopLive(input: { id: "x" }) { session { id } } }', 'B'],
  ])('and hides it %s', async (_how, query, operationName?: string) => {
    const response = await fetch(`${app.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...RELAY }, body: JSON.stringify({ query, operationName }) })
    expect([response.status, codesOf(((await response.json()) as { errors?: unknown }).errors)]).toEqual([403, ['FORBIDDEN']])
  })

  test('what it may is answered, and shows nothing of the session', async () => {
    const { body } = await app.query('mutation { relayRtcMessage(input: { sessionId: "x", message: { type: "x", data: {} } }) { session { id } announced userErrors { code } } }', {}, RELAY)
    expect(body).toEqual({ data: { relayRtcMessage: { session: null, announced: false, userErrors: [{ code: 'BAD_USER_INPUT' }] } } })
  })
})
