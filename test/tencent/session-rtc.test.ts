import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { idOf } from '../huawei/support.js'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { mutate } from '../huawei/support.js'
import { open, payloads, SESSIONS } from './live.js'
import { until } from '../support/until.js'

let app: TestApp
let tencent: TencentSandbox
let room: string
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '20' })
  tencent = app.app.sandboxes.tencent!
  room = idOf('LiveRoom', 'tencent', tencent.settings.projectId)
})
beforeEach(() => tencent.journal.clear())
afterAll(() => app.dispose())

const VIEWER = 'query ($id: ID!, $user: String!, $room: String!) { liveSession(id: $id) { rtcUser(userId: $user, roomId: $room) { kind nativeId signature privateMapKey expiresAt } } }'
const ready = (nativeId: string) => until(() => tencent.sessions.byId.get(nativeId)?.status === 1, 'the session is ready')

describe('a viewer of a session in a TRTC room of the vendor', () => {
  it('gets an identity to join with', async () => {
    const session = await open(app, { id: room, protocol: 'TRTC', userId: 'avatar' })
    await ready(session.nativeId)
    const { body } = await app.query(VIEWER, { id: session.id, user: 'viewer', room: '1200111' })
    expect(body.data).toEqual({ liveSession: { rtcUser: { kind: 'PLAYER', nativeId: 'viewer', signature: expect.any(String) as string, privateMapKey: expect.any(String) as string, expiresAt: null } } })
    expect(payloads(tencent, `${SESSIONS}/gettrtcsign`)).toMatchObject([{ SessionId: session.nativeId, RoomId: '1200111', UserId: 'viewer' }])
  })

  it('cannot be the avatar itself', async () => {
    const session = await open(app, { id: room, protocol: 'TRTC', userId: 'avatar-2' })
    const { body } = await app.query(VIEWER, { id: session.id, user: 'avatar-2', room: '1' })
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'userId' } }])
    expect(payloads(tencent, `${SESSIONS}/gettrtcsign`)).toEqual([])
  })

  it('needs an operator to ask: for others nothing is asked', async () => {
    const guarded = await startApp({ SANDBOX_SPEED: '20', API_KEYS: [apiKey('v', 'viewer', 'v-key'), apiKey('o', 'operator', 'o-key')].join(',') })
    try {
      const sandbox = guarded.app.sandboxes.tencent!
      const as = (key: string) => ({ authorization: `Bearer ${key}` })
      const { body: made } = await guarded.query<{ startLive: { session: { id: string } } }>(
        'mutation ($id: ID!) { startLive(input: { id: $id, protocol: TRTC }) { session { id } } }',
        { id: idOf('LiveRoom', 'tencent', sandbox.settings.projectId) },
        as('o-key'),
      )
      const { body } = await guarded.query(VIEWER, { id: made.data!.startLive.session.id, user: 'viewer', room: '1' }, as('v-key'))
      expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
      expect(payloads(sandbox, `${SESSIONS}/gettrtcsign`)).toEqual([])
    } finally {
      await guarded.dispose()
    }
  })
})

describe("a session in a room of the caller's own", () => {
  it.each([
    ['by its number', '4294967294', { TrtcRoomId: 4294967294 }],
    ['by its name', 'tea hour', { TrtcStrRoomId: 'tea hour' }],
  ])('is joined by the avatar, %s', async (_, roomId, named) => {
    const session = await open(app, { id: room, rtcRoom: { appId: '1400000001', roomId, userId: `avatar-of-${roomId}`, token: 'let-it-in', privateMapKey: 'may-speak' } })
    expect(payloads(tencent, `${SESSIONS}/createsession`)).toMatchObject([
      { Protocol: 'trtc', UserId: `avatar-of-${roomId}`, ProtocolOption: { TrtcUseExternalApp: true, TrtcAppId: '1400000001', ...named, TrtcUserSig: '[redacted]', TrtcPrivateMapKey: '[redacted]' } },
    ])
    expect(tencent.sessions.byId.get(session.nativeId)?.body.ProtocolOption).toMatchObject({ TrtcUserSig: 'let-it-in', TrtcPrivateMapKey: 'may-speak' })
    const { body } = await app.query('query ($id: ID!) { liveSession(id: $id) { protocol rtcRoom { appId nativeId users { kind } } } }', { id: session.id })
    expect(body.data).toEqual({ liveSession: { protocol: 'TRTC', rtcRoom: { appId: '1400000001', nativeId: roomId, users: [] } } })
    const viewer = await app.query(VIEWER, { id: session.id, user: 'viewer', room: roomId })
    expect(viewer.body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'roomId' } }])
    await mutate(app, 'stopLive', { id: session.id }, 'session { id }')
  })
})
