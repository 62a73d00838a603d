import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { signCallback } from '../../src/sandbox/huawei/callback-signature.js'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { freeRoom, goLive, watching, type OnAir } from './live.js'
import { idOf, mutate, requests } from './support.js'

let app: TestApp
let huawei: HuaweiSandbox
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '20' })
  huawei = app.app.sandboxes.huawei!
})
afterEach(() => {
  huawei.faults.clear()
  huawei.journal.clear()
})
afterAll(() => app.dispose())

/** A session that nothing but the test tells of: the simulator does not know it, and reading a message asks nobody. */
let sessions = 0
const quiet = () => {
  const [room, session] = ['quiet-room', `session-${(sessions += 1)}`]
  return { room, session, id: idOf('LiveSession', 'huawei', `${room}/${session}`) }
}

type Relayed = { announced: boolean; session: { id: string } | null }
const relay = (sessionId: string, type: string, data: unknown) => mutate<Relayed>(app, 'relayRtcMessage', { sessionId, message: { type, data } }, 'announced session { id }')

const PROGRESS = { script_name: 'Scene 1', shoot_script_sequence_no: 2, shoot_script_title: 'Greeting', offset: '247', reply_id: 'e871' }

describe('a message that an RTC client received', () => {
  it('becomes progress, with its offset and reply', async () => {
    const { id, room } = quiet()
    await watching(app, 'subscription ($id: ID!) { liveProgress(sessionId: $id) { ... on LiveProgress { source sceneName sequenceNo paragraphTitle offset replyId session { id } room { id } } } }', id, async (subscription) => {
      expect(await relay(id, 'live_progress_notify', PROGRESS)).toEqual({ announced: true, session: { id }, userErrors: [] })
      expect((await subscription.next()).data).toEqual({
        liveProgress: { source: 'RTC', sceneName: 'Scene 1', sequenceNo: 2, paragraphTitle: 'Greeting', offset: '247', replyId: 'e871', session: { id }, room: { id: idOf('LiveRoom', 'huawei', room) } },
      })
    })
    expect(huawei.journal.entries()).toEqual([])
  })

  it.each<[string, unknown]>([
    ['an object', { reply_id: 'r-1' }],
    ['a text that carries one', '{"reply_id":"r-1"}'],
  ])('tells that a reply is finished, its data %s', async (_, data) => {
    const { id } = quiet()
    await watching(app, 'subscription ($id: ID!) { replyFinished(sessionId: $id) { ... on ReplyFinished { source replyId } } }', id, async (subscription) => {
      expect((await relay(id, 'reply_command_finish_notify', data)).announced).toBe(true)
      expect((await subscription.next()).data).toEqual({ replyFinished: { source: 'RTC', replyId: 'r-1' } })
    })
  })

  it('tells of the states that polls do not know', async () => {
    const { id } = quiet()
    await watching(app, 'subscription ($id: ID!) { liveStateChanged(sessionId: $id) { ... on LiveStateChanged { source state previousState } } }', id, async (subscription) => {
      const states = ['PREPROCESSING', 'PLAY_READY', 'PROCESSING', 'PLAY_PAUSE', 'TAKE_OVER', 'PLAY_END']
      for (const state of states) expect((await relay(id, 'state_notify', { state })).announced).toBe(true)
      const seen: unknown[] = []
      while (seen.length < states.length) seen.push((await subscription.next()).data?.['liveStateChanged'])
      const ours = ['PREPARING', 'READY', 'LIVE', 'PAUSED', 'TAKEN_OVER', 'ENDED']
      expect(seen).toEqual(ours.map((state, index) => ({ source: 'RTC', state, previousState: ours[index - 1] ?? null })))
    })
    expect((await relay(id, 'state_notify', { state: 'PROCESSING' })).announced).toBe(false)
  })

  it('is announced once, however many clients pass it on', async () => {
    const { id } = quiet()
    const answers = await Promise.all(Array.from({ length: 5 }, () => relay(id, 'live_progress_notify', PROGRESS)))
    expect(answers.filter(({ announced }) => announced)).toHaveLength(1)
  })

  it.each<[string, string, unknown, string]>([
    ['of an unknown type', 'live_control', {}, 'input.message.type'],
    ['whose data is no object', 'live_progress_notify', 'Greeting', 'input.message.data'],
    ['whose data is a list', 'live_progress_notify', [], 'input.message.data'],
    ['without its reply', 'reply_command_finish_notify', {}, 'input.message.data'],
    ['without its state', 'state_notify', { state: '' }, 'input.message.data'],
    ['with a text beyond measure', 'live_progress_notify', { script_name: 's'.repeat(257) }, 'input.message.data.script_name'],
  ])('is refused %s', async (_, type, data, field) => {
    const { announced, userErrors } = await relay(quiet().id, type, data)
    expect(announced).toBe(false)
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
  })

  it('of an account without RTC messages, or of none, is refused', async () => {
    expect((await relay(idOf('LiveSession', 'xingyun', 'r/s'), 'state_notify', { state: 'PLAY_READY' })).userErrors).toMatchObject([{ code: 'UNSUPPORTED' }])
    expect((await relay(idOf('LiveSession', 'nowhere', 'r/s'), 'state_notify', { state: 'PLAY_READY' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('a message and a callback of the same thing', () => {
  const callback = async (event: object) => {
    const url = `${app.url}/callbacks/huawei/live`
    const { headers } = signCallback(url, 'MSS_A_HEAD', huawei.settings.callbackKeys[0]!, Date.now())
    const answer = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(event) })
    expect(answer.status).toBe(200)
  }
  const told = ({ room, session }: { room: string; session: string }, event_type: string, fields: object) =>
    callback({ event_type, message: JSON.stringify({ room_id: room, job_id: session, ...fields }) })

  it('are announced once, whichever comes first', async () => {
    for (const first of ['callback', 'message'] as const) {
      const it = quiet()
      const steps = {
        callback: async () => {
          await told(it, 'SHOOT_SCRIPT_SWITCH', { scene_script_name: 'Scene 1', shoot_script_sequence_no: '2', shoot_script_title: 'Greeting' })
          await told(it, 'REPLY_COMMAND_FINISH', { reply_id: 'r-1' })
        },
        message: async () => {
          const expected = first === 'message'
          expect((await relay(it.id, 'live_progress_notify', PROGRESS)).announced).toBe(expected)
          expect((await relay(it.id, 'reply_command_finish_notify', { reply_id: 'r-1' })).announced).toBe(expected)
        },
      }
      await steps[first]()
      await steps[first === 'callback' ? 'message' : 'callback']()
      await watching(app, 'subscription ($id: ID!) { liveProgress(sessionId: $id, snapshot: true) { ... on LiveProgress { source } } }', it.id, async (subscription) => {
        expect((await subscription.next()).data).toEqual({ liveProgress: { source: first === 'message' ? 'RTC' : 'CALLBACK' } })
      })
    }
  })
})

describe('the role relay', () => {
  let guarded: TestApp
  beforeAll(async () => {
    guarded = await startApp({ API_KEYS: ['relay', 'viewer', 'operator', 'admin'].map((role) => apiKey(role, role, `${role}-key`)).join(',') })
  })
  afterAll(() => guarded.dispose())
  const ask = (role: string, document: string) => guarded.query<{ relayRtcMessage: Relayed }>(document, { id: quiet().id }, { authorization: `Bearer ${role}-key` })
  const RELAY = 'mutation ($id: ID!) { relayRtcMessage(input: { sessionId: $id, message: { type: "state_notify", data: { state: "PLAY_READY" } } }) { announced session { id roomName } userErrors { message } } }'

  it('may pass messages on, and learns nothing by it', async () => {
    const { body } = await ask('relay', RELAY)
    expect(body.data?.relayRtcMessage).toEqual({ announced: true, session: null, userErrors: [] })
  })

  it.each(['operator', 'admin'])('is not needed: %s may too', async (role) => {
    const { body } = await ask(role, RELAY.replace('roomName', ''))
    expect(body.data?.relayRtcMessage).toMatchObject({ announced: true, session: { id: expect.any(String) as string } })
  })

  it('is needed: a viewer may not', async () => {
    expect((await ask('viewer', RELAY)).body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  })

  it('may do nothing else', async () => {
    for (const document of ['query { vendorAccounts { slug } }', 'mutation ($id: ID!) { stopLive(input: { id: $id }) { session { id } } }']) {
      expect((await ask('relay', document)).body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    }
  })
})

describe('what the audience does', () => {
  let live: OnAir
  beforeAll(async () => {
    live = await goLive(app, freeRoom(huawei).id)
  })
  const report = (input: object) => mutate<{ reportUrl: string | null; session: { id: string } | null }>(app, 'reportLiveEvents', { id: live.id, ...input }, 'reportUrl session { id }')
  const user = { id: '2027271526', name: 'Anna', level: 17, badge: 'Tea', badgeLevel: 3 }
  const wireUser = { userId: '2027271526', name: 'Anna', level: 17, badge: 'Tea', badgeLevel: 3 }

  it('is reported in the words of the vendor, each content JSON in a text', async () => {
    const at = '2026-11-21T10:00:00.123Z'
    const events = [{ at, comment: { user, text: 'Hello' } }, { at, join: { user } }, { at, like: {} }, { at, gift: { user, name: 'Star', count: 10, totalValue: 30, value: 3 } }, { at, viewers: 5466 }]
    const { reportUrl, session, userErrors } = await report({ events, skipReview: true })
    expect({ reportUrl, session, userErrors }).toEqual({ reportUrl: null, session: { id: live.id }, userErrors: [] })
    const timestamp = Date.parse(at)
    const body = requests(huawei, 'liveEventReport')[0]?.body as { total: number; events: { timestamp: number; type: number; content: string }[]; review_config: object }
    expect(body).toMatchObject({ total: 5, review_config: { no_need_review: true } })
    expect(body.events.map((event) => ({ ...event, content: JSON.parse(event.content) as unknown }))).toEqual([
      { timestamp, type: 1, content: { user: wireUser, content: 'Hello' } },
      { timestamp, type: 2, content: { user: wireUser } },
      { timestamp, type: 3, content: {} },
      { timestamp, type: 4, content: { user: wireUser, gift: { giftName: 'Star', giftNum: 10, totalValue: 30, giftValue: 3 } } },
      { timestamp, type: 6, content: { numberOfViewers: 5466 } },
    ])
  })

  it('happened now when no time is given', async () => {
    const before = Date.now()
    await report({ events: [{ viewers: 0 }] })
    const { events } = requests(huawei, 'liveEventReport')[0]?.body as { events: { timestamp: number }[] }
    expect(events[0]!.timestamp).toBeGreaterThanOrEqual(before)
    expect(events[0]!.timestamp).toBeLessThanOrEqual(Date.now())
  })

  it('brings a new address for reports where one is asked for, whose key can be used', async () => {
    const { reportUrl } = await report({ events: [{ viewers: 1 }], refreshUrl: true })
    const query = new URL(reportUrl!).searchParams
    const key = { value: query.get('auth_key')!, expiresAt: new Date(Number(query.get('expires_time'))).toISOString() }
    huawei.journal.clear()
    expect((await report({ events: [{ viewers: 2 }], key })).userErrors).toEqual([])
    expect(requests(huawei, 'liveEventReport')[0]?.query).toMatchObject({ expires_time: query.get('expires_time') })
  })

  it.each<[string, object, string]>([
    ['nothing', { events: [] }, 'input.events'],
    ['1,001 events', { events: Array.from({ length: 1001 }, () => ({ viewers: 1 })) }, 'input.events'],
    ['an event that is two', { events: [{ viewers: 1 }, { viewers: 1, like: {} }] }, 'input.events.1'],
    ['an event that is none', { events: [{}] }, 'input.events.0'],
    ['a comment that is too long', { events: [{ comment: { text: 'c'.repeat(4096) } }] }, 'input.events.0'],
    ['a time after the year 2099', { events: [{ at: '2100-01-01T00:00:01Z', viewers: 1 }] }, 'input.events.0.at'],
  ])('is refused before a call is spent: %s', async (_, input, field) => {
    const { userErrors } = await report(input)
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
    expect(requests(huawei, 'liveEventReport')).toEqual([])
  })

  it('sets off the rules of the session', async () => {
    await mutate(app, 'rewriteLiveInteractionRules', { id: live.id, rules: [{ index: 'hi', event: 'COMMENT', condition: { tests: [{ value: 'hi' }] }, trigger: { texts: ['Hello!'] } }] }, 'commandId')
    await watching(app, 'subscription ($id: ID!) { replyFinished(sessionId: $id) { ... on ReplyFinished { replyId } } }', live.id, async (subscription) => {
      await report({ events: [{ comment: { user, text: 'hi' } }] })
      expect((await subscription.next()).data?.['replyFinished']?.['replyId']).toEqual(expect.any(String))
    })
  })
})
