import { afterEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/domain/json.js'
import type { StartLiveOptions } from '../../../src/domain/live-start.js'
import type { SenseTimeOptions } from '../../../src/sandbox/sensetime.js'
import type { SenseTimeSettings } from '../../../src/vendors/sensetime/settings.js'
import { context, refusal } from '../calls.js'
import { startSenseTime, type SenseTimeAccount, type Sandboxed } from './sandboxed.js'

const MINUTE = 60_000
const script: JsonObject = { version: '0.0.1', recycle: 0, sceneList: [{ tts_query: { content: '你好', ssml: false } }] }
const external = { appId: 'app', room: 'room-1', userId: '4294967295', token: 'let-me-in', privateMapKey: null }
const ref = (session: string) => ({ room: '', session })

let vendor: Sandboxed
let clock: number
afterEach(() => vendor.close())

async function start(more: Partial<SenseTimeSettings> = {}, options: SenseTimeOptions = {}): Promise<SenseTimeAccount> {
  clock = Date.now()
  vendor = await startSenseTime({ now: () => clock, ...options })
  return vendor.open(more)
}
/** Starts a session as the graph does: what it noted is kept. */
async function begin({ live }: SenseTimeAccount, options: StartLiveOptions = { script }, call = context()): Promise<string> {
  const { session, facts } = await live.start(null, options, call)
  await vendor.knownJobs.remember({ kind: 'LIVE_SESSION', key: session.nativeId, facts: facts ?? {} }, call)
  return session.nativeId
}
const stateOf = async ({ live }: SenseTimeAccount, session: string) => {
  const { state, vendorState } = await live.get(ref(session), context())
  return [state, vendorState]
}

describe('starting a session', () => {
  test('sends the script as text, and tells room and tokens', async () => {
    const { live } = await start()
    const { session, warnings, facts } = await live.start(null, { script, userData: 'mine' }, context())
    expect(vendor.requests('createLiveChannel')[0]!.body).toEqual({ param: JSON.stringify(script), userData: 'mine' })
    const [channel] = vendor.sandbox.world.channels
    expect(session).toMatchObject({
      nativeId: channel!.id,
      state: 'PREPARING',
      vendorState: '32',
      room: null,
      token: channel!.sessionToken,
      rtcRoom: { appId: channel!.rtc.rtcAppId, nativeId: channel!.rtc.rtcChannelId, users: [{ nativeId: channel!.rtc.rtcUid, signature: channel!.rtc.rtcToken }] },
    })
    expect(warnings).toEqual([])
    expect(JSON.stringify(facts)).not.toContain(channel!.rtc.rtcToken)
    expect(JSON.stringify(facts)).not.toContain(channel!.sessionToken)
  })

  test("in a room of the caller's own sends all four fields", async () => {
    const { live } = await start()
    await live.start(null, { script, rtcRoom: external }, context())
    expect(vendor.requests('createLiveChannel')[0]!.body).toMatchObject({ urtcUseExternalApp: true, urtcAppId: 'app', urtcChannelId: 'room-1', urtcUid: '4294967295' })
  })

  test.each<[string, string | null, StartLiveOptions, string]>([
    ['a room', 'r', { script }, 'input.id'],
    ['no script', null, {}, 'script'],
    ['an avatar', null, { script, avatar: '1' }, 'avatarId'],
    ['an output', null, { script, outputs: [] }, 'outputs'],
    ['no token', null, { script, rtcRoom: { ...external, token: null } }, 'rtcRoom.token'],
    ['no user', null, { script, rtcRoom: { ...external, userId: null } }, 'rtcRoom.userId'],
    ['a user that is no number', null, { script, rtcRoom: { ...external, userId: 'ann' } }, 'rtcRoom.userId'],
    ['a user beyond 32 bits', null, { script, rtcRoom: { ...external, userId: '4294967296' } }, 'rtcRoom.userId'],
    ['a long room', null, { script, rtcRoom: { ...external, room: 'r'.repeat(65) } }, 'rtcRoom.roomId'],
    ['a map key', null, { script, rtcRoom: { ...external, privateMapKey: 'x' } }, 'rtcRoom.privateMapKey'],
  ])('with %s is refused before any call', async (_, room, options, field) => {
    const { live } = await start()
    expect(await refusal(live.start(room, options, context()))).toMatchObject({ code: 'BAD_USER_INPUT', details: { field } })
    expect(vendor.asked()).toEqual([])
  })

  test('is never repeated blindly, and says what the vendor found wrong', async () => {
    const { live } = await start()
    vendor.sandbox.world.account.liveChannels = 0
    expect(await refusal(live.start(null, { script }, context()))).toMatchObject({ code: 'VENDOR_REJECTED', details: { vendorCode: '80115963', retryable: true } })
    vendor.sandbox.faults.add({ operation: 'createLiveChannel', code: 99999994, times: 1 })
    expect(await refusal(live.start(null, { script }, context()))).toMatchObject({ code: 'VENDOR_UNAVAILABLE', details: { retryable: false, hint: expect.stringContaining('look before') as string } })
    expect(vendor.requests('createLiveChannel')).toHaveLength(2)
    expect(await refusal(live.start(null, { script: { sceneList: 'no list' } }, context()))).toMatchObject({ details: { vendorCode: '84115945', hint: expect.stringContaining('definition') as string } })
  })
})

describe('the state of a session', () => {
  test('goes by its number in the list of those that run', async () => {
    const account = await start()
    const session = await begin(account)
    expect(await stateOf(account, session)).toEqual(['PREPARING', '32'])
    vendor.sandbox.moveChannel(session, 35)
    expect(await stateOf(account, session)).toEqual(['READY', '35'])
    vendor.sandbox.moveChannel(session, 36)
    expect(await stateOf(account, session)).toEqual(['UNKNOWN', '36'])
    expect(vendor.unknownWords).toEqual(['live status=36'])
  })

  test('is what the settings say of a number that is not published, and never of one that is', async () => {
    const account = await start({ statuses: { live: { 36: 'LIVE', 35: 'LIVE' } } })
    const session = await begin(account)
    vendor.sandbox.moveChannel(session, 36)
    expect(await stateOf(account, session)).toEqual(['LIVE', '36'])
    vendor.sandbox.moveChannel(session, 35)
    expect(await stateOf(account, session)).toEqual(['READY', '35'])
  })

  test('is ENDED once it was listed and is no longer', async () => {
    const account = await start()
    const session = await begin(account)
    await account.live.get(ref(session), context())
    vendor.sandbox.failChannel(session)
    expect(await stateOf(account, session)).toEqual(['ENDED', 'NOT_LISTED'])
  })

  test('is as the creation told while it was never listed, for two minutes', async () => {
    const account = await start()
    const session = await begin(account)
    vendor.sandbox.endChannel(session)
    expect(await stateOf(account, session)).toEqual(['PREPARING', '32'])
    clock += 3 * MINUTE
    expect(await stateOf(account, session)).toEqual(['ENDED', 'NOT_LISTED'])
  })

  test('is ENDED at once when it was closed here', async () => {
    const account = await start()
    const session = await begin(account)
    await account.live.stop(ref(session), context())
    expect(await stateOf(account, session)).toEqual(['ENDED', 'NOT_LISTED'])
  })

  test('of one that is neither listed nor known is NOT_FOUND', async () => {
    const account = await start()
    expect(await refusal(account.live.get(ref('nobody'), context()))).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('was not created or tracked here') as string })
  })

  test('is asked for once for all who ask at the same time', async () => {
    const account = await start()
    const sessions = [await begin(account), await begin(account)]
    await Promise.all(sessions.map((session) => account.live.get(ref(session), context())))
    expect(vendor.requests('listRunningLiveChannels')).toHaveLength(1)
  })

  test('is asked of the vendor by session where the path for that is configured', async () => {
    const paths = { showLiveChannel: '/guess/show' }
    const account = await start({ paths }, { unconfirmed: { paths } })
    const session = await begin(account)
    vendor.sandbox.failChannel(session)
    expect(await stateOf(account, session)).toEqual(['FAILED', '9'])
    expect(vendor.requests('showLiveChannel')[0]!.body).toEqual({ sessionId: session })
    expect(vendor.requests('listRunningLiveChannels')).toEqual([])
    expect(await refusal(account.live.get(ref('nobody'), context()))).toMatchObject({ code: 'NOT_FOUND', details: { vendorCode: '84115929' } })
  })
})

