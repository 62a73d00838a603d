import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiKey, startApp, type GraphQLBody, type TestApp } from '../support/app.js'

/** What a check sees. */
interface Seen {
  status: number
  text: string
  body: Partial<GraphQLBody> & { length?: number }
}
type Send = (path: string, init?: RequestInit) => Promise<Seen>
const json = (body: unknown): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const ask = (send: Send, query: string) => send('/graphql', json({ query, operationName: 'cop' }))
const repeat = (count: number, make: (index: number) => string, between = ' ') => Array.from({ length: count }, (_, index) => make(index)).join(between)
const typename = ({ body }: Seen) => body.data?.['__typename'] !== undefined

/** An attack of graphql-cop: whether it succeeds. */
type Attack = (send: Send) => Promise<boolean>

/** The thirteen, with its own names, documents and rules of when it calls one found. */
const ATTACKS: Record<string, Attack> = {
  'Alias Overloading': async (send) => (await ask(send, `query cop { ${repeat(101, (index) => `alias${index}: __typename`)} }`)).body.data?.['alias100'] !== undefined,
  'Array-based Query Batching': async (send) => ((await send('/graphql', json(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' }))))).body.length ?? 0) >= 10,
  'Directive Overloading': async (send) => (await ask(send, `query cop { __typename ${repeat(10, () => '@aa', '')} }`)).body.errors?.length === 10,
  'Introspection-based Circular Query': async (send) => {
    const { body } = await ask(send, 'query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }')
    return ((body.data?.['__schema'] as { types?: unknown[] } | undefined)?.types?.length ?? 0) > 25
  },
  'Field Duplication': async (send) => typename(await ask(send, `query cop { ${repeat(500, () => '__typename')} }`)),
  'Field Suggestions': async (send) => (await ask(send, 'query cop { __schema { directive } }')).text.includes('Did you mean'),
  'Mutation is allowed over GET (possible CSRF)': async (send) => typename(await send('/graphql?query=mutation%20cop%20%7B__typename%7D')),
  'GET Method Query Support': async (send) => typename(await send('/graphql?query=query%20cop%20%7B__typename%7D')),
  'GraphQL IDE': async (send) => {
    const pages = await Promise.all(['/', '/graphiql', '/playground', '/console', '/graphql'].map((path) => send(path, { headers: { accept: 'text/html' } })))
    return pages.some(({ text }) => /graphiql|playground/i.test(text))
  },
  Introspection: async (send) => (await ask(send, 'query cop { __schema { types { name fields { name } } } }')).body.data?.['__schema'] !== undefined,
  'POST based url-encoded query (possible CSRF)': async (send) =>
    typename(await send('/graphql', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=query%20cop%20%7B__typename%7D' })),
  'Trace Mode': async (send) => /tracing|stacktrace|"exception"/i.test((await ask(send, 'query cop { __typename }')).text + (await ask(send, 'query cop { abc }')).text),
  'Unhandled Errors Detection': async (send) => /exception|stack|node_modules/i.test((await ask(send, 'qwerty cop { abc }')).text),
}

/**
 * What is found in each profile; all else is not. While the graph stands open on a developer's machine it explains itself,
 * and what is asked by GET is a query, as GraphQL over HTTP wants it: it cannot change anything (README, Callers).
 */
const FOUND: Record<string, readonly string[]> = {
  'in development': ['GET Method Query Support', 'GraphQL IDE', 'Introspection', 'Field Suggestions'],
  'in production': ['GET Method Query Support'],
}

const KEY = 'key-of-a-cop'
const apps: Record<string, { app: TestApp; headers: Record<string, string> }> = {}
beforeAll(async () => {
  apps['in development'] = { app: await startApp({ SANDBOX: 'off' }), headers: {} }
  apps['in production'] = { app: await startApp({ NODE_ENV: 'production', API_KEYS: apiKey('cop', 'viewer', KEY) }), headers: { authorization: `Bearer ${KEY}` } }
})
afterAll(() => Promise.all(Object.values(apps).map(({ app }) => app.dispose())))

describe.each(Object.entries(FOUND))('%s', (profile, found) => {
  const send: Send = async (path, init = {}) => {
    const { app, headers } = apps[profile]!
    const response = await fetch(app.url + path, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } })
    const text = await response.text()
    const body = response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as Seen['body']) : {}
    return { status: response.status, text, body }
  }

  test.each(Object.keys(ATTACKS))('%s', async (attack) => {
    expect(await ATTACKS[attack]!(send)).toBe(found.includes(attack))
  })

  test('there are thirteen, and what is expected to be found is among them', () => {
    expect(Object.keys(ATTACKS)).toHaveLength(13)
    expect(Object.keys(ATTACKS)).toEqual(expect.arrayContaining([...found]))
  })

  test('a stranger finds nothing at all in production', async () => {
    const { app, headers } = apps[profile]!
    const stranger: Send = async (path, init) => {
      const response = await fetch(app.url + path, init)
      const text = await response.text()
      return { status: response.status, text, body: response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as Seen['body']) : {} }
    }
    if (Object.keys(headers).length === 0) return expect(await ATTACKS['Introspection']!(stranger)).toBe(true)
    for (const [name, attack] of Object.entries(ATTACKS)) expect(await attack(stranger), name).toBe(false)
  })
})
