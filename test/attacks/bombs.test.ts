import { afterAll, beforeAll, expect, test } from 'vitest'
import { enter } from '../support/socket.js'
import { expectServed, startTarget, type Service, type Target } from './target.js'

let target: Target
let peace: Service
beforeAll(async () => {
  target = await startTarget()
  peace = await target.during(async () => {}, 300)
})
afterAll(() => target.dispose())

const repeat = (count: number, make: (index: number) => string, between = ' ') => Array.from({ length: count }, (_, index) => make(index)).join(between)
const nested = (levels: number, open: string, inner: string, close: string) => open.repeat(levels) + inner + close.repeat(levels)
const ROOM = 'liveRooms(first: 100) { nodes { '
/** Fragments each of which spreads the next one twice: what thirty of them unfold to is a thousand million fields. */
const laughs = (levels: number, end: string) => repeat(levels, (index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`) + ` fragment f${levels} on Query { ${end} }`

/** Requests each of which would cost far more to answer than to send. */
const BOMBS: Record<string, { body: object | string; codes?: readonly string[] }> = {
  'aliases (10,000)': { body: { query: `{ ${repeat(10_000, (index) => `a${index}: vendorAccounts { slug }`)} }` } },
  'aliases of a list (99)': { body: { query: `{ ${repeat(99, (index) => `a${index}: liveRooms(first: 100) { nodes { avatars { files { name } } } }`)} }` } },
  'a batch (1,000)': { body: Array.from({ length: 1_000 }, () => ({ query: '{ __typename }' })) },
  'a batch of lists of lists': { body: nested(10_000, '[', '', ']') },
  'a circle of fragments': { body: { query: '{ ...a } fragment a on Query { __typename ...b } fragment b on Query { ...a }' } },
  'a fragment inside itself': { body: { query: '{ ...a } fragment a on Query { ...a }' } },
  'fragments that double thirty times': { body: { query: `{ ...f0 } ${laughs(30, '__typename')}` }, codes: ['QUERY_TOO_EXPENSIVE', 'BAD_USER_INPUT', 'answered'] },
  'fragments of lists that double thirty times': { body: { query: `{ ...f0 } ${laughs(30, `${ROOM} id } }`)}` }, codes: ['QUERY_TOO_EXPENSIVE', 'BAD_USER_INPUT', 'answered'] },
  'fragments with aliases that double thirty times': { body: { query: `{ ...f0 } ${laughs(30, 'a: __typename')}` } },
  'fields that conflict (400 against each other)': { body: { query: `{ ${repeat(400, (index) => `nodes(ids: ["${index}"]) { id }`)} }` } },
  'depth (100)': { body: { query: `{ ${nested(50, ROOM, 'id', ' } }')} }` } },
  'depth (20,000 brackets)': { body: { query: nested(20_000, '{a', '', '}') } },
  'depth of a list value': { body: { query: `{ nodes(ids: ${nested(2_000, '[', '', ']')}) { id } }` } },
  'depth of introspection': { body: { query: `{ __schema { types { ${nested(30, 'fields { type { ', 'name', ' } }')} } } }` }, codes: ['QUERY_TOO_EXPENSIVE', 'BAD_USER_INPUT', 'FORBIDDEN'] },
  'width (4,000 fields)': { body: { query: `{ ${repeat(4_000, () => '__typename')} }` } },
  'length (900 KB of comment)': { body: { query: `# ${'x'.repeat(900_000)}\n{ __typename }` } },
  'length (900 KB of one text)': { body: { query: `{ node(id: "${'x'.repeat(900_000)}") { id } }` } },
  'directives (4,000)': { body: { query: `{ __typename ${repeat(4_000, () => '@include(if: true)')} }` } },
  'directives that are none (2,000)': { body: { query: `{ __typename ${repeat(2_000, () => '@aa', '')} }` } },
  'operations (1,500)': { body: { query: repeat(1_500, (index) => `query q${index} { __typename }`) } },
  'variables (2,000)': { body: { query: `query (${repeat(2_000, (index) => `$v${index}: Int`)}) { __typename }` } },
  'a variable of 900 KB': { body: { query: 'query ($id: ID!) { node(id: $id) { __typename } }', variables: { id: 'x'.repeat(900_000) } } },
  'a variable of 100,000 ids': { body: { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }', variables: { ids: Array.from({ length: 100_000 }, () => 'x') } } },
  'a variable of many levels': { body: `{"query":"query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }","variables":{"of":${nested(100_000, '[', '', ']')}}}` },
  'a page that is too large': { body: { query: `{ ${ROOM} sessions(first: 100) { nodes { events(first: 100) { nodes { id } } } } } } }` } },
  'a variable of many levels, where any JSON is taken': { body: `{"query":"query ($of: JSON!) { __typename ... on Query { __typename } }","variables":{"of":${nested(100_000, '[', '', ']')}}}` },
  'references to what is no entity': { body: { query: 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }', variables: { of: [7, null, { __typename: '__proto__' }, { __typename: 'Query' }] } } },
  'references to nothing in particular': { body: { query: 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }', variables: { of: [{}] } } },
  'representations (10,000)': { body: { query: 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }', variables: { of: Array.from({ length: 10_000 }, () => ({ __typename: 'Asset', id: 'x' })) } } },
}

const REFUSED = ['QUERY_TOO_EXPENSIVE', 'BAD_USER_INPUT']
/** Milliseconds in which a bomb is disposed of, though two cores carry everything here: none does what it was made for. */
const AT_ONCE = 5_000

interface Outcome {
  code: string
  ms: number
}

async function post(path: string, body: object | string): Promise<Outcome> {
  const begin = performance.now()
  const response = await fetch(target.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...target.attacker },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  const code = /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? (text.includes('"data"') ? 'answered' : `${response.status} ${text.slice(0, 200)}`)
  return { code, ms: performance.now() - begin }
}

test('every bomb is refused at once, over HTTP and as an event stream, while others are served', async () => {
  const outcomes: Record<string, Outcome[]> = {}
  const attack = async () => {
    for (const [name, { body }] of Object.entries(BOMBS)) outcomes[name] = await Promise.all([post('/graphql', body), post('/graphql/stream', body), post('/graphql', body), post('/graphql', body)])
  }
  expectServed(`${Object.keys(BOMBS).length} kinds of bombs`, await target.during(attack), peace)
  for (const [name, { codes = REFUSED }] of Object.entries(BOMBS)) {
    for (const { code, ms } of outcomes[name] ?? []) {
      expect(codes, name).toContain(code)
      expect(ms, name).toBeLessThan(AT_ONCE)
    }
  }
})

test('every bomb that fits into a message of a socket is refused there as well, and the socket goes on', async () => {
  const socket = await enter(`${target.url}/graphql`, target.attacker)
  const attack = async () => {
    for (const [name, { body, codes = REFUSED }] of Object.entries(BOMBS)) {
      if (typeof body === 'string' || Array.isArray(body)) continue
      const message = { type: 'subscribe', id: name, payload: body }
      if (JSON.stringify(message).length > 120_000) continue
      socket.send(message)
      const text = JSON.stringify(await socket.next())
      expect(codes, name).toContain(/"code":"([A-Z_]+)"/.exec(text)?.[1] ?? 'answered')
      if (text.includes('"type":"next"')) await socket.next()
    }
  }
  expectServed('bombs over a socket', await target.during(attack), peace)
  socket.dispose()
})
