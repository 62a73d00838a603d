import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import { huaweiOf, idOf, keyOf } from '../support/huawei.js'
import { done, run, tencentOf } from '../support/tencent.js'

const as = (user?: string): Record<string, string> => ({ authorization: 'Bearer key-of-an-operator', ...(user !== undefined && { 'x-app-user-id': user }) })
const [ANN, BOB, NOBODY] = [as('ann'), as('bob'), as()]

let app: TestApp
/** What Ann has under way: jobs whose vendor knows nothing of her, and jobs whose vendor does. */
let hers: { video: string; session: string; huaweiSession: string; training: string }
/** A session of nobody in particular. */
let common: string

const room = (number: number) => idOf('LiveRoom', huaweiOf(app).world.rooms[number]!.id)
const startedIn = async (number: number, headers: Record<string, string>) => (await done<{ session: { id: string } }>(app, 'startLive', { id: room(number) }, 'session { id }', headers)).session.id
const requests = () => [huaweiOf(app), tencentOf(app)].flatMap(({ journal }) => journal.entries()).length

beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '0.001', API_KEYS: apiKey('an operator', 'operator', 'key-of-an-operator') })
  const avatarId = idOf('Asset', tencentOf(app).world.images.all.find(({ expiresAt }) => expiresAt > Date.now())!.id, 'tencent')
  const seen = app.subscribe('subscription { events { __typename } }', {}, NOBODY)
  await app.subscribers(1)
  hers = {
    video: (await done<{ videoJob: { id: string } }>(app, 'createVideo', { avatarId, scenes: [{ text: 'Hello.' }] }, 'videoJob { id }', ANN)).videoJob.id,
    session: (await done<{ session: { id: string } }>(app, 'startLive', { account: 'tencent', avatarId }, 'session { id }', ANN)).session.id,
    huaweiSession: await startedIn(0, ANN),
    training: (await done<{ job: { id: string } }>(app, 'createAvatarTraining', { account: 'huawei', name: 'Ann' }, 'job { id }', ANN)).job.id,
  }
  common = await startedIn(1, NOBODY)
  // The first state of each of the five jobs.
  for (let count = 0; count < 5; count += 1) await seen.next()
  seen.dispose()
})
afterAll(() => app.dispose())

const READS: [string, keyof typeof hers][] = [
  ['videoJob(id: $id) { status }', 'video'],
  ['liveSession(id: $id) { state }', 'session'],
  ['liveSession(id: $id) { state }', 'huaweiSession'],
  ['trainingJob(id: $id) { status }', 'training'],
  ['node(id: $id) { id ... on VideoJob { status } }', 'video'],
  ['nodes(ids: [$id]) { id }', 'session'],
]

