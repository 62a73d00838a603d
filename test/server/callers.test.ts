import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UnsecuredJWT } from 'jose'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { foreignKey, startIssuer, type TestIssuer } from '../support/issuer.js'

const KEYS = { relay: 'key-of-the-relay', viewer: 'key-of-the-viewer', operator: 'key-of-the-operator', admin: 'key-of-the-admin' }
type Role = keyof typeof KEYS
const STOP = 'mutation { stopLive(input: { id: "TGl2ZVNlc3Npb246" }) { userErrors { code } } }'

let app: TestApp
let issuer: TestIssuer
beforeAll(async () => {
  issuer = await startIssuer()
  app = await startApp({ ...issuer.environment, API_KEYS: Object.entries(KEYS).map(([role, key]) => apiKey(`the ${role}`, role, key)).join(',') })
})
afterAll(async () => {
  await app.dispose()
  await issuer.close()
})

const as = (role: Role) => ({ authorization: `Bearer ${KEYS[role]}` })
const tokens: string[] = []
async function bearer(...args: Parameters<TestIssuer['bearer']>) {
  const authorization = await issuer.bearer(...args)
  tokens.push(authorization.slice('Bearer '.length))
  return { authorization }
}
const codeOf = (answer: Awaited<ReturnType<TestApp['query']>>) => answer.body.errors?.[0]?.extensions.code

describe('who does not prove who it is gets nothing', () => {
  test.each<[string, Record<string, string>]>([
    ['no header', {}],
    ['an empty header', { authorization: '' }],
    ['a key without its scheme', { authorization: KEYS.admin }],
    ['another scheme', { authorization: `Basic ${Buffer.from(`admin:${KEYS.admin}`).toString('base64')}` }],
    ['two words', { authorization: `Bearer ${KEYS.admin} ${KEYS.admin}` }],
    ['a wrong key', { authorization: 'Bearer key-of-nobody' }],
    ['a key bent by one character', { authorization: `Bearer ${KEYS.admin.slice(0, -1)}m` }],
    ["the key's digest", { authorization: `Bearer ${apiKey('', '', KEYS.admin).slice(2)}` }],
  ])('%s', async (_what, headers) => {
    const answer = await app.query('{ __typename }', {}, headers)
    expect(answer.status).toBe(401)
    expect(answer.body.errors).toHaveLength(1)
    expect(codeOf(answer)).toBe('UNAUTHENTICATED')
    expect(answer.body.data).toBeUndefined()
  })

  test.each(['{ __schema { types { name } } }', '{ _service { sdl } }', '{ _entities(representations: [{ __typename: "Asset", id: "x" }]) { __typename } }', STOP, '{ broken'])('%s is closed to strangers', async (document) => {
    const answer = await app.query(document)
    expect([answer.status, codeOf(answer), answer.body.data]).toEqual([401, 'UNAUTHENTICATED', undefined])
  })

  test('the log says why, without what was presented', async () => {
    await app.query('{ __typename }', {}, { authorization: 'Bearer presented-and-wrong', 'x-request-id': 'who-was-that' })
    expect(await app.logged(({ requestId, msg }) => requestId === 'who-was-that' && msg === 'a caller was refused')).toMatchObject({ why: expect.stringContaining('not known here') as string })
    expect(JSON.stringify(app.logs)).not.toContain('presented-and-wrong')
  })
})

describe('roles', () => {
  test.each<[Role, string, string]>([
    ['relay', 'FORBIDDEN', 'FORBIDDEN'],
    ['viewer', 'ok', 'FORBIDDEN'],
    ['operator', 'ok', 'ok'],
    ['admin', 'ok', 'ok'],
  ])('%s: a query is %s, a mutation is %s', async (role, query, mutation) => {
    for (const [document, expected] of [['{ vendorAccounts { slug } }', query], [STOP, mutation]] as const) {
      const answer = await app.query(document, {}, as(role))
      expect([answer.status, codeOf(answer) ?? 'ok']).toEqual([expected === 'ok' ? 200 : 403, expected])
    }
  })

  test('the relay may not introspect either, nor hide a field in a fragment', async () => {
    for (const document of ['{ __schema { queryType { name } } }', '{ _service { sdl } }', '{ ...all } fragment all on Query { vendorAccounts { slug } }']) {
      expect(codeOf(await app.query(document, {}, as('relay')))).toBe('FORBIDDEN')
    }
  })

  test('stream keys are for administrators; others get the rest of the output', async () => {
    const document = '{ liveRooms(first: 1, filter: { vendors: [HUAWEI] }) { nodes { outputs { url streamKey } } } }'
    type Data = { liveRooms: { nodes: { outputs: { url: string; streamKey: string }[] | null }[] } }
    const admin = await app.query<Data>(document, {}, as('admin'))
    const [output] = admin.body.data?.liveRooms.nodes[0]?.outputs ?? []
    expect(output?.streamKey).toMatch(/^sandbox-stream-/)
    for (const role of ['operator', 'viewer'] as const) {
      const other = await app.query<Data>(document, {}, as(role))
      expect(codeOf(other)).toBe('FORBIDDEN')
      expect(JSON.stringify(other.body)).toContain(output?.url)
      expect(JSON.stringify(other.body)).not.toContain(output?.streamKey)
    }
  })

  test('what an operation cost at the vendors is shown to operators only', async () => {
    const shown = async (role: Role) => (await app.query('{ motions(first: 1) { totalCount } }', {}, as(role))).body.extensions?.['vendorCalls']
    expect(await shown('operator')).toEqual([expect.objectContaining({ account: 'xingyun', calls: 1 })])
    expect(await shown('viewer')).toBeUndefined()
  })
})

