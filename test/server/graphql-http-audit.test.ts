import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiKey, startApp, type TestApp } from '../support/app.js'

/** Graphs to audit: the environment of each, and what its callers send. */
const GRAPHS: [string, Record<string, string>, Record<string, string>][] = [
  ['an open graph', {}, {}],
  ['a graph with callers', { API_KEYS: apiKey('auditor', 'viewer', 'audit-me') }, { authorization: 'Bearer audit-me' }],
]

describe.each(GRAPHS)('%s conforms to GraphQL over HTTP', (_graph, environment, headers) => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp({ SANDBOX: 'off', ...environment })
  })
  afterAll(() => app.dispose())

  const audits = serverAudits({
    url: () => `${app.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) => fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } }),
  })

  test('in every point that the audit has', () => {
    expect(audits.length).toBeGreaterThanOrEqual(60)
  })

  // "ok" alone will do: the audit calls a broken MUST an error, a SHOULD a warning, and a MAY a notice.
  test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (_id, _name, audit) => {
    const result = await audit.fn()
    expect(result.status, 'reason' in result ? result.reason : undefined).toBe('ok')
  })
})

describe('a well-formed request with a bad document', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp({ SANDBOX: 'off', API_KEYS: apiKey('auditor', 'viewer', 'audit-me') })
  })
  afterAll(() => app.dispose())
  const ask = (query: string, headers: Record<string, string>) => app.query(query, {}, { authorization: 'Bearer audit-me', ...headers })

  test.each([
    ['application/json', 200],
    ['application/json, text/plain, */*', 200],
    ['application/graphql-response+json, application/json;q=0.9', 400],
    ['application/graphql-response+json', 400],
    ['*/*', 400],
  ])('answers who accepts %s with %i, and with the same errors', async (accept, status) => {
    const answer = await ask('{ nothing }', { accept })
    expect(answer.status).toBe(status)
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  test.each([
    ['a caller that is not known', '{ __typename }', { authorization: 'Bearer somebody' }, 401],
    ['a mutation of a viewer', 'mutation { stopLive(input: { id: "x" }) { userErrors { message } } }', {}, 403],
  ])('%s is refused by its status also in application/json', async (_what, document, headers, status) => {
    expect((await ask(document, { accept: 'application/json', ...headers })).status).toBe(status)
  })
})
