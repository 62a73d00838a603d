import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'
import { bodyOf, huaweiOf, idOf, keyOf, requestsOf, usableAsset } from '../support/huawei.js'

const CREATE = `mutation ($input: CreateVideoScriptInput!) { createVideoScript(input: $input) {
  videoScript { id audioFiles { sequenceNo upload { url method headers { name value } expiresAt } downloadUrl } } userErrors { code field message }
} }`
const UPDATE = 'mutation ($input: UpdateVideoScriptInput!) { updateVideoScript(input: $input) { videoScript { id name description privateData } userErrors { code field message } } }'
const WHOLE = `query ($id: ID!) { videoScript(id: $id) {
  id nativeId name description orientation avatarKind control text coverUrl createdAt updatedAt privateData skipReview
  avatar { id name kind } sceneAsset { id } music { asset { id kind } volume }
  voice { asset { id kind } speed pitch volume }
  video { clipMode codec bitrate width height frameRate subtitles subtitleStyle { x y font fontSize boxWidth boxHeight } cropX cropY superResolution }
  scenes { sequenceNo control text thumbnailUrl
    backgrounds { kind url color asset { id kind } }
    layers { kind asset { id } groupId position { x y order } size { width height } image { url } video { url coverUrl loopCount } text { text font fontSize fontColor } } }
  audioFiles { sequenceNo downloadUrl upload { url } }
} }`

interface Script {
  id: string
  audioFiles: { sequenceNo: number; upload: { url: string; method: string } | null; downloadUrl: string | null }[]
}
interface Written {
  createVideoScript: { videoScript: Script | null; userErrors: { code: string; field: string | null; message: string }[] }
}

