import { afterEach, describe, expect, test } from 'vitest'
import type { SenseTimeOptions } from '../../src/sandbox/sensetime.js'
import { SENSETIME } from './client.js'
import { startReceiver, type Receiver } from './receiver.js'
import { openSenseTime, PATHS, scriptOf, type SignedIn } from './sensetime.js'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => { for (const handle of open.splice(0)) await handle.close() })

async function start(options?: SenseTimeOptions): Promise<SignedIn> {
  const started = await openSenseTime(options)
  open.push(started.sandbox)
  return started
}

/** A simulator that is fast and tells a receiver. */
async function startTelling(options: SenseTimeOptions = {}): Promise<SignedIn & { receiver: Receiver }> {
  const receiver = await startReceiver()
  const started = await start({ speed: 100, callbackUrl: receiver.url, ...options })
  open.push(receiver)
  return { ...started, receiver }
}

const EXTERNAL = { urtcUseExternalApp: true, urtcAppId: 'app', urtcToken: 'token', urtcChannelId: 'channel', urtcUid: '42' }

describe('a live channel', () => {
  test('is created with 32, and becomes 35 by itself', async () => {
    const { call, create, receiver } = await startTelling()
    const { status, json } = await call(SENSETIME.create, { param: scriptOf(), userData: 'mine' })
    expect(status).toBe(200)
    expect(json).toEqual({ code: 0, message: 'success', data: {
      sessionId: expect.stringMatching(/^[0-9a-f]{32}$/) as string, sessionToken: expect.any(String) as string, status: 32,
      rtcAppId: expect.any(String) as string, rtcChannelId: expect.any(String) as string, rtcUid: expect.stringMatching(/^\d+$/) as string, rtcToken: expect.any(String) as string,
    } })
    const { sessionId } = json.data as { sessionId: string }
    expect((await receiver.next()).json).toMatchObject({ eventType: 'LIVE_STATUS', sessionId, status: 35, userData: 'mine' })
    const other = await create()
    expect((await receiver.next()).json).toMatchObject({ sessionId: other, status: 35 })
    expect((await call(SENSETIME.running)).json.data).toEqual([{ sessionId: other, status: 35 }, { sessionId, status: 35 }])
  })

  test('may be ready at once', async () => {
    const { call } = await start({ unconfirmed: { initialiseMs: 0 } })
    expect((await call(SENSETIME.create, { param: scriptOf() })).json.data).toMatchObject({ status: 35 })
  })

  test('uses the RTC application of the request', async () => {
    const { call } = await start()
    expect((await call(SENSETIME.create, { param: scriptOf(), ...EXTERNAL })).json.data).toMatchObject({ rtcAppId: 'app', rtcChannelId: 'channel', rtcUid: '42', rtcToken: 'token' })
    expect((await call(SENSETIME.create, { param: scriptOf(), ...EXTERNAL, urtcUseExternalApp: false })).json.data).not.toMatchObject({ rtcAppId: 'app' })
  })

  test.each([
    ['no param', { param: undefined }, 84115927],
    ['a param that is an object', { param: {} }, 84115927],
    ['a param that is not JSON', { param: '{"version":' }, 84115945],
    ['a param that is JSON and no object', { param: '[]' }, 84115945],
    ['scenes that are no list', { param: '{"sceneList":{}}' }, 84115945],
    ['an external application without its id', { ...EXTERNAL, urtcAppId: undefined }, 83115965],
    ['an external application without its token', { ...EXTERNAL, urtcToken: '' }, 83115965],
    ['an external application without its channel', { ...EXTERNAL, urtcChannelId: undefined }, 83115965],
    ['an external application without its uid', { ...EXTERNAL, urtcUid: undefined }, 83115965],
    ['a uid with a letter', { ...EXTERNAL, urtcUid: '4a' }, 83115961],
    ['a negative uid', { ...EXTERNAL, urtcUid: '-1' }, 83115961],
    ['a uid of 33 bits', { ...EXTERNAL, urtcUid: '4294967296' }, 83115961],
    ['a channel of 65 characters', { ...EXTERNAL, urtcChannelId: 'c'.repeat(65) }, 84115927],
    ['a background whose type says image and whose file is a video', { param: scriptOf({ backgrounds: [{ type: 0, url: 'https://example.com/a.mp4' }] }) }, 83115951],
    ['a foreground whose type says video and whose file is an image', { param: scriptOf({ foregrounds: [{ type: 1, url: 'https://example.com/a.png' }] }) }, 83115951],
    ['a background of an unknown type', { param: scriptOf({ backgrounds: [{ type: 2, url: 'https://example.com/a.png' }] }) }, 83115951],
    ['an avatar that is no zip', { param: scriptOf({ digital_role: { url: 'https://example.com/a.rar' } }) }, 84115959],
    ['an avatar without a host', { param: scriptOf({ digital_role: { url: 'a.zip' } }) }, 84115959],
    ['a zip that holds no avatar', { param: scriptOf({ digital_role: { url: 'https://example.com/sandbox-fail.zip' } }) }, 83115924],
  ])('is refused for %s', async (_name, bent, code) => {
    const { code: codeOf, sandbox } = await start()
    expect(await codeOf(SENSETIME.create, { param: scriptOf(), ...bent })).toBe(code)
    expect(sandbox.world.channels).toEqual([])
  })

  test.each([
    ['the largest uid', { ...EXTERNAL, urtcUid: '4294967295' }],
    ['a uid that is a number', { ...EXTERNAL, urtcUid: 42 }],
    ['a channel of 64 characters', { ...EXTERNAL, urtcChannelId: 'c'.repeat(64) }],
    ['files with a signed query, and upper case', { param: scriptOf({ backgrounds: [{ type: 0, url: 'https://example.com/a.JPG?sign=1' }], foregrounds: [{ type: 1, url: 'https://example.com/a.mkv' }], digital_role: { url: 'https://example.com/a.ZIP?sign=1' } }) }],
    ['keys that nobody knows', { param: scriptOf({ another: 1 }), another: 1 }],
    ['an empty script', { param: '{}' }],
  ])('is taken with %s', async (_name, body) => {
    expect(await (await start()).code(SENSETIME.create, { param: scriptOf(), ...body })).toBe(0)
  })

  test('is refused when all channels are in use, with the code of the account\'s kind', async () => {
    const { call, create, code, sandbox } = await start()
    sandbox.world.account.liveChannels = 1
    const sessionId = await create()
    expect((await call(SENSETIME.create, { param: scriptOf() })).json).toEqual({ code: 80115963, message: 'Your official account live streaming has reached the usage limit: 1 channels, no resources available, please try again later.' })
    sandbox.world.account.trial = true
    expect(await code(SENSETIME.create, { param: scriptOf() })).toBe(80115962)
    await call(SENSETIME.close, { sessionId })
    expect(await code(SENSETIME.create, { param: scriptOf() })).toBe(0)
  })

  test('is refused when the time is used up, which counts from the creation to the end', async () => {
    let now = Date.UTC(2026, 6, 1)
    const { call, create, code, sandbox } = await start({ now: () => now })
    sandbox.world.account.liveSeconds = 60
    const sessionId = await create()
    now += 59_000
    await call(SENSETIME.close, { sessionId })
    now += 3_600_000
    await create()
    now += 1000
    expect(await code(SENSETIME.create, { param: scriptOf() })).toBe(84115944)
  })

  test('fails while it initialises when its script holds the marker', async () => {
    const { create, receiver, code } = await startTelling()
    const sessionId = await create({ param: scriptOf({ tts_query: { content: 'sandbox-fail' } }) })
    expect((await receiver.next()).json).toMatchObject({ sessionId, status: 9 })
    expect(await code(SENSETIME.close, { sessionId })).toBe(84115919)
  })
})

