import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'
import { assetId, assetOf, freeRoom, goLive, watching, type OnAir } from './live.js'
import { idOf, mutate, requests } from './support.js'

let app: TestApp
let huawei: HuaweiSandbox
let live: OnAir
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '20' })
  huawei = app.app.sandboxes.huawei!
  live = await goLive(app, freeRoom(huawei).id)
})
afterEach(() => {
  huawei.faults.clear()
  huawei.journal.clear()
})
afterAll(() => app.dispose())

type Answer = { session: { id: string } | null; commandId: string | null }
const command = (name: string, input: object) => mutate<Answer>(app, name, { id: live.id, ...input }, 'session { id } commandId')
const sent = () => requests(huawei, 'executeSmartLiveCommand').map(({ body }) => body)

const BACKGROUND = { backgrounds: [{ color: '#000000' }] }
const scene = { name: 'More', paragraphs: [{ title: 'One', text: 'Said later' }], ...BACKGROUND }
const sceneOnWire = {
  script_name: 'More',
  background_config: [{ background_type: 'COLOR', background_color_config: '#000000' }],
  shoot_scripts: [{ sequence_no: 1, title: 'One', text_config: { text: 'Said later' } }],
}

describe('a command to a live session', () => {
  it.each<[string, object, object]>([
    [
      'speakInLive',
      { text: '<speak>Hello<break time="300ms"/></speak>', timing: 'NEXT', role: 'CO_STREAMER', ruleIndex: 'r', skipReview: true },
      { command: 'INSERT_PLAY_SCRIPT', params: { text_config: { text: '<speak>Hello<break time="300ms"/></speak>' }, play_type: 'INSERT', play_role: 'CO_STREAMER', rule_index: 'r' }, review_config: { no_need_review: true } },
    ],
    ['speakInLive', { text: 'Hello' }, { command: 'INSERT_PLAY_SCRIPT', params: { text_config: { text: 'Hello' } } }],
    [
      'playAudioInLive',
      { url: 'https://sounds.example/a.mp3', timing: 'NOW', role: 'STREAMER', ruleIndex: 'r' },
      { command: 'INSERT_PLAY_AUDIO', params: { audio_url: 'https://sounds.example/a.mp3', play_type: 'PLAY_NOW', play_role: 'STREAMER', rule_index: 'r' } },
    ],
    ['rewriteLiveScripts', { scenes: [scene] }, { command: 'REWRITE_PLAY_SCRIPT', params: { scene_scripts: [sceneOnWire] } }],
    [
      'rewriteLiveInteractionRules',
      { rules: [{ index: 'r', event: 'COMMENT', trigger: { texts: ['Hi'] } }] },
      { command: 'REWRITE_INTERACTION_RULES', params: { interaction_rules: [{ rule_index: 'r', enabled: true, event_type: 1, trigger: { reply_mode: 'SYSTEM_REPLY', reply_texts: ['Hi'] } }] } },
    ],
    ['showLiveLayer', { layer: { anything: { goes: 1 } }, skipReview: false }, { command: 'SHOW_LAYER', params: { anything: { goes: 1 } }, review_config: { no_need_review: false } }],
    ['refreshLiveOutputs', { outputs: [{ url: 'rtmp://other.example/live' }] }, { command: 'REFRESH_OUTPUT_URL', params: { output_urls: ['rtmp://other.example/live'] } }],
  ])('%s goes with parameters that are an object, not a text', async (name, input, body) => {
    const { session, commandId, userErrors } = await command(name, input)
    expect(userErrors).toEqual([])
    expect(session?.id).toBe(live.id)
    expect(commandId).toMatch(/^\w+$/)
    expect(sent()).toEqual([body])
  })

  it.each<[string, string, object, string]>([
    ['an empty text', 'speakInLive', { text: '' }, 'input.text'],
    ['10,001 spoken characters', 'speakInLive', { text: 'a'.repeat(10_001) }, 'input.text'],
    ['broken SSML', 'speakInLive', { text: '<speak>Hello' }, 'input.text'],
    ['a long index', 'speakInLive', { text: 'a', ruleIndex: 'r'.repeat(65) }, 'input.ruleIndex'],
    ['an unknown role', 'speakInLive', { text: 'a', role: 'UNKNOWN' }, 'input.role'],
    ['an empty address', 'playAudioInLive', { url: '' }, 'input.url'],
    ['a long address', 'playAudioInLive', { url: 'u'.repeat(2049) }, 'input.url'],
    ['no scenes', 'rewriteLiveScripts', { scenes: [] }, 'input.scenes'],
    ['a scene with an avatar of another account', 'rewriteLiveScripts', { scenes: [{ ...scene, avatarId: idOf('Asset', 'elsewhere', 'a') }] }, 'input.scenes.0.avatarId'],
    ['a rule of six texts', 'rewriteLiveInteractionRules', { rules: [{ event: 'LIKE', trigger: { texts: ['1', '2', '3', '4', '5', '6'] } }] }, 'input.rules.0.trigger.texts'],
    ['two outputs', 'refreshLiveOutputs', { outputs: [{ url: 'rtmp://a/' }, { url: 'rtmp://b/' }] }, 'input.outputs'],
    ['the id of a room', 'speakInLive', { id: idOf('LiveRoom', 'huawei', 'r'), text: 'a' }, 'input.id'],
  ])('of %s is refused before a call is spent', async (_, name, input, field) => {
    const { session, userErrors } = await command(name, input)
    expect(session).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field }])
    expect(sent()).toEqual([])
  })

  it('is not repeated when its answer is lost: nothing is said twice', async () => {
    huawei.faults.add({ operation: 'executeSmartLiveCommand', drop: true, times: 1 })
    const { userErrors } = await command('speakInLive', { text: 'Once' })
    expect(userErrors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', hint: expect.stringMatching(/look before asking again/) as string }])
    expect(sent()).toHaveLength(1)
  })

  it('to a session that is over is refused in the words of the vendor', async () => {
    const other = await goLive(app, freeRoom(huawei, 1).id)
    await mutate(app, 'stopLive', { id: other.id }, 'session { id }')
    const { userErrors } = await mutate<Answer>(app, 'speakInLive', { id: other.id, text: 'Late' }, 'session { id }')
    expect(userErrors).toMatchObject([{ code: 'VENDOR_REJECTED', vendorCode: expect.stringMatching(/^MSS\./) as string }])
  })

  it('to a session that does not exist is NOT_FOUND', async () => {
    const { userErrors } = await command('speakInLive', { id: idOf('LiveSession', 'huawei', `${live.room}/none`), text: 'a' })
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('what is said', () => {
  it('is announced as finished, under the id of the command', async () => {
    await watching(app, 'subscription ($id: ID!) { replyFinished(sessionId: $id) { ... on ReplyFinished { replyId source session { id } } } }', live.id, async (subscription) => {
      const { commandId } = await command('speakInLive', { text: 'Thank you', timing: 'NOW' })
      const replies: unknown[] = []
      while (!replies.includes(commandId)) replies.push((await subscription.next()).data?.['replyFinished']?.['replyId'])
      expect(replies).toContain(commandId)
    })
  })
})

describe('new outputs', () => {
  it('are connected, and the old ones end', async () => {
    await watching(app, 'subscription ($id: ID!) { rtmpStateChanged(sessionId: $id) { ... on RtmpStateChanged { outputUrl state } } }', live.id, async (subscription) => {
      await command('refreshLiveOutputs', { outputs: [{ url: 'rtmp://third.example/live', streamKey: 'third' }] })
      const seen: string[] = []
      while (!seen.includes('rtmp://third.example/live CONNECTED')) {
        const { outputUrl, state } = (await subscription.next()).data!['rtmpStateChanged'] as { outputUrl: string; state: string }
        seen.push(`${outputUrl} ${state}`)
      }
      expect(seen).toEqual(expect.arrayContaining(['rtmp://third.example/live CONNECTING']))
      expect(seen.some((it) => it.endsWith('ENDED') && !it.startsWith('rtmp://third'))).toBe(true)
    })
  })
})

describe('reading commands', () => {
  const document = `query ($id: ID!) { liveSession(id: $id) {
    playingScripts { name avatar { id } paragraphs { sequenceNo title } }
    roomConfig { name kind orientation scenes { name paragraphs { text } } rules { index event } playPolicy { repeatCount } outputs { url state } backupAvatars { id } } } }`
  type Read = { liveSession: { playingScripts: { name: string }[] | null; roomConfig: Record<string, unknown> | null } }

  it('tell what is played, and the room as the session has it', async () => {
    await command('rewriteLiveScripts', { scenes: [{ ...scene, avatarId: assetId(assetOf(huawei, 'HUMAN_MODEL_2D')) }] })
    await command('rewriteLiveInteractionRules', { rules: [{ index: 'new', event: 'GIFT' }] })
    huawei.journal.clear()
    const { body } = await app.query<Read>(document, { id: live.id })
    expect(body.errors).toBeUndefined()
    expect(body.data?.liveSession).toMatchObject({
      playingScripts: [{ name: 'More', avatar: { id: assetId(assetOf(huawei, 'HUMAN_MODEL_2D')) }, paragraphs: [{ sequenceNo: 1, title: 'One' }] }],
      roomConfig: { name: freeRoom(huawei).name, scenes: [{ name: 'More', paragraphs: [{ text: 'Said later' }] }], rules: [{ index: 'new', event: 'GIFT' }], playPolicy: { repeatCount: -1 } },
    })
    expect(sent()).toEqual([{ command: 'GET_CURRENT_PLAYING_SCRIPTS' }, { command: 'GET_LIVE_JOB_CONFIG_INFO' }])
  })

  it('are repeated after a 503, since they only read', async () => {
    huawei.faults.add({ operation: 'executeSmartLiveCommand', status: 503, times: 1 })
    const { body } = await app.query<Read>('query ($id: ID!) { liveSession(id: $id) { playingScripts { name } } }', { id: live.id })
    expect(body.errors).toBeUndefined()
    expect(requests(huawei, 'executeSmartLiveCommand').map(({ status }) => status)).toEqual([503, 200])
  })
})
