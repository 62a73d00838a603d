import { afterEach, describe, expect, test } from 'vitest'
import type { RequestEntry } from '../../src/sandbox/journal.js'
import { startSenseTimeSandbox, type SenseTimeOptions, type SenseTimeSandbox } from '../../src/sandbox/sensetime.js'
import { callSenseTime, send, SENSETIME, signIn, tokenRequest, type Grant } from './client.js'

const HOUR = 3600 * 1000
const START = Date.UTC(2026, 6, 1)

let sandbox: SenseTimeSandbox
let now = START
afterEach(() => sandbox.close())
async function start(unconfirmed?: SenseTimeOptions['unconfirmed']): Promise<SenseTimeSandbox> {
  now = START
  sandbox = await startSenseTimeSandbox({ now: () => now, unconfirmed })
  return sandbox
}

const ask = (token: string) => callSenseTime(sandbox, SENSETIME.running, undefined, token)
const codeOf = async (token: string): Promise<number> => (await ask(token)).json.code
const refresh = (token: string, body: object = {}) => callSenseTime(sandbox, SENSETIME.refresh, { appId: sandbox.settings.appId, grantType: 'refreshToken', ...body }, token)

describe('a token by signature', () => {
  test.each([
    ['seconds as a string', String(START / 1000)],
    ['seconds as a number', START / 1000],
    ['milliseconds as a string', String(START)],
    ['milliseconds as a number', START],
  ])('is given for a timestamp in %s', async (_name, timestamp) => {
    await start()
    const { status, json } = await callSenseTime(sandbox, SENSETIME.token, tokenRequest(sandbox, START, timestamp))
    expect(status).toBe(200)
    expect(json).toMatchObject({ code: 0, message: 'success', data: { expiresIn: 8 * 3600, refreshTokenExpiresIn: 7 * 24 * 3600 } })
    expect(await codeOf((json.data as Grant).accessToken)).toBe(0)
  })

  test('comes with the person behind the account, which a client must not log', async () => {
    await start()
    sandbox.setCallbackUrl('https://example.com/tasks')
    const { json } = await callSenseTime(sandbox, SENSETIME.token, tokenRequest(sandbox))
    expect(json.data).toMatchObject({
      user: { email: expect.stringContaining('@') as string, cellPhone: expect.stringMatching(/^1\d{10}$/) as string, appId: sandbox.settings.appId, callbackUrl: 'https://example.com/tasks' },
      permissions: [], roles: [{ appId: sandbox.settings.appId }],
    })
  })

  test.each([
    ['another sign', { sign: '0'.repeat(32) }, 60112160],
    ['the sign in upper case', (body: Record<string, unknown>) => ({ sign: String(body['sign']).toUpperCase() }), 60112160],
    ['another timestamp than the signed one', { timestamp: String(START / 1000 + 1) }, 60112160],
    ['no sign', { sign: undefined }, 60112160],
    ['another appId', { appId: 'someone' }, 60111101],
    ['an empty appId', { appId: '' }, 60102151],
    ['no appId', { appId: undefined }, 60102151],
    ['another grantType', { grantType: 'refreshToken' }, 60112162],
    ['no grantType', { grantType: undefined }, 60112162],
    ['a timestamp of eleven digits', { timestamp: '17514336000' }, 84115927],
    ['no timestamp', { timestamp: undefined }, 84115927],
    ['a sign that is a number', { sign: 1 }, 84115927],
  ])('is refused for %s', async (_name, bent, code) => {
    await start()
    const body = tokenRequest(sandbox, START)
    const reply = await callSenseTime(sandbox, SENSETIME.token, { ...body, ...(typeof bent === 'function' ? bent(body) : bent) })
    expect(reply).toMatchObject({ status: 200, json: { code } })
    expect(reply.json.data).toBeUndefined()
  })

  test('is refused for a body that is not JSON', async () => {
    await start()
    expect((await callSenseTime(sandbox, SENSETIME.token, '{"appId":')).json.code).toBe(84115927)
  })

  test.each([['pending', 60102128], ['disabled', 60102129], ['outside', 60102156]] as const)('is refused to an account that is %s, and so is every call', async (state, code) => {
    await start()
    const { accessToken } = await signIn(sandbox)
    sandbox.world.account.state = state
    expect((await callSenseTime(sandbox, SENSETIME.token, tokenRequest(sandbox))).json.code).toBe(code)
    expect(await codeOf(accessToken)).toBe(code)
  })

  test('does not look at the vendor\'s clock, unless a tolerance is assumed', async () => {
    await start()
    expect((await callSenseTime(sandbox, SENSETIME.token, tokenRequest(sandbox, START - 24 * HOUR))).json.code).toBe(0)
    sandbox.unconfirmed.clockToleranceMs = 60_000
    expect((await callSenseTime(sandbox, SENSETIME.token, tokenRequest(sandbox, START - 60_000))).json.code).toBe(0)
    expect((await callSenseTime(sandbox, SENSETIME.token, tokenRequest(sandbox, START - 61_000))).json.code).toBe(60112160)
    expect((await callSenseTime(sandbox, SENSETIME.token, tokenRequest(sandbox, START + 61_000))).json.code).toBe(60112160)
  })
})

