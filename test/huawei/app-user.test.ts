import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { RequestEntry } from '../../src/sandbox/journal.js'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { startIssuer, type TestIssuer } from '../support/issuer.js'
import { until } from '../support/until.js'

const KEY = { authorization: 'Bearer operator-key' }
const ROOMS = '{ liveRooms(first: 1, filter: { vendors: [HUAWEI] }) { nodes { name avatars { coverUrl } scenes { name } } unavailable { message } } }'

let issuer: TestIssuer
let app: TestApp
let huawei: HuaweiSandbox
beforeAll(async () => {
  issuer = await startIssuer()
  app = await startApp({ ...issuer.environment, API_KEYS: apiKey('somebody', 'operator', 'operator-key') })
  huawei = app.app.sandboxes.huawei as HuaweiSandbox
})
afterEach(() => huawei.journal.clear())
afterAll(async () => {
  await app.dispose()
  await issuer.close()
})

const requests = (sandbox = huawei) => sandbox.journal.entries().filter((entry): entry is RequestEntry => entry.kind === 'request')
const users = () => requests().map(({ headers }) => headers['x-app-userid'])
const tokenFor = async (claims: object) => ({ authorization: await issuer.bearer({ roles: ['operator'], ...claims }) })

describe('a caller that acts for a user of its own', () => {
  it('by a header sends the user with every request to the vendor, signed', async () => {
    const { body } = await app.query(ROOMS, {}, { ...KEY, 'x-app-user-id': 'Ann O. #1' })
    expect(body).toMatchObject({ data: { liveRooms: { unavailable: [] } } })
    expect(body.errors).toBeUndefined()
    expect(requests().map(({ operation }) => operation).sort()).toEqual(['listAssetSummary', 'listSmartLiveRooms', 'showSmartLiveRoom'])
    expect(new Set(users())).toEqual(new Set(['Ann O. #1']))
  })

  it('by a claim of its token does so too, with or without the same user in the header', async () => {
    for (const header of [{}, { 'x-app-user-id': 'ann' }] as Record<string, string>[]) {
      const { body } = await app.query(ROOMS, {}, { ...(await tokenFor({ app_user_id: 'ann' })), ...header })
      expect(body.errors).toBeUndefined()
    }
    expect(users()).toEqual(Array(6).fill('ann'))
  })

  it('may not name another user than its token does, and no vendor hears of it', async () => {
    const { status, body } = await app.query(ROOMS, {}, { ...(await tokenFor({ app_user_id: 'ann' })), 'x-app-user-id': 'bob' })
    expect(status).toBe(403)
    expect(body.errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' }, message: expect.stringContaining('app_user_id') as string })
    expect(requests()).toEqual([])
  })

  it('names it in the header where its token is bound to none', async () => {
    await app.query(ROOMS, {}, { ...(await tokenFor({})), 'x-app-user-id': 'bob' })
    expect(new Set(users())).toEqual(new Set(['bob']))
  })

  it.each([
    ['is empty', ''],
    ['is too long', 'x'.repeat(257)],
    ['is Chinese', Buffer.from('张三').toString('latin1')],
  ])('is told when the user %s, before any call', async (_what, user) => {
    const { status, body } = await app.query(ROOMS, {}, { ...KEY, 'x-app-user-id': user })
    expect(status).toBe(400)
    expect(body.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('x-app-user-id') as string })
    expect(requests()).toEqual([])
  })

  it.each([
    ['a number', 7],
    ['blank at its end', 'ann '],
  ])('is told when its token names %s as the user', async (_what, user) => {
    const { body } = await app.query(ROOMS, {}, await tokenFor({ app_user_id: user }))
    expect(body.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('app_user_id') as string })
  })

  it('uses 256 characters, the most there may be', async () => {
    const user = '~'.repeat(256)
    await app.query(ROOMS, {}, { ...KEY, 'x-app-user-id': user })
    expect(new Set(users())).toEqual(new Set([user]))
  })

  it('shares nothing with the requests of others that are under way at the same time', async () => {
    const names = ['ann', 'bob', undefined]
    await Promise.all(names.map((name) => app.query('{ liveRooms(first: 1, filter: { vendors: [HUAWEI] }) { nodes { name avatars { coverUrl } } } }', {}, { ...KEY, ...(name && { 'x-app-user-id': name }) })))
    for (const operation of ['listSmartLiveRooms', 'listAssetSummary']) {
      const asked = requests().filter((entry) => entry.operation === operation)
      expect(asked.map(({ headers }) => headers['x-app-userid']).sort()).toEqual(['ann', 'bob', undefined])
    }
  })
})

describe('over WebSocket', () => {
  it('the user comes with the connection', async () => {
    const subscription = app.subscribe(ROOMS, {}, { ...KEY, appUserId: 'cyd' })
    expect((await subscription.next()).errors).toBeUndefined()
    expect(new Set(users())).toEqual(new Set(['cyd']))
    subscription.dispose()
  })

  it('a connection for another user than the token names is refused', async () => {
    const subscription = app.subscribe(ROOMS, {}, { ...(await tokenFor({ app_user_id: 'ann' })), appUserId: 'bob' })
    expect(await subscription.ended).toMatchObject({ code: 4403 })
    expect(requests()).toEqual([])
  })
})

describe('a job', () => {
  it('that was started for a user is polled for that user, also when somebody else asks for it', async () => {
    const id = Buffer.from(`LiveRoom:huawei:${huawei.world.rooms[0]?.id}`).toString('base64url')
    const START = 'mutation ($id: ID!) { startLive(input: { id: $id }) { session { id } userErrors { message } } }'
    const started = await app.query<{ startLive: { session: { id: string } } }>(START, { id }, { ...KEY, 'x-app-user-id': 'ann' })
    const session = started.body.data?.startLive.session.id
    const polls = () => requests().filter(({ operation }) => operation === 'showSmartLive')
    await until(() => polls().length > 0)
    await app.query('mutation ($id: ID!) { stopLive(input: { id: $id }) { userErrors { message } } }', { id: session }, KEY)
    huawei.journal.clear()
    await until(() => polls().length > 0)
    expect(new Set(polls().map(({ headers }) => headers['x-app-userid']))).toEqual(new Set(['ann']))
  })
})