describe('closing a session', () => {
  test('that is over is no failure, and one that never was is', async () => {
    const account = await start()
    const session = await begin(account)
    vendor.sandbox.failChannel(session)
    await account.live.stop(ref(session), context())
    expect(await refusal(account.live.stop(ref('nobody'), context()))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('going on air', () => {
  test('is not offered without a path: none is invented', async () => {
    expect(Object.keys((await start()).live)).not.toContain('goOnAir')
  })

  test('sends the session alone to the configured path, and may be repeated', async () => {
    const paths = { startLiveChannel: '/guess/start' }
    const account = await start({ paths }, { unconfirmed: { paths } })
    const session = await begin(account)
    expect(await refusal(account.live.goOnAir!(ref(session), context()))).toMatchObject({ details: { vendorCode: '84115915', retryable: true } })
    vendor.sandbox.moveChannel(session, 35)
    await account.live.goOnAir!(ref(session), context())
    await account.live.goOnAir!(ref(session), context())
    expect(vendor.requests('startLiveChannel').at(-1)!.body).toEqual({ sessionId: session })
    expect(vendor.sandbox.world.channels[0]!.state).toBe(vendor.sandbox.unconfirmed.liveStatus.running)
  })
})

describe('the list of sessions', () => {
  const ids = async ({ live }: SenseTimeAccount, filter: Parameters<NonNullable<SenseTimeAccount['live']['list']>>[0] = {}, call = context()) => (await live.list!(filter, { size: 100 }, call)).items.map(({ entity }) => entity.nativeId)

  test('has those known here, newest first and also when they are over, then those that run and were started elsewhere', async () => {
    const account = await start()
    const mine = [await begin(account), await begin(account), await begin(account)]
    const elsewhere = await Promise.all([1, 2].map(async () => (await account.live.start(null, { script }, context())).session.nativeId))
    await account.live.stop(ref(mine[1]!), context())
    expect(await ids(account)).toEqual([...mine.reverse(), ...elsewhere.sort()])

    const pages: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await account.live.list!({}, { size: 2, after }, context())
      pages.push(...page.items.map(({ entity }) => entity.nativeId))
      after = page.items.at(-1)?.cursor
      if (!page.hasMore) break
    }
    expect(pages).toEqual(await ids(account))
  })

  test('is narrowed by state and time; what was started elsewhere has no time', async () => {
    const account = await start()
    const [running, over] = [await begin(account), await begin(account)]
    await account.live.start(null, { script }, context())
    await account.live.stop(ref(over), context())
    expect(await ids(account, { states: ['ENDED'] })).toEqual([over])
    expect(await ids(account, { createdAfter: new Date(Date.now() - MINUTE) })).toEqual([over, running])
    expect(await ids(account, { createdAfter: new Date(Date.now() + MINUTE) })).toEqual([])
    expect(await refusal(ids(account, { search: 'tea' }))).toMatchObject({ code: 'UNSUPPORTED', details: { field: 'filter.search' } })
  })

  test('is that of the third-party user alone, where there is one', async () => {
    const account = await start()
    const ann = await begin(account, { script }, context({ appUserId: 'ann' }))
    await begin(account, { script }, context({ appUserId: 'bob' }))
    await account.live.start(null, { script }, context())
    expect(await ids(account, {}, context({ appUserId: 'ann' }))).toEqual([ann])
  })

  test('refuses a cursor that is none of ours', async () => {
    const account = await start()
    for (const after of ['', 'x', 'k!']) expect(await refusal(account.live.list!({}, { size: 1, after }, context()))).toMatchObject({ code: 'BAD_USER_INPUT' })
  })
})