describe('an access token', () => {
  test('is good for eight hours', async () => {
    await start()
    const { accessToken } = await signIn(sandbox)
    now = START + 8 * HOUR - 1
    expect(await codeOf(accessToken)).toBe(0)
    now += 1
    expect((await ask(accessToken)).json).toEqual({ code: 60112505, message: 'Access authorization expired, please log in again' })
  })

  test('is pushed out by the second one after it', async () => {
    await start()
    const first = await signIn(sandbox)
    const second = await signIn(sandbox)
    expect([await codeOf(first.accessToken), await codeOf(second.accessToken)]).toEqual([0, 0])
    const third = await signIn(sandbox)
    expect([await codeOf(first.accessToken), await codeOf(second.accessToken), await codeOf(third.accessToken)]).toEqual([84115943, 0, 0])
  })

  test('can be made to expire at once', async () => {
    await start()
    const { accessToken, refreshToken } = await signIn(sandbox)
    sandbox.expireTokens()
    expect(await codeOf(accessToken)).toBe(60112505)
    now += 3 * HOUR
    expect((await refresh(refreshToken)).json.code).toBe(0)
    sandbox.expireTokens({ refreshTokens: true })
    now += 3 * HOUR
    expect((await refresh(refreshToken)).json.code).toBe(60112505)
    expect(await codeOf((await signIn(sandbox)).accessToken)).toBe(0)
  })

  test.each([
    ['no Authorization', {}, 50101504],
    ['an Authorization without Bearer', { authorization: 'token' }, 50101503],
    ['an unknown token', { authorization: 'Bearer token' }, 84115943],
  ])('is missed: %s', async (_name, headers, code) => {
    await start()
    const reply = await send(sandbox.settings.endpoint + SENSETIME.running, { headers })
    expect(reply).toMatchObject({ status: 200, json: { code } })
  })

  test('is not the refresh token, nor the other way round', async () => {
    await start()
    const { accessToken, refreshToken } = await signIn(sandbox)
    now += 3 * HOUR
    expect(await codeOf(refreshToken)).toBe(84115943)
    expect((await refresh(accessToken)).json.code).toBe(84115943)
  })
})

describe('a refresh', () => {
  test('is refused sooner than three hours after the last token', async () => {
    await start()
    const first = await signIn(sandbox)
    now += 3 * HOUR - 1
    expect((await refresh(first.refreshToken)).json).toEqual({ code: 60112161, message: 'Refresh token too frequently, limit interval to 3 hours' })
    now += 1
    const { json } = await refresh(first.refreshToken)
    expect(json).toMatchObject({ code: 0, data: { expiresIn: 8 * 3600, refreshToken: first.refreshToken, refreshTokenExpiresIn: (7 * 24 - 3) * 3600 } })
    expect(json.data).not.toHaveProperty('user')
    expect((await refresh(first.refreshToken)).json.code).toBe(60112161)
    expect([await codeOf(first.accessToken), await codeOf((json.data as Grant).accessToken)]).toEqual([0, 0])
  })

  test('counts among the two valid tokens', async () => {
    await start()
    const [first, second] = [await signIn(sandbox), await signIn(sandbox)]
    now += 3 * HOUR
    const { data } = (await refresh(second.refreshToken)).json
    expect([await codeOf(first.accessToken), await codeOf(second.accessToken), await codeOf((data as Grant).accessToken)]).toEqual([84115943, 0, 0])
  })

  test.each([
    ['another grantType', { grantType: 'sign' }, 60112162],
    ['no appId', { appId: undefined }, 60102151],
    ['another appId', { appId: 'someone' }, 60111101],
  ])('is refused for %s', async (_name, body, code) => {
    await start()
    const { refreshToken } = await signIn(sandbox)
    now += 3 * HOUR
    expect((await refresh(refreshToken, body)).json.code).toBe(code)
  })

  test('is refused without its token', async () => {
    await start()
    expect((await callSenseTime(sandbox, SENSETIME.refresh, { appId: sandbox.settings.appId, grantType: 'refreshToken' })).json.code).toBe(50101504)
  })

  test('ends the old refresh token where rotation is assumed', async () => {
    await start({ refreshRotates: true })
    const { refreshToken } = await signIn(sandbox)
    now += 3 * HOUR
    const next = (await refresh(refreshToken)).json.data as Grant
    expect(next.refreshToken).not.toBe(refreshToken)
    now += 3 * HOUR
    expect((await refresh(refreshToken)).json.code).toBe(84115943)
    expect((await refresh(next.refreshToken)).json.code).toBe(0)
  })

  test('answers no other origin', async () => {
    await start()
    const reply = await send(sandbox.settings.endpoint + SENSETIME.refresh, { method: 'POST', headers: { origin: 'https://example.com' } })
    expect(reply.headers['access-control-allow-origin']).toBeUndefined()
  })
})

test('the HTTP status beside an error is the one that is assumed', async () => {
  await start({ errorStatus: 401 })
  expect(await ask('token')).toMatchObject({ status: 401, json: { code: 84115943 } })
  expect(await callSenseTime(sandbox, SENSETIME.token, {})).toMatchObject({ status: 401, json: { code: 60102151 } })
  sandbox.unconfirmed.errorStatus = 200
  expect(await ask('token')).toMatchObject({ status: 200, json: { code: 84115943 } })
})

test('neither sign nor token is in the journal', async () => {
  await start()
  const { accessToken, refreshToken } = await signIn(sandbox)
  await ask(accessToken)
  await refresh(refreshToken)
  const entries = sandbox.journal.entries() as RequestEntry[]
  expect(entries.map(({ operation, refused }) => [operation, refused])).toEqual([['createToken', null], ['listRunningLiveChannels', null], ['refreshToken', '0 s after the last token']])
  expect(entries[0]?.body).toMatchObject({ sign: '[redacted]' })
  expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${accessToken}|${refreshToken}`))
})
