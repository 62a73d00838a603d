import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'
import { createAsset, idOf, mutate, requests, uploadAsset } from './support.js'

let app: TestApp
let huawei: HuaweiSandbox
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '100' })
  huawei = app.app.sandboxes.huawei!
})
afterEach(() => {
  huawei.faults.clear()
  huawei.journal.clear()
})
afterAll(() => app.dispose())

const FAILURE = 'failure { message vendorCode }'
const AUDIO = 'durationSeconds audioCodec audioBitrate audioChannels sampleRate'
const METADATA = `metadata {
  __typename
  ... on Avatar2DMetadata { actionEditable realBackground supportsLive modelVersion resolution deviceNames }
  ... on Avatar3DMetadata { styleId modelingKind modelingJobId wholeModelBaseFile { nativeId } loadedModelFile { nativeId name } modelComponents: components { name kind description } }
  ... on VoiceMetadata { order modelKind gender language vendorLanguage speedRatio volumeRatio realtime provider capabilities { englishPhonemes phonemes breakTime breakStrength speed prosody sayAs substitution words } }
  ... on SlidesMetadata { autoAnalysis analysisStatus vendorAnalysisStatus pageCount pages { number image { id nativeId role downloadUrl } notes } ${FAILURE} }
  ... on AnimationMetadata { styleId durationSeconds autoAnalysis voiceDelaySeconds place }
  ... on SceneMetadata { sceneComponents: components { index name kind description } defaults { key index name kind description } }
  ... on MaterialMetadata { materialComponents: components { name kind description } }
  ... on ImageMetadata { codec width height size orientation ${FAILURE} }
  ... on VideoMetadata { ${AUDIO} videoCodec width height frameRate videoBitrate orientation transcodingStatus vendorTranscodingStatus ${FAILURE} }
  ... on AudioMetadata { ${AUDIO} ${FAILURE} }
}`

type Metadata = { __typename: string } & Record<string, unknown>

async function metadataOf(key: string): Promise<Metadata | null> {
  const { body } = await app.query<{ asset: { metadata: Metadata | null } }>(`query ($id: ID!) { asset(id: $id) { ${METADATA} } }`, { id: idOf('Asset', 'huawei', key) })
  expect(body.errors).toBeUndefined()
  return body.data!.asset.metadata
}

/** Gives the simulator's first asset of a type this metadata, as it goes over the wire. */
function stored(type: string, meta: Record<string, Record<string, unknown>>): string {
  const asset = huawei.world.assets.find((it) => it.type === type && it.state === 'ACTIVED')!
  asset.change({ meta }, Date.now())
  return asset.id
}

const CAPABILITIES = {
  is_support_phoneme_en: true, is_support_phoneme: false, is_support_break_time: true, is_support_break_strength: false, is_support_speed: true,
  is_support_prosody: false, is_support_ssml_say_as: true, is_support_ssml_sub: false, is_support_word: true,
}
const FAULT = { error_code: 'MSS.10010015', error_msg: 'Incorrect file type.' }
const FAILED = { message: 'Incorrect file type.', vendorCode: 'MSS.10010015' }