describe("a job of another user's", () => {
  test.each(READS)('cannot be read by its id: %s of her %s', async (field, job) => {
    const ask = (headers: Record<string, string>) => app.query(`query ($id: ID!) { ${field} }`, { id: hers[job] }, headers)
    const before = requests()
    expect((await ask(BOB)).body.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
    expect(requests()).toBe(before)
    expect((await ask(ANN)).body.errors).toBeUndefined()
  })

  test('is not there for a router either, whatever field it asks for', async () => {
    for (const [type, id, field] of [['VideoJob', hers.video, 'nativeId'], ['LiveSession', hers.session, 'id'], ['LiveSession', hers.huaweiSession, 'roomConfig { __typename }'], ['TrainingJob', hers.training, 'id']] as const) {
      const { body } = await app.query(`query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${field} } } }`, { of: [{ __typename: type, id }] }, BOB)
      expect(body).toMatchObject({ data: { _entities: [null] }, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    }
  })

  test.each<[string, keyof typeof hers, object, string]>([
    ['cancelVideo', 'video', {}, 'videoJob { id }'],
    ['stopLive', 'session', {}, 'session { id }'],
    ['stopLive', 'huaweiSession', {}, 'session { id }'],
    ['speakInLive', 'session', { text: 'I was here.' }, 'session { id }'],
    ['interruptLive', 'session', {}, 'session { id }'],
    ['reportLiveEvents', 'huaweiSession', { events: [] }, 'session { id }'],
    ['deleteTraining', 'training', {}, 'job { id }'],
    ['pauseTraining', 'training', { reason: 'none' }, 'job { id }'],
  ])('takes no command: %s of her %s', async (mutation, job, more, selection) => {
    const before = requests()
    expect((await run(app, mutation, { id: hers[job], ...more }, selection, BOB)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(requests()).toBe(before)
  })

  test('takes no message of an RTC client', async () => {
    const { userErrors } = await run(app, 'relayRtcMessage', { sessionId: hers.huaweiSession, message: { type: 'live_progress_notify', data: {} } }, 'announced', BOB)
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('cannot be made his by tracking it', async () => {
    for (const [kind, id, account] of [['VIDEO', hers.video, 'tencent'], ['LIVE_SESSION', hers.huaweiSession, 'huawei']] as const) {
      expect((await run(app, 'trackJob', { account, kind, nativeId: keyOf(id) }, 'job { __typename }', BOB)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    }
    expect((await app.query('query ($id: ID!) { videoJob(id: $id) { status } }', { id: hers.video }, ANN)).body.errors).toBeUndefined()
  })

  // Huawei narrows its own lists by the user that every request names.
  test('is in no list that is ours', async () => {
    const LIST = '{ videoJobs(filter: { vendors: [TENCENT] }) { nodes { id } } liveSessions(filter: { vendors: [TENCENT] }) { nodes { id } } }'
    const shownTo = async (headers: Record<string, string>) => (await app.query(LIST, {}, headers)).body.data
    expect(await shownTo(ANN)).toEqual({ videoJobs: { nodes: [{ id: hers.video }] }, liveSessions: { nodes: [{ id: hers.session }] } })
    expect(await shownTo(BOB)).toEqual({ videoJobs: { nodes: [] }, liveSessions: { nodes: [] } })
  })
})

describe('the events', () => {
  const PAGE = '{ events(first: 100) { totalCount nodes { __typename ... on LiveEvent { session { id } } ... on VideoJobChanged { job { id } } ... on TrainingStatusChanged { job { id } } } } }'
  interface Page {
    events: { totalCount: number; nodes: { session?: { id: string }; job?: { id: string } }[] }
  }
  const subjects = async (headers: Record<string, string>) => {
    const { events } = (await app.query<Page>(PAGE, {}, headers)).body.data!
    expect(events.totalCount).toBe(events.nodes.length)
    return [...new Set(events.nodes.map(({ session, job }) => (session ?? job)?.id))].sort()
  }

  test('of another user are in no page, and are not counted', async () => {
    const all = [...Object.values(hers), common].sort()
    expect(await subjects(NOBODY)).toEqual(all)
    expect(await subjects(ANN)).toEqual(all)
    expect(await subjects(BOB)).toEqual([common])
  })

  test('of another user come to no subscriber, replayed or live, and to their own user they do', async () => {
    const { body } = await app.query<{ events: { oldest: string } }>('{ events { oldest } }', {}, NOBODY)
    const EVENTS = 'subscription ($after: String) { events(after: $after) { ... on LiveEvent { session { id } } ... on VideoJobChanged { job { id } } ... on TrainingStatusChanged { job { id } } } }'
    const hear = (user: string) => app.subscribe(EVENTS, { after: body.data?.events.oldest }, { authorization: ANN.authorization, appUserId: user })
    const [ann, bob] = [hear('ann'), hear('bob')]
    const subjectOf = async (subscription: typeof ann) => {
      const event = (await subscription.next()).data?.['events'] as { session?: { id: string }; job?: { id: string } }
      return (event.session ?? event.job)?.id
    }
    await app.subscribers(2)
    const replayed = [await subjectOf(ann), await subjectOf(ann), await subjectOf(ann), await subjectOf(ann), await subjectOf(ann)]
    expect([...replayed].sort()).toEqual([...Object.values(hers), common].sort())
    expect(await subjectOf(bob)).toBe(common)

    // Hers first, then one of nobody's: Bob hears of the second alone.
    await done(app, 'stopLive', { id: hers.huaweiSession }, 'session { id }', ANN)
    expect(await subjectOf(ann)).toBe(hers.huaweiSession)
    await done(app, 'stopLive', { id: common }, 'session { id }', NOBODY)
    expect(await subjectOf(bob)).toBe(common)
    expect(await subjectOf(ann)).toBe(common)
  })
})
