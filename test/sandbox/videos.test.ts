import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { callbackSecret } from '../../src/sandbox/huawei/callback-signature.js'
import { callHuawei, send, type Reply } from './client.js'
import { startReceiver, type Receiver } from './receiver.js'

interface Video { job_id: string; state: string; job_type: string; duration?: number; script_id?: string; output_asset_config: { asset_id?: string; asset_name: string; cover_url?: string }; error_info?: { error_code: string }; shoot_scripts?: object[] }
interface AudioFiles { audio_files?: { audio_file_url: { sequence_no: number; audio_file_upload_url?: string; audio_file_download_url?: string }[] } }

let sandbox: HuaweiSandbox
let receiver: Receiver
beforeAll(async () => {
  sandbox = await startHuaweiSandbox({ throttle: false, speed: 50 })
  receiver = await startReceiver()
})
afterAll(async () => {
  await sandbox.close()
  await receiver.close()
})

const idOf = (type: string): string => sandbox.world.assets.find((asset) => asset.type === type && asset.state === 'ACTIVED')?.id ?? ''
const scene = (text = 'Hello.', number = 1): object => ({ sequence_no: number, shoot_script: { script_type: 'TEXT', text_config: { text } } })
const body = (changes: object = {}): object => ({
  model_asset_id: idOf('HUMAN_MODEL_2D'), voice_config: { voice_asset_id: idOf('VOICE_MODEL') }, video_config: { codec: 'H264', bitrate: 40, width: 1920, height: 1080 },
  shoot_scripts: [scene()], ...changes,
})
const call = (path: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE' = 'GET', given?: object): Promise<Reply> => callHuawei(sandbox, path, { method, body: given })
const makeScript = async (changes: object = {}): Promise<{ script_id: string } & AudioFiles> => {
  const reply = await call('/digital-human-video-scripts', 'POST', body({ script_name: 'Nature', ...changes }))
  expect(reply.status, reply.text).toBe(200)
  return reply.json as { script_id: string } & AudioFiles
}
const makeVideo = async (changes: object = {}): Promise<string> => {
  const reply = await call('/2d-digital-human-videos', 'POST', body(changes))
  expect(reply.status, reply.text).toBe(200)
  return (reply.json as { job_id: string }).job_id
}
const showVideo = async (id: string, query = ''): Promise<Video> => (await call(`/2d-digital-human-videos/${id}${query}`)).json as Video
const stateOf = async (id: string): Promise<string> => (await showVideo(id)).state
const over = (id: string): Promise<void> => expect.poll(() => stateOf(id), { timeout: 10_000 }).not.toMatch(/WAITING|PROCESSING/)

describe('scripts (5.1)', () => {
  test('are kept as they were sent, with numbers for scenes that have none', async () => {
    const given = { script_name: 'All of it', script_description: 'd', view_mode: 'VERTICAL', model_asset_type: 'HUMAN_MODEL_2D', priv_data: 'mine', background_music_config: { music_asset_id: idOf('MUSIC'), volume: 30 }, shoot_scripts: [
      { shoot_script: { text_config: { text: 'One' }, background_config: [{ background_type: 'COLOR', background_color_config: '#ffffff' }], layer_config: [{ layer_type: 'TEXT', position: { dx: 0, dy: 0, layer_index: 1 }, text_config: { text_context: '5rWL6K+V', font_size: 12 } }] } },
    ] }
    const { script_id: id } = await makeScript(given)
    const shown = (await call(`/digital-human-video-scripts/${id}`)).json as Record<string, unknown>
    expect(shown).toMatchObject({ ...body(given), script_id: id, shoot_scripts: [{ sequence_no: 1, ...given.shoot_scripts[0] }], create_time: expect.stringMatching(/Z$/) as string })
    expect((await send(String(shown['script_cover_url']))).status).toBe(200)
  })

  test('are listed by catalogue, name and direction, with the first scene\'s text', async () => {
    const { script_id: id } = await makeScript({ script_name: 'Findable 42', view_mode: 'VERTICAL', shoot_scripts: [scene('The beginning')] })
    const { count, video_scripts: [found] } = (await call('/digital-human-video-scripts?name=findable&view_mode=VERTICAL')).json as { count: number; video_scripts: object[] }
    expect(count).toBe(1)
    expect(found).toMatchObject({ script_id: id, script_name: 'Findable 42', script_type: 'TEXT', text: 'The beginning', script_cover_url: expect.any(String) as string })
    expect(((await call('/digital-human-video-scripts?script_catalog=SYSTEM_VIDEO_TEMPLET')).json as { count: number }).count).toBe(2)
  })

  test('change in what an update names, are copied and deleted', async () => {
    const { script_id: id } = await makeScript()
    expect((await call(`/digital-human-video-scripts/${id}`, 'PUT', { script_name: 'Changed' })).json).toEqual({ script_id: id })
    expect((await call(`/digital-human-video-scripts/${id}`)).json).toMatchObject({ script_name: 'Changed', shoot_scripts: [scene()] })
    const { script_id: copy } = (await call(`/digital-human-video-scripts/${id}/copy`, 'POST')).json as { script_id: string }
    expect(copy).not.toBe(id)
    expect(await call(`/digital-human-video-scripts/${id}`, 'DELETE')).toMatchObject({ status: 200, text: '' })
    expect(await call(`/digital-human-video-scripts/${id}`)).toMatchObject({ status: 404, json: { error_code: 'MSS.00000002' } })
    expect((await call(`/digital-human-video-scripts/${copy}`)).json).toMatchObject({ script_name: 'Changed' })
  })

  test('take the sound of AUDIO scenes and give it back', async () => {
    const made = await makeScript({ shoot_scripts: [scene(), { sequence_no: 2, shoot_script: { script_type: 'AUDIO' } }] })
    const [upload] = made.audio_files?.audio_file_url ?? []
    expect(upload).toMatchObject({ sequence_no: 2, audio_file_upload_url: expect.any(String) as string })
    const video = (): Promise<Reply> => call('/2d-digital-human-videos', 'POST', { script_id: made.script_id })
    expect(await video()).toMatchObject({ status: 500, json: { error_code: 'MSS.20010026' } })
    await send(upload?.audio_file_upload_url ?? '', { method: 'PUT', body: 'RIFF' })
    const shown = (await call(`/digital-human-video-scripts/${made.script_id}`)).json as AudioFiles
    expect((await send(shown.audio_files?.audio_file_url[0]?.audio_file_download_url ?? '')).text).toBe('RIFF')
    expect(await video()).toMatchObject({ status: 200 })
  })

  test('of the system can be copied, not changed', async () => {
    const template = sandbox.world.scripts.all.find((script) => script.catalog === 'SYSTEM_VIDEO_TEMPLET')
    expect(await call(`/digital-human-video-scripts/${template?.id}`, 'PUT', {})).toMatchObject({ status: 403, json: { error_code: 'MSS.20010082' } })
    expect(await call(`/digital-human-video-scripts/${template?.id}`, 'DELETE')).toMatchObject({ status: 403 })
    expect(await call(`/digital-human-video-scripts/${template?.id}/copy`, 'POST')).toMatchObject({ status: 200 })
  })
})

const WRONG: readonly (readonly [name: string, changes: object])[] = [
  ['a speed below 50', { voice_config: { voice_asset_id: 'v', speed: 49 } }],
  ['a volume above 240', { voice_config: { voice_asset_id: 'v', volume: 241 } }],
  ['a bitrate below 40', { video_config: { codec: 'H264', bitrate: 39, width: 1, height: 1 } }],
  ['a bitrate above 30000', { video_config: { codec: 'H264', bitrate: 30_001, width: 1, height: 1 } }],
  ['an unknown codec', { video_config: { codec: 'H265', bitrate: 4000, width: 1, height: 1 } }],
  ['a frame rate as a number', { video_config: { codec: 'H264', bitrate: 4000, width: 1, height: 1, frame_rate: 25 } }],
  ['a colour that is not given', { shoot_scripts: [{ shoot_script: { text_config: { text: 'x' }, background_config: [{ background_type: 'COLOR' }] } }] }],
  ['a layer index of 0', { shoot_scripts: [{ shoot_script: { text_config: { text: 'x' }, layer_config: [{ layer_type: 'HUMAN', position: { dx: 0, dy: 0, layer_index: 0 } }] } }] }],
  ['a watermark that is not Base64', { shoot_scripts: [{ shoot_script: { text_config: { text: 'x' }, layer_config: [{ layer_type: 'TEXT', text_config: { text_context: 'plain text' } }] } }] }],
  ['10001 characters', { shoot_scripts: [scene('x'.repeat(10_001))] }],
  ['an empty text', { shoot_scripts: [scene('')] }],
  ['music louder than 100', { background_music_config: { volume: 101 } }],
]

describe('what neither a script nor a video takes', () => {
  test.each(WRONG)('%s', async (_name, changes) => {
    for (const path of ['/digital-human-video-scripts', '/2d-digital-human-videos']) expect(await call(path, 'POST', body(changes))).toMatchObject({ status: 400, json: { error_code: 'MSS.00000003' } })
  })

  test('10000 characters with any number of tags are taken', async () => {
    expect(await call('/digital-human-video-scripts', 'POST', body({ shoot_scripts: [scene(`<speak>${'x'.repeat(10_000)}</speak>`)] }))).toMatchObject({ status: 200 })
  })

  const refusals: readonly (readonly [name: string, changes: object, status: number, code: string])[] = [
    ['no scenes', { shoot_scripts: [] }, 500, 'MSS.20010027'],
    ['an avatar that is not there', { model_asset_id: 'nobody' }, 500, 'MSS.20010071'],
    ['a voice that is not there', { voice_config: { voice_asset_id: 'nobody' } }, 500, 'MSS.20010071'],
    ['AUDIO scenes without a script', { shoot_scripts: [{ shoot_script: { script_type: 'AUDIO' } }] }, 400, 'MSS.20010073'],
    ['TEXT scenes without a text', { shoot_scripts: [{ shoot_script: {} }] }, 500, 'MSS.20010112'],
    ['a script that is not there', { script_id: 'none' }, 404, 'MSS.00000002'],
    ['a callback over plain http to elsewhere', { callback_config: { callback_url: 'http://example.com' } }, 400, 'MSS.20010093'],
    ['a signature without a key', { callback_config: { callback_url: 'https://example.com', auth_type: 'MSS_A' } }, 400, 'MSS.00000003'],
    ['the document\'s None', { callback_config: { callback_url: 'https://example.com', auth_type: 'None' } }, 400, 'MSS.00000003'],
    ['an output without a name', { output_asset_config: {} }, 400, 'MSS.00000003'],
    ['a name that a review refuses', { output_asset_config: { asset_name: 'sandbox-fail' } }, 500, 'MSS.20010019'],
  ]
  test.each(refusals)('a video is refused with %s', async (_name, changes, status, code) => {
    expect(await call('/2d-digital-human-videos', 'POST', body(changes))).toMatchObject({ status, json: { error_code: code } })
  })

  test('an asset that is no avatar', async () => {
    expect(await call('/2d-digital-human-videos', 'POST', body({ model_asset_id: idOf('IMAGE') }))).toMatchObject({ status: 500, json: { error_code: 'MSS.20010098' } })
  })
})

describe('a video', () => {
  test('is made and becomes an asset that can be downloaded', async () => {
    const id = await makeVideo({ output_asset_config: { asset_name: 'My film' }, shoot_scripts: [scene('x'.repeat(400))] })
    await over(id)
    const video = await showVideo(id)
    expect(video).toMatchObject({ state: 'SUCCEED', job_type: '2D_DIGITAL_HUMAN_VIDEO', duration: 100, output_asset_config: { asset_name: 'My film' }, start_time: expect.any(String) as string, end_time: expect.any(String) as string })
    expect((await send(video.output_asset_config.cover_url ?? '')).headers['content-type']).toBe('image/svg+xml')
    const asset = (await call(`/digital-assets/${video.output_asset_config.asset_id}`)).json as { files: { asset_file_category: string; download_url: string }[] }
    expect(asset).toMatchObject({ asset_type: 'VIDEO', asset_state: 'ACTIVED', asset_name: 'My film', system_properties: [{ key: 'CREATED_BY_PLATFORM', value: 'Yes' }] })
    expect((await send(asset.files.find((file) => file.asset_file_category === 'MAIN')?.download_url ?? '')).headers['content-type']).toBe('video/mp4')
  })

  test('of a script uses the script\'s settings whatever the request says, and shows them when asked', async () => {
    const { script_id: scriptId } = await makeScript({ script_name: 'Source', shoot_scripts: [scene('From the script')] })
    const id = await makeVideo({ script_id: scriptId, shoot_scripts: [scene('From the request')] })
    expect((await showVideo(id)).shoot_scripts).toBeUndefined()
    expect(await showVideo(id, '?show_script=true')).toMatchObject({ script_id: scriptId, shoot_scripts: [scene('From the script')], output_asset_config: { asset_name: 'Source' } })
  })

  test('with a marked text fails', async () => {
    const id = await makeVideo({ shoot_scripts: [scene('please SANDBOX-FAIL now')] })
    await over(id)
    expect(await showVideo(id)).toMatchObject({ state: 'FAILED', error_info: { error_code: 'MSS.20010007' } })
  })

  test('can be made to fail, once', async () => {
    const id = await makeVideo()
    expect(sandbox.failVideo(id)).toBe(true)
    expect(await showVideo(id)).toMatchObject({ state: 'FAILED', error_info: { error_code: 'MSS.42000002' } })
    expect(sandbox.failVideo(id)).toBe(false)
    expect(await call(`/2d-digital-human-videos/${id}/cancel`, 'POST')).toMatchObject({ status: 400, json: { error_code: 'MSS.20010066' } })
  })

  test('can be cancelled while it waits and not later', async () => {
    const slow = await startHuaweiSandbox({ speed: 0.001 })
    const reply = await callHuawei(slow, '/2d-digital-human-videos', { method: 'POST', body: body() })
    const { job_id: id } = reply.json as { job_id: string }
    expect((await callHuawei(slow, `/2d-digital-human-videos/${id}`)).json).toMatchObject({ state: 'WAITING' })
    expect(await callHuawei(slow, `/2d-digital-human-videos/${id}/cancel`, { method: 'POST' })).toMatchObject({ status: 200, text: '' })
    expect((await callHuawei(slow, `/2d-digital-human-videos/${id}`)).json).toMatchObject({ state: 'CANCELED' })
    const processing = slow.world.videos.all.find((job) => job.state === 'PROCESSING')
    expect(await callHuawei(slow, `/2d-digital-human-videos/${processing?.id}/cancel`, { method: 'POST' })).toMatchObject({ status: 500, json: { error_code: 'MSS.20010048' } })
    await slow.close()
  })

  test('the fifty-first that waits is one too many', async () => {
    const slow = await startHuaweiSandbox({ speed: 0.001, throttle: false })
    const replies = await Promise.all(Array.from({ length: 51 }, () => callHuawei(slow, '/2d-digital-human-videos', { method: 'POST', body: body() })))
    expect(replies.map((reply) => reply.status).sort()).toEqual([...Array.from({ length: 50 }, () => 200), 429])
    expect(replies.find((reply) => reply.status === 429)?.json).toMatchObject({ error_code: 'MSS.20010011' })
    await slow.close()
  })
})

describe('the callback of a video', () => {
  test('says SUCCEED with the asset, signed in the query as secret and time_stamp', async () => {
    const url = `${receiver.url}/video?b=2&a=1`
    const id = await makeVideo({ callback_config: { callback_url: url, auth_type: 'MSS_A', key: 'k-of-ours' } })
    const delivery = await receiver.until(({ json }) => json['job_id'] === id)
    expect(delivery.json).toEqual({ result: 'SUCCEED', job_id: id, asset_id: (await showVideo(id)).output_asset_config.asset_id })
    const query = new URL(delivery.url, receiver.url).searchParams
    expect(query.get('secret')).toBe(callbackSecret(url, query.get('time_stamp') ?? '', 'k-of-ours'))
    expect(query.get('a')).toBe('1')
    expect(JSON.stringify(sandbox.journal.entries())).not.toContain('k-of-ours')
    expect(await sandbox.journal.until((entry) => entry.kind === 'callback' && entry.jobId === id)).toMatchObject({ operation: 'VIDEO_RESULT', outcome: 'delivered' })
  })

  test('says FAILED without an asset', async () => {
    const id = await makeVideo({ callback_config: { callback_url: receiver.url, auth_type: 'NONE' } })
    sandbox.failVideo(id)
    expect((await receiver.until(({ json }) => json['job_id'] === id)).json).toEqual({ result: 'FAILED', job_id: id })
  })
})

describe('listing videos (5.2.1)', () => {
  const list = async (query: string): Promise<Video[]> => ((await call(`/digital-human-videos?limit=100&${query}`)).json as { jobs: Video[] }).jobs

  test('the world holds videos in all states and of both kinds', async () => {
    expect(new Set((await list('create_until=2026-07-01T00:00:00Z')).map((video) => video.state))).toEqual(new Set(['WAITING', 'PROCESSING', 'SUCCEED', 'FAILED', 'CANCELED', 'BLOCK']))
    expect(new Set((await list('job_type=PHOTO_DIGITAL_HUMAN_VIDEO')).map((video) => video.job_type))).toEqual(new Set(['DIGITAL_HUMAN_PHOTO_VIDEO']))
  })

  test('filters by state, name, script, id, and sorts', async () => {
    expect(new Set((await list('state=FAILED,BLOCK')).map((video) => video.state))).toEqual(new Set(['FAILED', 'BLOCK']))
    const id = await makeVideo({ output_asset_config: { asset_name: 'Needle' } })
    expect((await list('asset_name=needle')).map((video) => video.job_id)).toEqual([id])
    expect((await list(`job_id=${id}`)).map((video) => video.job_id)).toEqual([id])
    const all = await list('')
    expect(all[0]?.job_id).toBe(id)
    expect((await list('sort_key=create_time&sort_dir=asc')).map((video) => video.job_id)).toEqual(all.map((video) => video.job_id).toReversed())
    const script = sandbox.world.videos.all.at(-1)?.scriptId ?? ''
    expect((await list(`script_id=${script}`)).length).toBeGreaterThan(0)
  })

  test.each(['state=SUCCESS', 'job_type=3D', 'sort_key=name', 'create_since=now'])('%s is an invalid parameter', async (query) => {
    expect(await call(`/digital-human-videos?${query}`)).toMatchObject({ status: 400 })
  })
})