describe('metadata', () => {
  it.each<[string, Record<string, Record<string, unknown>>, Metadata]>([
    [
      'HUMAN_MODEL_2D',
      { human_model_2d_meta: { is_action_editable: true, is_real_background: false, support_live: true, model_version: 'V3_2', model_resolution: '4K', device_names: ['GPU-A10'] } },
      { __typename: 'Avatar2DMetadata', actionEditable: true, realBackground: false, supportsLive: true, modelVersion: 'V3_2', resolution: 'UHD_4K', deviceNames: ['GPU-A10'] },
    ],
    [
      'HUMAN_MODEL_2D',
      { human_model_2d_meta: { device_names: 'not a list' } },
      { __typename: 'Avatar2DMetadata', actionEditable: false, realBackground: null, supportsLive: null, modelVersion: 'V2', resolution: 'FULL_HD', deviceNames: null },
    ],
    [
      'HUMAN_MODEL',
      {
        human_model_meta: {
          style_id: 'system_male_001', modeling_type: 'PICTURE_MODELING', modeling_job_id: 'j', model_properties: { whole_model_base_file_id: 'f' },
          components: [{ component_name: 'hat', component_type: 'HEADGEAR', component_desc: 'red' }],
        },
      },
      {
        __typename: 'Avatar3DMetadata', styleId: 'system_male_001', modelingKind: 'FROM_PHOTO', modelingJobId: 'j', wholeModelBaseFile: { nativeId: 'f' }, loadedModelFile: null,
        modelComponents: [{ name: 'hat', kind: 'HEADGEAR', description: 'red' }],
      },
    ],
    [
      'VOICE_MODEL',
      {
        voice_model_meta: {
          order: 3, model_type: 'CLONE', sex: 'UNKNOW', language: 'fr', speed_ratio: 1.1, volume_ratio: 0.9, is_realtime_voice: false, voice_capability: CAPABILITIES, external_voice_meta: { provider: 'DATABAKER' },
        },
      },
      {
        __typename: 'VoiceMetadata', order: 3, modelKind: 'CLONE', gender: 'UNKNOWN', language: 'FRENCH', vendorLanguage: 'fr', speedRatio: 1.1, volumeRatio: 0.9, realtime: false, provider: 'DATABAKER',
        capabilities: { englishPhonemes: true, phonemes: false, breakTime: true, breakStrength: false, speed: true, prosody: false, sayAs: true, substitution: false, words: true },
      },
    ],
    [
      'VOICE_MODEL',
      { voice_model_meta: {} },
      { __typename: 'VoiceMetadata', order: null, modelKind: null, gender: 'UNKNOWN', language: 'UNKNOWN', vendorLanguage: null, speedRatio: null, volumeRatio: null, realtime: true, provider: null, capabilities: null },
    ],
    [
      'PPT',
      { ppt_meta: { auto_analysis: true, ppt_analysis_status: 'CONVERTING', page_count: 2, pages: [{ page_no: 1, page_content: 'Hello' }], error_info: FAULT } },
      { __typename: 'SlidesMetadata', autoAnalysis: true, analysisStatus: 'RUNNING', vendorAnalysisStatus: 'CONVERTING', pageCount: 2, pages: [{ number: 1, image: null, notes: 'Hello' }], failure: FAILED },
    ],
    [
      'ANIMATION',
      { animation_meta: { style_id: 's', duration: 2.5, auto_analysis: false, voice_delay: 0.5, animation_insert_restriction: 'ONLY_END' } },
      { __typename: 'AnimationMetadata', styleId: 's', durationSeconds: 2.5, autoAnalysis: false, voiceDelaySeconds: 0.5, place: 'ONLY_END' },
    ],
    [
      'SCENE',
      { scene_meta: { components: [{ index: 1, component_name: 'c', component_type: 'CAMERA' }], default_configs: { start: { index: 2, component_name: 'l', component_type: 'LIGHT', component_desc: 'd' } } } },
      { __typename: 'SceneMetadata', sceneComponents: [{ index: 1, name: 'c', kind: 'CAMERA', description: null }], defaults: [{ key: 'start', index: 2, name: 'l', kind: 'LIGHT', description: 'd' }] },
    ],
    [
      'MATERIAL',
      { material_meta: { components: [{ component_name: 'm', component_type: 'EYEBROW', component_desc: 'd' }] } },
      { __typename: 'MaterialMetadata', materialComponents: [{ name: 'm', kind: 'EYEBROW', description: 'd' }] },
    ],
    [
      'IMAGE',
      { image_meta: { codec: 'png', width: 10, height: 20, size: 1.5, mode: 'Vertical', error_info: FAULT } },
      { __typename: 'ImageMetadata', codec: 'png', width: 10, height: 20, size: 1.5, orientation: 'PORTRAIT', failure: FAILED },
    ],
    [
      'VIDEO',
      {
        video_meta: {
          video_codec: 'h264', width: 20, height: 10, frame_rate: '25', video_bit_rate: 4000, duration: 30, audio_codec: 'aac', audio_bit_rate: 128, audio_channels: 2, sample: 48_000, mode: 'Horizontal',
          video_transcoding_status: 'TRANSCODING', error_info: null,
        },
      },
      {
        __typename: 'VideoMetadata', durationSeconds: 30, audioCodec: 'aac', audioBitrate: 128, audioChannels: 2, sampleRate: 48_000, videoCodec: 'h264', width: 20, height: 10, frameRate: '25', videoBitrate: 4000,
        orientation: 'LANDSCAPE', transcodingStatus: 'RUNNING', vendorTranscodingStatus: 'TRANSCODING', failure: null,
      },
    ],
    [
      'MUSIC',
      { audio_meta: { duration: 9, audio_codec: 'mp3', audio_bit_rate: 64, audio_channels: 1, sample: 16_000, error_info: FAULT } },
      { __typename: 'AudioMetadata', durationSeconds: 9, audioCodec: 'mp3', audioBitrate: 64, audioChannels: 1, sampleRate: 16_000, failure: FAILED },
    ],
  ])('of a %s has every field of the vendor, %j', async (type, meta, expected) => {
    expect(await metadataOf(stored(type, meta))).toEqual(expected)
  })

  it('is read as a type of its own for every asset of the simulated world, without a word that is not known', async () => {
    const { body } = await app.query<{ assets: { nodes: { kind: string; metadata: Metadata | null }[] } }>(`{ assets(first: 100, filter: { source: ALL }) { nodes { kind metadata { __typename } } } }`)
    const types = new Map(body.data!.assets.nodes.map(({ kind, metadata }) => [kind, metadata?.__typename]))
    expect(Object.fromEntries(types)).toMatchObject({ VOICE: 'VoiceMetadata', AVATAR_2D: 'Avatar2DMetadata', IMAGE: 'ImageMetadata', VIDEO: 'VideoMetadata', SLIDES: 'SlidesMetadata' })
    expect(app.logs.filter(({ msg }) => /unknown|no word/i.test(msg))).toEqual([])
  })

  it('of another word than any known is UNKNOWN, with the vendor’s word beside it', async () => {
    const key = stored('VOICE_MODEL', { voice_model_meta: { language: 'Klingon', sex: 'constructor' } })
    expect(await metadataOf(key)).toMatchObject({ language: 'UNKNOWN', vendorLanguage: 'Klingon', gender: 'UNKNOWN' })
    await app.logged((line) => JSON.stringify(line).includes('Klingon'))
  })

  it('of an asset that has none is null; metadata of another kind than the asset’s is still shown', async () => {
    expect(await metadataOf(stored('IMAGE', {}))).toBeNull()
    expect(await metadataOf(stored('IMAGE', { video_meta: { width: 5 } }))).toMatchObject({ __typename: 'VideoMetadata', width: 5 })
    expect(await metadataOf(stored('IMAGE', { video_meta: { width: 5 }, image_meta: { width: 6 } }))).toMatchObject({ __typename: 'ImageMetadata', width: 6 })
  })

  it('of slides has the pictures of its pages as files', async () => {
    const { asset } = await uploadAsset(app, { kind: 'SLIDES', metadata: { slides: { autoAnalysis: true } } })
    const read = async () => {
      const { body } = await app.query<{ asset: { metadata: Metadata & { pages: { number: number; image: { id: string; role: string; downloadUrl: string } }[] } } }>(`query ($id: ID!) { asset(id: $id) { ${METADATA} } }`, { id: asset })
      return body.data!.asset.metadata
    }
    await expect.poll(async () => (await read()).analysisStatus).toBe('SUCCEEDED')
    const { pages, pageCount } = await read()
    expect(pages.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(pageCount).toBe(3)
    expect(pages[0]?.image).toMatchObject({ role: 'PAGE', downloadUrl: expect.stringContaining('http') as string })
    const { body } = await app.query('query ($id: ID!) { node(id: $id) { ... on AssetFile { role asset { id } } } }', { id: pages[0]?.image.id })
    expect(body.data).toEqual({ node: { role: 'PAGE', asset: { id: asset } } })
  })

  it('is found out by the vendor once the content is there', async () => {
    const { asset } = await uploadAsset(app)
    const { body } = await app.query(`query ($id: ID!) { asset(id: $id) { ${METADATA} } }`, { id: asset })
    expect(body.data).toMatchObject({ asset: { metadata: { __typename: 'ImageMetadata', codec: 'png', width: 10, height: 6, orientation: 'LANDSCAPE', failure: null } } })
  })
})

describe('metadata that a caller gives', () => {
  const file = idOf('AssetFile', 'huawei', 'asset/file')

  it.each<[string, object, object]>([
    ['IMAGE', { image: { codec: 'png', width: 1, height: 2, size: 3, orientation: 'LANDSCAPE' } }, { image_meta: { codec: 'png', width: 1, height: 2, size: 3, mode: 'Horizontal' } }],
    [
      'VIDEO',
      { video: { durationSeconds: 1, audioCodec: 'aac', audioBitrate: 2, audioChannels: 2, sampleRate: 3, videoCodec: 'h264', width: 4, height: 5, frameRate: '25', videoBitrate: 6, orientation: 'PORTRAIT' } },
      { video_meta: { duration: 1, audio_codec: 'aac', audio_bit_rate: 2, audio_channels: 2, sample: 3, video_codec: 'h264', width: 4, height: 5, frame_rate: '25', video_bit_rate: 6, mode: 'Vertical' } },
    ],
    ['MUSIC', { audio: { durationSeconds: 1, audioCodec: 'mp3', audioBitrate: 2, audioChannels: 1, sampleRate: 3 } }, { audio_meta: { duration: 1, audio_codec: 'mp3', audio_bit_rate: 2, audio_channels: 1, sample: 3 } }],
    [
      'SLIDES',
      { slides: { autoAnalysis: false, pageCount: 1, pages: [{ number: 1, imageId: file, notes: 'Hi' }] } },
      { ppt_meta: { auto_analysis: false, page_count: 1, pages: [{ page_no: 1, file_id: 'file', page_content: 'Hi' }] } },
    ],
    [
      'AVATAR_3D',
      { avatar3D: { styleId: 's', modelingKind: 'CUSTOMIZED', modelingJobId: 'j', wholeModelBaseFileId: file, loadedModelFileId: file, components: [{ name: 'n', kind: 'k', description: 'd' }] } },
      {
        human_model_meta: {
          style_id: 's', modeling_type: 'CHARACTER_CUSTOMIZATION_MODELING', modeling_job_id: 'j', model_properties: { whole_model_base_file_id: 'file', load_model_file_id: 'file' },
          components: [{ component_name: 'n', component_type: 'k', component_desc: 'd' }],
        },
      },
    ],
    [
      'ANIMATION',
      { animation: { styleId: 's', durationSeconds: 2.5, autoAnalysis: true, voiceDelaySeconds: 4, place: 'ONLY_BEGINNING' } },
      { animation_meta: { style_id: 's', duration: 2.5, auto_analysis: true, voice_delay: 4, animation_insert_restriction: 'ONLY_BEGINNING' } },
    ],
    [
      'SCENE',
      { scene: { components: [{ index: 1, name: 'n', kind: 'PANEL' }], defaults: [{ key: 'start', name: 'n', kind: 'CAMERA' }] } },
      { scene_meta: { components: [{ index: 1, component_name: 'n', component_type: 'PANEL' }], default_configs: { start: { component_name: 'n', component_type: 'CAMERA' } } } },
    ],
    ['MATERIAL', { material: { components: [{ name: 'n', kind: 'SHOES', description: 'd' }] } }, { material_meta: { components: [{ component_name: 'n', component_type: 'SHOES', component_desc: 'd' }] } }],
    [
      'FILE',
      { voice: { order: 1, modelKind: 'COMMON', gender: 'UNKNOWN', language: 'CANTONESE', speedRatio: 1, volumeRatio: 1, realtime: true, provider: 'DATABAKER' } },
      { voice_model_meta: { order: 1, model_type: 'COMMON', sex: 'UNKNOW', language: 'YY', speed_ratio: 1, volume_ratio: 1, is_realtime_voice: true, external_voice_meta: { provider: 'DATABAKER' } } },
    ],
    [
      'FILE',
      { avatar2D: { actionEditable: true, realBackground: true, supportsLive: true, modelVersion: 'V3_2', resolution: 'UHD_4K', deviceNames: ['d'] } },
      { human_model_2d_meta: { is_action_editable: true, is_real_background: true, support_live: true, model_version: 'V3_2', model_resolution: '4K', device_names: ['d'] } },
    ],
  ])('goes out in the words of the vendor: %s %j', async (kind, metadata, expected) => {
    await createAsset(app, { kind, metadata })
    expect(requests(huawei, 'createDigitalAsset')[0]?.body).toMatchObject({ asset_extra_meta: expected })
  })

  it.each([
    ['of two kinds', { image: { width: 1 }, video: { width: 1 } }, 'input.metadata'],
    ['with a word that is none', { animation: { place: 'UNKNOWN' } }, 'input.metadata.animation.place'],
    ['with a part that has no name', { scene: { components: [{ name: 'n', kind: 'LIGHT' }, { kind: 'LIGHT' }] } }, 'input.metadata.scene.components.1.name'],
    ['with a file of another account', { slides: { pages: [{ imageId: idOf('AssetFile', 'xingyun', 'a/f') }] } }, 'input.metadata.slides.pages.0.imageId'],
    ['with an asset in the place of a file', { avatar3D: { loadedModelFileId: idOf('Asset', 'huawei', 'a') } }, 'input.metadata.avatar3D.loadedModelFileId'],
  ])('%s is refused before any call', async (_, metadata, field) => {
    expect(await mutate(app, 'createAsset', { name: 'A', kind: 'FILE', metadata }, 'asset { id }')).toMatchObject({ asset: null, userErrors: [{ code: 'BAD_USER_INPUT', field }] })
    expect(huawei.journal.entries()).toEqual([])
  })
})

describe('the filter of assets', () => {
  const list = (filter: object) => app.query<{ assets: { totalCount: number | null; nodes: { id: string }[]; unavailable: { code: string }[] } }>('query ($filter: AssetFilter) { assets(first: 5, filter: $filter) { totalCount nodes { id } unavailable { code message } } }', { filter: { accounts: ['huawei'], ...filter } })

  it.each<[string, object, object]>([
    ['tags, all of them', { tags: ['a', 'b'] }, { tag: 'a,b', tag_combination_type: 'INTERSECTION' }],
    ['tags, any of them, with the one', { tag: 'c', tags: ['a'], tagMatch: 'ANY' }, { tag: 'c,a', tag_combination_type: 'UNION_SET' }],
    ['a part of one tag', { tag: 'c' }, { tag: 'c' }],
    ['sharing', { sharing: 'SHARED_WITH_US' }, { role: 'SHAREE' }],
    ['properties', { properties: [{ key: 'BACKGROUND_IMG', value: 'Yes' }, { key: 'RENDER_ENGINE', value: 'UE' }] }, { system_property: 'BACKGROUND_IMG:Yes,RENDER_ENGINE:UE' }],
    ['style and engine', { styleId: 'system_male_001', renderEngine: 'META_ENGINE' }, { style_id: 'system_male_001', render_engine: 'MetaEngine' }],
    ['voices', { genders: ['MALE', 'UNKNOWN'], languages: ['CHINESE', 'SPANISH'], voiceProvider: 'MOBVOI', realtimeVoice: true }, { sex: 'MALE,UNKNOW', language: 'CN,ESP', voice_provider: 'MOBVOI', is_realtime_voice: 'true' }],
    ['avatars', { actionEditable: false, movable: true, modelVersion: 'V3_2' }, { action_editable: 'false', is_movable: 'true', human_model_2d_version: 'V3_2' }],
    ['devices', { withDevice: 'GPU-A10', withoutDevice: 'GPU-T4' }, { include_device_name: 'GPU-A10', exclude_device_name: 'GPU-T4' }],
    ['ids, whoever owns them', { ids: [idOf('Asset', 'huawei', 'a'), idOf('Asset', 'huawei', 'b'), idOf('Asset', 'huawei', 'a')] }, { asset_id: ['a', 'b'], asset_source: 'ALL' }],
    ['ids of our own', { ids: [idOf('Asset', 'huawei', 'a')], source: 'OWN' }, { asset_id: 'a', asset_source: 'CUSTOMIZATION' }],
  ])('asks for %s in the words of the vendor', async (_, filter, query) => {
    const { body } = await list(filter)
    expect(body.errors).toBeUndefined()
    expect(body.data?.assets.unavailable).toEqual([])
    const { asset_source = 'CUSTOMIZATION', ...rest } = query as Record<string, unknown>
    expect(requests(huawei, 'listAssets').map((request) => request.query)).toEqual([{ sort_key: 'create_time', sort_dir: 'desc', offset: '0', limit: '6', asset_source, ...rest }])
  })

  it('finds the voices that it describes', async () => {
    const { body } = await app.query<{ assets: { nodes: { metadata: Metadata }[] } }>(`{ assets(first: 50, filter: { accounts: ["huawei"], kinds: [VOICE], source: ALL, genders: [FEMALE], languages: [CHINESE] }) { nodes { ${METADATA} } } }`)
    const found = body.data!.assets.nodes.map(({ metadata }) => metadata)
    expect(found.length).toBeGreaterThan(0)
    for (const metadata of found) expect(metadata).toMatchObject({ gender: 'FEMALE', language: 'CHINESE' })
  })

  it.each([
    ['a tag with a comma', { tags: ['a', 'b,c'] }, 'filter.tags.1'],
    ['a property with a colon', { properties: [{ key: 'A:B', value: 'c' }] }, 'filter.properties.0.key'],
    ['a search too long', { search: 's'.repeat(129) }, 'filter.search'],
    ['more languages than the vendor takes', { languages: Array.from({ length: 40 }, () => 'VIETNAMESE') }, 'filter.languages'],
    ['an id of something else', { ids: [idOf('Asset', 'huawei', 'a'), idOf('Motion', 'huawei', 'a')] }, 'filter.ids.1'],
    ['no ids', { ids: [] }, 'filter.ids'],
    ['too many ids', { ids: Array.from({ length: 101 }, (_, index) => idOf('Asset', 'huawei', `a${index}`)) }, 'filter.ids'],
  ])('with %s is refused before any call', async (_, filter, field) => {
    expect((await list(filter)).body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }])
    expect(huawei.journal.entries()).toEqual([])
  })
})