describe('closing', () => {
  test('answers true, ends with 5 and leaves the running list', async () => {
    const { call, create, receiver } = await startTelling({ speed: 0.001 })
    const sessionId = await create()
    expect((await call(SENSETIME.close, { sessionId })).json).toEqual({ code: 0, message: 'success', data: true })
    expect((await receiver.next()).json).toMatchObject({ sessionId, status: 5 })
    expect((await call(SENSETIME.running)).json.data).toEqual([])
  })

  test('is refused for what is over, unknown or not named', async () => {
    const { create, code, sandbox } = await start()
    const [closed, failed] = [await create(), await create()]
    expect([sandbox.endChannel(closed), sandbox.failChannel(failed)]).toEqual([true, true])
    expect(await code(SENSETIME.close, { sessionId: closed })).toBe(84115919)
    expect(await code(SENSETIME.close, { sessionId: failed })).toBe(84115919)
    expect(await code(SENSETIME.close, { sessionId: 'unknown' })).toBe(84115929)
    expect(await code(SENSETIME.close, {})).toBe(84115927)
  })
})

test('a channel is brought to any status and stays there', async () => {
  const { call, create, receiver, sandbox } = await startTelling()
  const sessionId = await create()
  await receiver.next()
  for (const status of [77, 9, 35, -1]) {
    expect(sandbox.moveChannel(sessionId, status)).toBe(true)
    expect((await receiver.next()).json).toMatchObject({ sessionId, status })
  }
  expect((await call(SENSETIME.running)).json.data).toEqual([{ sessionId, status: -1 }])
  expect([sandbox.moveChannel('unknown', 35), sandbox.endChannel('unknown'), sandbox.failChannel('unknown')]).toEqual([false, false, false])
})

