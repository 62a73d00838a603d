import { assetId, assetOf } from '../live.js'
import { native } from './row.js'
import type { Stage } from './stage.js'

/** What scripts and videos are made from, as callers say it. */
export const content = ({ huawei }: Stage) => ({
  avatarId: assetId(assetOf(huawei, 'HUMAN_MODEL_2D')),
  voice: { assetId: assetId(assetOf(huawei, 'VOICE_MODEL')), speed: 90 },
  video: { codec: 'VP8', bitrate: 4000 },
  music: { assetId: assetId(assetOf(huawei, 'MUSIC')), volume: 20 },
  skipReview: true,
  scenes: [{ sequenceNo: 3, text: 'Hello, everyone.' }],
})

/** The same as it is on the wire. */
export const CONTENT_SENT = {
  model_asset_id: native('input.avatarId'),
  'voice_config.voice_asset_id': native('input.voice.assetId'),
  'voice_config.speed': 90,
  'video_config.bitrate': 4000,
  'background_music_config.music_asset_id': native('input.music.assetId'),
  'background_music_config.volume': 20,
  'review_config.no_need_review': true,
  'shoot_scripts.0.sequence_no': 3,
  'shoot_scripts.0.shoot_script.text_config.text': 'Hello, everyone.',
}

/** What of it is read of a script or a video. */
export const CONTENT = 'avatar { id } voice { asset { id } speed } video { codec bitrate } music { asset { id } volume } scenes { sequenceNo text }'

/** Where the graph shows it. */
export const contentAt = (place: string) => ({
  model_asset_id: `${place}.avatar.id`,
  'voice_config.voice_asset_id': `${place}.voice.asset.id`,
  'voice_config.speed': `${place}.voice.speed`,
  'video_config.bitrate': `${place}.video.bitrate`,
  'background_music_config.music_asset_id': `${place}.music.asset.id`,
  'background_music_config.volume': `${place}.music.volume`,
  'shoot_scripts.0.sequence_no': `${place}.scenes.0.sequenceNo`,
  'shoot_scripts.0.shoot_script.text_config.text': `${place}.scenes.0.text`,
})
