import { assetId, assetOf } from '../live.js'
import { idOf, mutate } from '../support.js'
import { CONTENT, content, CONTENT_SENT, contentAt } from './content.js'
import { mutation, native, row, secondPage, word, type Row } from './row.js'
import type { Stage } from './stage.js'

/** Everything that can be said of a script. */
const whole = (stage: Stage) => ({
  ...content(stage),
  name: 'Welcome',
  description: 'At the door',
  orientation: 'PORTRAIT',
  avatarKind: 'AVATAR_2D',
  sceneAssetId: assetId(assetOf(stage.huawei, 'SCENE')),
  privateData: 'mine',
})
const SENT = {
  ...CONTENT_SENT,
  script_name: 'Welcome',
  script_description: 'At the door',
  view_mode: 'VERTICAL',
  model_asset_type: 'HUMAN_MODEL_2D',
  scene_asset_id: native('input.sceneAssetId'),
  priv_data: 'mine',
}
const AUDIO_FILES = { audio_file_url: [{ sequence_no: 3, audio_file_upload_url: 'https://uploads.example/3', audio_file_download_url: 'https://downloads.example/3' }] }
const SHOWN_AUDIO = 'audioFiles { sequenceNo downloadUrl upload { url } }'
const audioAt = (place: string) => ({
  'audio_files.audio_file_url.0.sequence_no': `${place}.audioFiles.0.sequenceNo`,
  'audio_files.audio_file_url.0.audio_file_upload_url': `${place}.audioFiles.0.upload.url`,
  'audio_files.audio_file_url.0.audio_file_download_url': `${place}.audioFiles.0.downloadUrl`,
})

const created = async (stage: Stage): Promise<string> => {
  const { videoScript } = await mutate<{ videoScript: { id: string } }>(stage.app, 'createVideoScript', { account: 'huawei', ...whole(stage) }, 'videoScript { id }')
  return videoScript.id
}
const aScript = async (stage: Stage) => ({ input: { id: await created(stage) } })

/** Section 5.1. */
export const scriptRows: Row[] = [
  row('createVideoScripts', {
    document: mutation('createVideoScript', `videoScript { nativeId ${SHOWN_AUDIO} }`),
    variables: (stage) => ({ input: { account: 'huawei', ...whole(stage) } }),
    sends: SENT,
    answer: { audio_files: AUDIO_FILES },
    reads: { script_id: 'createVideoScript.videoScript.nativeId', ...audioAt('createVideoScript.videoScript') },
  }),
  {
    operation: 'listVideoScripts',
    asks: [
      {
        document: 'query ($filter: VideoScriptFilter) { videoScripts(first: 5, filter: $filter) { nodes { id } } }',
        variables: { filter: { accounts: ['huawei'], search: 'tea', source: 'SYSTEM', orientation: 'PORTRAIT' } },
        sends: { name: 'tea', script_catalog: 'SYSTEM_VIDEO_TEMPLET', view_mode: 'VERTICAL' },
      },
      secondPage('videoScripts'),
      {
        document: '{ videoScripts(first: 2, filter: { accounts: ["huawei"] }) { totalCount nodes { nativeId name text control } } }',
        answer: { video_scripts: [{ script_type: 'AUDIO' }] },
        reads: {
          count: 'videoScripts.totalCount',
          'video_scripts.0.script_id': 'videoScripts.nodes.0.nativeId',
          'video_scripts.0.script_name': 'videoScripts.nodes.0.name',
          'video_scripts.0.script_type': word('videoScripts.nodes.0.control', 'AUDIO', 'AUDIO'),
        },
      },
    ],
  },
  row('showVideoScript', {
    document: `query ($id: ID!) { videoScript(id: $id) {
      nativeId name description orientation avatarKind privateData skipReview createdAt updatedAt coverUrl sceneAsset { id } ${SHOWN_AUDIO} ${CONTENT} } }`,
    variables: async (stage) => ({ id: await created(stage) }),
    answer: { audio_files: AUDIO_FILES, script_cover_url: 'https://covers.example/a.png', update_time: '2026-11-22T03:04:05Z' },
    reads: {
      ...contentAt('videoScript'),
      ...audioAt('videoScript'),
      script_id: 'videoScript.nativeId',
      script_name: 'videoScript.name',
      script_description: 'videoScript.description',
      view_mode: word('videoScript.orientation', 'VERTICAL', 'PORTRAIT'),
      model_asset_type: word('videoScript.avatarKind', 'HUMAN_MODEL_2D', 'AVATAR_2D'),
      scene_asset_id: 'videoScript.sceneAsset.id',
      priv_data: 'videoScript.privateData',
      'review_config.no_need_review': 'videoScript.skipReview',
      create_time: 'videoScript.createdAt',
      update_time: 'videoScript.updatedAt',
      script_cover_url: 'videoScript.coverUrl',
    },
  }),
  row('updateVideoScript', {
    document: mutation('updateVideoScript', `videoScript { nativeId ${SHOWN_AUDIO} }`),
    variables: async (stage) => ({ input: { id: await created(stage), ...whole(stage) } }),
    sends: SENT,
    answer: { audio_files: AUDIO_FILES },
    reads: { script_id: 'updateVideoScript.videoScript.nativeId', ...audioAt('updateVideoScript.videoScript') },
  }),
  row('deleteVideoScript', { document: mutation('deleteVideoScript', 'videoScript { id }'), variables: aScript }),
  row('copyVideoScripts', {
    document: mutation('copyVideoScript', 'videoScript { nativeId }'),
    variables: ({ huawei }) => ({ input: { id: idOf('VideoScript', 'huawei', huawei.world.scripts.all.find(({ catalog }) => catalog === 'VIDEO_DRAFT')!.id) } }),
    reads: { script_id: 'copyVideoScript.videoScript.nativeId' },
  }),
]