describe('tokens', () => {
  const now = () => Math.floor(Date.now() / 1000)

  test.each<[unknown, string, string]>([
    [['viewer'], 'ok', 'FORBIDDEN'],
    [['operator'], 'ok', 'ok'],
    [['admin'], 'ok', 'ok'],
    [['relay'], 'FORBIDDEN', 'FORBIDDEN'],
    [['viewer', 'operator', 'janitor'], 'ok', 'ok'],
    ['operator', 'ok', 'ok'],
    [['janitor'], 'FORBIDDEN', 'FORBIDDEN'],
    [[], 'FORBIDDEN', 'FORBIDDEN'],
    [{ admin: true }, 'FORBIDDEN', 'FORBIDDEN'],
    [undefined, 'FORBIDDEN', 'FORBIDDEN'],
  ])('of the roles %j: a query is %s, a mutation is %s', async (roles, query, mutation) => {
    const headers = await bearer({ sub: 'someone', ...(roles !== undefined && { roles }) })
    expect(codeOf(await app.query('{ vendorAccounts { slug } }', {}, headers)) ?? 'ok').toBe(query)
    expect(codeOf(await app.query(STOP, {}, headers)) ?? 'ok').toBe(mutation)
  })

  test.each<[string, RegExp, () => Promise<{ authorization: string }>]>([
    ['expired', /has expired/, () => bearer({ roles: ['admin'], exp: now() - 60 })],
    ['good for ever', /claim "exp"/, () => bearer({ roles: ['admin'], exp: undefined })],
    ['not good yet', /claim "nbf"/, () => bearer({ roles: ['admin'], nbf: now() + 600 })],
    ['of another issuer', /claim "iss"/, () => bearer({ roles: ['admin'], iss: 'https://evil.example.com' })],
    ['for another audience', /claim "aud"/, () => bearer({ roles: ['admin'], aud: 'something-else' })],
    ['signed by a key of somebody else', /not one signed by a key of its issuer/, async () => bearer({ roles: ['admin'] }, { key: await foreignKey() })],
    ['signed with a shared secret', /asymmetric/, () => bearer({ roles: ['admin'] }, { key: new TextEncoder().encode('a-shared-secret-that-is-long-enough'), algorithm: 'HS256' })],
    ['not signed', /asymmetric|not one signed/, async () => ({ authorization: `Bearer ${new UnsecuredJWT({ roles: ['admin'] }).setIssuer(issuer.environment.JWT_ISSUER).setAudience('avatargraph').setExpirationTime('1h').encode()}` })],
    ['three words that are no token', /./, async () => ({ authorization: 'Bearer one.two.three' })],
  ])('one that is %s is refused', async (_what, message, headers) => {
    const answer = await app.query('{ __typename }', {}, await headers())
    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED'])
    expect(answer.body.errors?.[0]?.message).toMatch(message)
  })

  test('with its payload exchanged it is refused', async () => {
    const [head, , signature] = (await bearer({ roles: ['viewer'] })).authorization.split('.')
    const [, payload] = (await bearer({ roles: ['admin'] })).authorization.split('.')
    expect((await app.query('{ __typename }', {}, { authorization: `${head}.${payload}.${signature}` })).status).toBe(401)
  })
})

describe('while the keys of the issuer cannot be had', () => {
  let lone: TestApp
  beforeAll(async () => {
    lone = await startApp({ ...issuer.environment, JWT_JWKS_URL: 'http://127.0.0.1:9/keys', API_KEYS: apiKey('desk', 'viewer', KEYS.viewer), SANDBOX: 'off' })
  })
  afterAll(() => lone.dispose())

  test('a token is refused, said to be worth another try, and the log has the cause', async () => {
    const answer = await lone.query('{ __typename }', {}, await bearer({ roles: ['admin'] }))
    expect(answer.body.errors).toEqual([{ message: expect.stringContaining('cannot be fetched just now') as string, extensions: { code: 'UNAUTHENTICATED', retryable: true } }])
    expect(await lone.logged(({ msg }) => msg === 'a caller was refused')).toHaveProperty('err.message')
  })

  test('API keys go on working', async () => {
    expect((await lone.query('{ __typename }', {}, as('viewer'))).status).toBe(200)
  })
})

test('no line of the log holds a key or a token', () => {
  const log = JSON.stringify(app.logs)
  for (const secret of [...Object.values(KEYS), ...tokens]) expect(log).not.toContain(secret)
})