test('the same status twice calls back once', async () => {
  const { create, receiver, sandbox } = await startTelling()
  const sessionId = await create()
  await receiver.next()
  for (const status of [77, 77, 78]) sandbox.moveChannel(sessionId, status)
  expect([(await receiver.next()).json['status'], (await receiver.next()).json['status']]).toEqual([77, 78])
})

describe('what is unpublished', () => {
  test.each(Object.entries(PATHS))('%s is off unless it is given a path', async (operation, text) => {
    const path = text.replace('GET ', '')
    const body = text === path ? {} : undefined
    const without = await start()
    expect((await without.call(path, body)).json).toEqual({ code: 84115928, message: 'Resource path is invalid.' })
    const given = await start({ unconfirmed: { paths: { [operation]: text } } })
    expect((await given.call(path, body)).json.code).not.toBe(84115928)
    expect(given.sandbox.journal.entries().at(-1)).toMatchObject({ operation, section: 'unconfirmed' })
  })

  test('a path that cannot be is refused with its name', async () => {
    await expect(openSenseTime({ unconfirmed: { paths: { startLiveChannel: 'start' } } })).rejects.toThrow(/unconfirmed\.paths\.startLiveChannel: expected \/path or GET \/path, got start/)
  })

  test('start is taken once, when initialised and neither failed nor closed', async () => {
    const { create, code, sandbox } = await start({ unconfirmed: { paths: PATHS, liveStatus: { running: 50 } } })
    const sessionId = await create()
    const begin = () => code(PATHS.startLiveChannel, { sessionId })
    expect(await begin()).toBe(84115915)
    sandbox.moveChannel(sessionId, 35)
    expect(await begin()).toBe(0)
    expect(sandbox.world.channels[0]?.state).toBe(50)
    expect(await begin()).toBe(84115916)
    sandbox.failChannel(sessionId)
    expect(await begin()).toBe(84115917)
    sandbox.endChannel(sessionId)
    expect(await begin()).toBe(84115923)
    expect(await code(PATHS.startLiveChannel, { sessionId: 'unknown' })).toBe(84115929)
  })

  test('a takeover is taken in a running channel, one at a time, and ends by itself', async () => {
    const { create, code, sandbox, receiver } = await startTelling({ unconfirmed: { paths: PATHS, liveStatus: { running: 50, takingOver: 51 } } })
    const sessionId = await create()
    const takeOver = (param = scriptOf()) => code(PATHS.takeOverLiveChannel, { sessionId, param })
    expect(await takeOver()).toBe(84115918)
    sandbox.moveChannel(sessionId, 51)
    expect(await takeOver()).toBe(84115922)
    sandbox.moveChannel(sessionId, 50)
    expect(await takeOver('{')).toBe(84115960)
    expect(await takeOver(scriptOf({ backgrounds: [{ type: 1, url: 'https://example.com/a.png' }] }))).toBe(83115951)
    expect(await takeOver()).toBe(0)
    await receiver.until(({ json }) => json['status'] === 51 && receiver.received.filter((delivery) => delivery.json['status'] === 51).length === 2)
    expect((await receiver.next()).json).toMatchObject({ sessionId, status: 50 })
    sandbox.endChannel(sessionId)
    expect(await takeOver()).toBe(84115946)
  })

  test('a query shows the status and the userData', async () => {
    const { create, call } = await start({ unconfirmed: { paths: PATHS } })
    const sessionId = await create({ userData: 'mine' })
    expect((await call(`/guess/show?sessionId=${sessionId}`)).json.data).toEqual({ sessionId, status: 32, userData: 'mine' })
    expect((await call('/guess/show?sessionId=unknown')).json.code).toBe(84115929)
  })

  test('an rtcToken is refreshed once in some hours, for the session\'s own channel, until it is closed', async () => {
    let now = Date.UTC(2026, 6, 1)
    const { create, call, code, sandbox } = await start({ now: () => now, unconfirmed: { paths: PATHS, rtcRefreshHours: 2 } })
    const sessionId = await create()
    const channelId = sandbox.world.channels[0]?.rtc.rtcChannelId
    expect(await code(PATHS.refreshRtcToken, { sessionId, channelId: 'another' })).toBe(84115956)
    const { data } = (await call(PATHS.refreshRtcToken, { sessionId, channelId })).json
    expect(data).toEqual({ rtcToken: sandbox.world.channels[0]?.rtc.rtcToken })
    expect((await call(PATHS.refreshRtcToken, { sessionId })).json).toEqual({ code: 84115955, message: 'Refreshing rtcToken too frequently, limit interval to 2 hours.' })
    now += 2 * 3_600_000
    expect(await code(PATHS.refreshRtcToken, { sessionId })).toBe(0)
    sandbox.endChannel(sessionId)
    expect(await code(PATHS.refreshRtcToken, { sessionId })).toBe(84115953)
  })
})