describe('video scripts', () => {
  let app: TestApp
  let huawei: HuaweiSandbox
  let avatarId: string
  let voiceId: string
  beforeAll(async () => {
    app = await startApp({ SANDBOX_SPEED: '20' })
    huawei = huaweiOf(app)
    avatarId = idOf('Asset', usableAsset(huawei, 'HUMAN_MODEL_2D'))
    voiceId = idOf('Asset', usableAsset(huawei, 'VOICE_MODEL'))
  })
  afterAll(() => app.dispose())

  const create = async (input: object) => (await app.query<Written>(CREATE, { input })).body.data!.createVideoScript
  const created = async (input: object): Promise<Script> => {
    const { videoScript, userErrors } = await create(input)
    expect(userErrors).toEqual([])
    return videoScript as Script
  }

  it('take a name, an avatar, a voice and a text; defaults do the rest', async () => {
    const { id } = await created({ name: 'Welcome', avatarId, voice: { assetId: voiceId }, scenes: [{ text: 'Hello, everyone.' }] })
    expect(bodyOf(huawei, 'createVideoScripts')).toEqual({
      script_name: 'Welcome',
      model_asset_id: keyOf(avatarId),
      voice_config: { voice_asset_id: keyOf(voiceId) },
      video_config: { codec: 'H264', bitrate: 5000, width: 1920, height: 1080, frame_rate: '25' },
      shoot_scripts: [{ sequence_no: 0, shoot_script: { text_config: { text: 'Hello, everyone.' } } }],
    })
    const { body } = await app.query(WHOLE, { id })
    expect(body).toMatchObject({ data: { videoScript: { id, name: 'Welcome', orientation: 'LANDSCAPE', text: 'Hello, everyone.', avatar: { id: avatarId, kind: 'AVATAR_2D' }, voice: { asset: { id: voiceId, kind: 'VOICE' } } } } })
    expect(body.errors).toBeUndefined()
  })

  it('keep everything that can be said of them', async () => {
    const [image, music, scene] = ['IMAGE', 'MUSIC', 'SCENE'].map((type) => idOf('Asset', usableAsset(huawei, type)))
    const position = { x: -10, y: 20, order: 3 }
    const video = {
      clipMode: 'CROP',
      codec: 'VP8',
      bitrate: 4000,
      width: 1280,
      height: 720,
      frameRate: 24,
      subtitles: true,
      subtitleStyle: { x: 1, y: 2, font: 'HarmonyOS_Sans_SC_Thin', fontSize: 40, boxWidth: 800, boxHeight: 60 },
      cropX: 3,
      cropY: 4,
      superResolution: true,
    }
    const { id } = await created({
      account: 'huawei',
      name: 'Everything',
      description: 'All of it',
      orientation: 'PORTRAIT',
      avatarId,
      avatarKind: 'AVATAR_2D',
      voice: { assetId: voiceId, speed: 90, pitch: 110, volume: 150 },
      video,
      sceneAssetId: scene,
      privateData: 'mine',
      music: { assetId: music, volume: 30 },
      skipReview: true,
      scenes: [
        {
          sequenceNo: 7,
          control: 'TEXT',
          text: 'Hello.',
          backgrounds: [{ assetId: image, url: 'https://example.com/a.png' }, { color: '#00FF00' }],
          layers: [
            { assetId: image, groupId: 'g', position, size: { width: 10, height: 20 }, image: { url: 'https://example.com/b.png' } },
            { video: { url: 'https://example.com/c.mp4', coverUrl: 'https://example.com/c.jpg', loopCount: 2 } },
            { text: { text: '水印', font: 'fzyouh', fontSize: 12, fontColor: '#FF0000' }, position: {} },
            { kind: 'AVATAR' },
          ],
        },
      ],
    })
    expect(bodyOf(huawei, 'createVideoScripts')).toMatchObject({
      view_mode: 'VERTICAL',
      model_asset_type: 'HUMAN_MODEL_2D',
      video_config: { is_subtitle_enable: true, frame_rate: '24' },
      review_config: { no_need_review: true },
      shoot_scripts: [{ sequence_no: 7, shoot_script: { layer_config: [{ layer_type: 'IMAGE' }, { layer_type: 'VIDEO' }, { text_config: { text_context: '5rC05Y2w' } }, { layer_type: 'HUMAN' }] } }],
    })
    const { body } = await app.query(WHOLE, { id })
    expect(body.errors).toBeUndefined()
    expect(body.data).toMatchObject({
      videoScript: {
        nativeId: keyOf(id),
        name: 'Everything',
        description: 'All of it',
        orientation: 'PORTRAIT',
        avatarKind: 'AVATAR_2D',
        control: 'TEXT',
        privateData: 'mine',
        skipReview: true,
        sceneAsset: { id: scene },
        music: { asset: { id: music, kind: 'MUSIC' }, volume: 30 },
        voice: { speed: 90, pitch: 110, volume: 150 },
        video,
        scenes: [
          {
            sequenceNo: 7,
            backgrounds: [
              { kind: 'IMAGE', url: 'https://example.com/a.png', asset: { id: image, kind: 'IMAGE' } },
              { kind: 'COLOR', color: '#00FF00', asset: null },
            ],
            layers: [
              { kind: 'IMAGE', asset: { id: image }, groupId: 'g', position, size: { width: 10, height: 20 } },
              { kind: 'VIDEO', video: { loopCount: 2 } },
              { kind: 'TEXT', text: { text: '水印' }, position: { x: 0, y: 0, order: 3 } },
              { kind: 'AVATAR' },
            ],
          },
        ],
      },
    })
  })

  it('get the address of a picture that is given by its asset alone, from the library', async () => {
    const asset = usableAsset(huawei, 'IMAGE')
    await created({ name: 'Picture', scenes: [{ text: 'a', backgrounds: [{ assetId: idOf('Asset', asset) }] }, { text: 'b', backgrounds: [{ assetId: idOf('Asset', asset) }] }] })
    const [first] = bodyOf(huawei, 'createVideoScripts').shoot_scripts as { shoot_script: { background_config: object[] } }[]
    expect(first?.shoot_script.background_config).toEqual([{ background_type: 'IMAGE', background_asset_id: asset, background_config: expect.stringMatching(/^http/) as string }])
    expect(requestsOf(huawei, 'showAsset').filter(({ path }) => path.endsWith(asset))).toHaveLength(1)
  })

  it('say where to send a recording, and where it can be fetched afterwards', async () => {
    const { id, audioFiles } = await created({ name: 'Spoken', avatarId, scenes: [{ control: 'AUDIO' }] })
    const [file] = audioFiles
    expect(file).toMatchObject({ sequenceNo: 0, downloadUrl: null, upload: { method: 'PUT', headers: [], expiresAt: expect.any(String) as string } })
    const sent = await fetch(file!.upload!.url, { method: file!.upload!.method, body: new Uint8Array([1, 2, 3]) })
    expect(sent.ok).toBe(true)
    const { body } = await app.query<{ videoScript: Script }>(WHOLE, { id })
    const [stored] = body.data!.videoScript.audioFiles
    expect(stored).toMatchObject({ sequenceNo: 0, upload: null })
    expect(new Uint8Array(await (await fetch(stored!.downloadUrl!)).arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]))
  })

  it('change only in what is said', async () => {
    const { id } = await created({ name: 'Before', description: 'kept', privateData: 'kept', scenes: [] })
    const { body } = await app.query(UPDATE, { input: { id, name: 'After' } })
    expect(bodyOf(huawei, 'updateVideoScript')).toEqual({ script_name: 'After' })
    expect(body.data).toEqual({ updateVideoScript: { videoScript: { id, name: 'After', description: 'kept', privateData: 'kept' }, userErrors: [] } })
  })

  it('are copied and deleted', async () => {
    const { id } = await created({ name: 'Original', scenes: [] })
    const copied = await app.query<{ copyVideoScript: { videoScript: { id: string; name: string } } }>(
      'mutation ($id: ID!) { copyVideoScript(input: { id: $id }) { videoScript { id name } userErrors { message } } }',
      { id },
    )
    const copy = copied.body.data!.copyVideoScript.videoScript
    expect(copy).toMatchObject({ name: 'Original' })
    expect(copy.id).not.toBe(id)

    const deleted = await app.query('mutation ($id: ID!) { deleteVideoScript(input: { id: $id }) { videoScript { id } userErrors { message } } }', { id })
    expect(deleted.body.data).toEqual({ deleteVideoScript: { videoScript: { id }, userErrors: [] } })
    const gone = await app.query('query ($id: ID!) { videoScript(id: $id) { name } }', { id })
    expect(gone.body).toMatchObject({ data: { videoScript: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  })

  it('are listed newest first, narrowed by name, way and catalogue, with no call for each', async () => {
    await created({ name: 'Listed needle', orientation: 'PORTRAIT', avatarId, scenes: [{ text: 'Found' }] })
    huawei.journal.clear()
    const list = 'query ($filter: VideoScriptFilter) { videoScripts(filter: $filter) { totalCount nodes { name text control coverUrl createdAt updatedAt avatar { id } } unavailable { message } } }'
    const { body } = await app.query(list, { filter: { search: 'needle', orientation: 'PORTRAIT', source: 'OWN' } })
    expect(body.data).toMatchObject({ videoScripts: { totalCount: 1, nodes: [{ name: 'Listed needle', text: 'Found', control: 'TEXT', avatar: { id: avatarId } }], unavailable: [] } })
    expect(requestsOf(huawei, 'listVideoScripts')[0]?.query).toMatchObject({ name: 'needle', script_catalog: 'VIDEO_DRAFT', view_mode: 'VERTICAL' })
    expect(requestsOf(huawei, 'showVideoScript')).toHaveLength(0)

    const templates = await app.query<{ videoScripts: { totalCount: number; nodes: { name: string }[] } }>(list, { filter: { source: 'SYSTEM' } })
    expect(requestsOf(huawei, 'listVideoScripts').at(-1)?.query).toMatchObject({ script_catalog: 'SYSTEM_VIDEO_TEMPLET' })
    expect(templates.body.data?.videoScripts.totalCount).toBeGreaterThan(0)
    expect(templates.body.data?.videoScripts.nodes.map(({ name }) => name)).not.toContain('Listed needle')
  })

  const scene = (fields: object) => ({ name: 'x', scenes: [{ text: 'ok' }, fields] })
  const wrong: [what: string, input: object, field: string, says: RegExp][] = [
    ['a name that is too long', { name: 'n'.repeat(257) }, 'input.name', /1 to 256 characters, got 257/],
    ['a description that is too long', { name: 'x', description: 'd'.repeat(1025) }, 'input.description', /1024/],
    ['private data that are too long', { name: 'x', privateData: 'd'.repeat(8193) }, 'input.privateData', /8192/],
    ['a text that is too long to be spoken', scene({ text: 'a'.repeat(10_001) }), 'input.scenes.1.text', /10000 characters/],
    ['a scene that says nothing', scene({}), 'input.scenes.1.text', /the text that is spoken/],
    ['SSML with a fault', scene({ text: '<speak>a\n<break time="5ms"/></speak>' }), 'input.scenes.1.text', /line 2, column 1: time of <break>: expected a time from 200ms to 10s/],
    ['a layer out of the picture', scene({ text: 'a', layers: [{ kind: 'AVATAR', position: { x: 5000 } }] }), 'input.scenes.1.layers.0.position.x', /-1920 to 3840, got 5000/],
    ['a layer that shows nothing', scene({ layers: [{}] }), 'input.scenes.1.layers.0.kind', /one of image, video and text/],
    ['a background of nothing', scene({ text: 'a', backgrounds: [{}] }), 'input.scenes.1.backgrounds.0', /an assetId or a url/],
    ['a word that cannot be said', { name: 'x', avatarKind: 'VOICE' }, 'input.avatarKind', /AVATAR_2D, AVATAR_3D, got VOICE/],
    ['an orientation that is none', { name: 'x', orientation: 'UNKNOWN' }, 'input.orientation', /LANDSCAPE or PORTRAIT/],
    ['an id that is none', { name: 'x', avatarId: 'nonsense' }, 'input.avatarId', /an id that this graph gave out/],
    ['an id of the wrong type', { name: 'x', avatarId: idOf('LiveRoom', 'r1') }, 'input.avatarId', /the id of an Asset, got the id of a LiveRoom/],
    ["an id of another account's", scene({ backgrounds: [{ assetId: idOf('Asset', 'a1', 'xingyun') }] }), 'input.scenes.1.backgrounds.0.assetId', /account huawei, got one of the account xingyun/],
  ]
  it.each(wrong)('refuse %s, name the field, and spend no call', async (_what, input, field, says) => {
    huawei.journal.clear()
    const { videoScript, userErrors } = await create(input)
    expect(videoScript).toBeNull()
    expect(userErrors).toEqual([{ code: 'BAD_USER_INPUT', field, message: expect.stringMatching(says) as string }])
    expect(huawei.journal.entries()).toEqual([])
  })

  it('refuse SSML that the voice is known to be unable of', async () => {
    const capabilities = (asset: (typeof huawei.world.assets)[number]) => (asset.meta as { voice_model_meta?: { voice_capability?: Record<string, boolean> } }).voice_model_meta?.voice_capability
    const unable = huawei.world.assets.find((asset) => asset.type === 'VOICE_MODEL' && capabilities(asset)?.is_support_prosody === false)
    const { userErrors } = await create({ name: 'x', voice: { assetId: idOf('Asset', unable!.id) }, scenes: [{ text: '<speak><prosody rate="80">slow</prosody></speak>' }] })
    expect(userErrors).toMatchObject([{ field: 'input.scenes.0.text', message: expect.stringContaining('line 1, column 8: the voice cannot do changes of speed') as string }])
  })

  it("tell the vendor's refusal in its own words", async () => {
    const template = huawei.world.scripts.all.find(({ catalog }) => catalog === 'SYSTEM_VIDEO_TEMPLET')
    const { body } = await app.query('mutation ($id: ID!) { deleteVideoScript(input: { id: $id }) { videoScript { id } userErrors { code vendor vendorCode } } }', { id: idOf('VideoScript', template!.id) })
    expect(body.data).toMatchObject({ deleteVideoScript: { videoScript: null, userErrors: [{ code: 'VENDOR_REJECTED', vendor: 'HUAWEI', vendorCode: expect.stringMatching(/^MSS\./) as string }] } })
  })

  it('are said to be missing while the vendor is down', async () => {
    const fault = huawei.faults.add({ operation: 'listVideoScripts', status: 500 })
    const { body } = await app.query('{ videoScripts { nodes { id } unavailable { vendor code } } }')
    fault.remove()
    expect(body.data).toEqual({ videoScripts: { nodes: [], unavailable: [{ vendor: 'HUAWEI', code: 'VENDOR_UNAVAILABLE' }] } })
  })
})
