import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { callHuawei, send, type Reply } from './client.js'

const UNAUTHORIZED = { error_code: 'MSS.00000001', error_msg: 'Unauthorized' }
const START = Date.UTC(2026, 6, 1, 8, 0, 0)

let now = START
let sandbox: HuaweiSandbox
beforeEach(async () => {
  now = START
  sandbox = await startHuaweiSandbox({ now: () => now })
})
afterEach(() => sandbox.close())

describe('AK/SK', () => {
  test('a correct signature is served, with a request id', async () => {
    const reply = await callHuawei(sandbox, '/digital-assets?name=%E6%96%87%E6%97%85&asset_type=IMAGE,VIDEO', { at: now })
    expect(reply.status).toBe(200)
    expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/)
  })

  test.each([
    ['another secret key', { secretKey: 'other' }, 'does not match'],
    ['another access key', { headers: { authorization: `SDK-HMAC-SHA256 Access=NOBODY, SignedHeaders=host;x-sdk-date, Signature=${'0'.repeat(64)}` } }, 'unknown'],
    ['an unsigned date', { headers: { authorization: `SDK-HMAC-SHA256 Access=SANDBOXAK0NOTREAL000, SignedHeaders=host, Signature=${'0'.repeat(64)}` } }, 'does not cover x-sdk-date'],
    ['another scheme', { headers: { authorization: 'Bearer x' } }, 'form'],
  ])('%s is answered 401 with the vendor\'s body, and the journal says why', async (_name, options, reason) => {
    const reply = await callHuawei(sandbox, '/digital-assets', { at: now, ...options })
    expect(reply).toMatchObject({ status: 401, json: UNAUTHORIZED })
    expect(sandbox.journal.entries().at(-1)).toMatchObject({ operation: 'listAssets', status: 401, refused: expect.stringContaining(reason) as string })
  })

  test('a signature is good for fifteen minutes both ways, and no longer', async () => {
    const statusAt = async (at: number): Promise<number> => (await callHuawei(sandbox, '/digital-assets', { at })).status
    expect(await statusAt(now - 900_000)).toBe(200)
    expect(await statusAt(now + 900_000)).toBe(200)
    expect(await statusAt(now - 901_000)).toBe(401)
    expect(await statusAt(now + 901_000)).toBe(401)
  })

  test('a body or a query that was changed under way is refused', async () => {
    const body = { asset_ids: ['x'] }
    expect((await callHuawei(sandbox, '/digital-assets/summarys', { method: 'POST', body, at: now })).status).toBe(200)
    const changedBody = await callHuawei(sandbox, '/digital-assets/summarys', { method: 'POST', body, at: now, tamper: { body: '{"asset_ids":["y"]}' } })
    const changedQuery = await callHuawei(sandbox, '/digital-assets?limit=1', { at: now, tamper: { search: '&offset=1' } })
    expect(changedBody).toMatchObject({ status: 401, json: UNAUTHORIZED })
    expect(changedQuery).toMatchObject({ status: 401, json: UNAUTHORIZED })
  })

  test('another project in the path is refused with the vendor\'s 403', async () => {
    expect(await callHuawei(sandbox, '/digital-assets', { at: now, projectId: 'f'.repeat(32) })).toMatchObject({ status: 403, json: { error_code: 'MSS.00020006' } })
  })
})

describe('IAM tokens', () => {
  const tokenRequest = (change: { password?: string; project?: object | null } = {}): string => {
    const { iamDomain, iamUser, iamPassword, region } = sandbox.settings
    const scope = change.project === null ? {} : { scope: { project: change.project ?? { name: region } } }
    return JSON.stringify({ auth: { identity: { methods: ['password'], password: { user: { name: iamUser, password: change.password ?? iamPassword, domain: { name: iamDomain } } } }, ...scope } })
  }
  const obtain = (body: string): Promise<Reply> => send(`${sandbox.settings.iamEndpoint}/v3/auth/tokens`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  const useToken = (token: string): Promise<Reply> => send(`${sandbox.settings.endpoint}/v1/${sandbox.settings.projectId}/smart-live-rooms`, { headers: { 'x-auth-token': token } })

  test('a token is issued with 201 in X-Subject-Token and opens the API for 24 hours', async () => {
    const issued = await obtain(tokenRequest())
    expect(issued).toMatchObject({ status: 201, json: { token: { expires_at: '2026-07-02T08:00:00.000000Z', project: { id: sandbox.settings.projectId } } } })
    const token = String(issued.headers['x-subject-token'])
    expect((await useToken(token)).status).toBe(200)
    now += 24 * 3600 * 1000 - 1
    expect((await useToken(token)).status).toBe(200)
    now += 1
    expect(await useToken(token)).toMatchObject({ status: 401, json: UNAUTHORIZED })
  })

  test('a wrong password, a missing or foreign project, and no JSON are refused in IAM\'s own words', async () => {
    expect(await obtain(tokenRequest({ password: 'wrong' }))).toMatchObject({ status: 401, json: { error: { code: 401, title: 'Unauthorized' } } })
    expect(await obtain(tokenRequest({ project: null }))).toMatchObject({ status: 400 })
    expect(await obtain(tokenRequest({ project: { name: 'eu-west-0' } }))).toMatchObject({ status: 401 })
    expect(await obtain('{')).toMatchObject({ status: 400 })
  })

  test('an invented token opens nothing', async () => {
    expect(await useToken('MIIinvented')).toMatchObject({ status: 401, json: UNAUTHORIZED })
  })

  test('neither the journal nor the log shows a password or a token', async () => {
    const token = String((await obtain(tokenRequest())).headers['x-subject-token'])
    await useToken(token)
    const shown = JSON.stringify(sandbox.journal.entries())
    expect(shown).toContain('[redacted]')
    expect(shown).not.toContain(sandbox.settings.iamPassword)
    expect(shown).not.toContain(token)
  })
})
