import { z } from 'zod'
import { flag, list, number, text, texts } from '../wire.js'
import { errorInfo, id } from './wire.js'
import { wireBackgrounds, wireLayers, wireReview, wireVideo, wireVoice } from './wire-production.js'
import { wireRule } from './wire-rules.js'

/** Structure LiveEventCallBackConfig. */
const callback = z
  .object({ live_event_type_callback_url: text, auth_type: text, key: text, callback_event_type: texts })
  .nullish()
  .catch(null)
/** Structure LiveEventCallBackConfig. */
export type WireLiveCallback = z.output<typeof callback>

/** Structure RTCLiveEventCallBackConfig. */
const rtcCallback = z.object({ rtc_callback_event_type: texts }).nullish().catch(null)
/** Structure RTCLiveEventCallBackConfig. */
export type WireRtcCallback = z.output<typeof rtcCallback>

/** Structure SharedConfig. */
const sharing = z.object({ shared_type: text, shared_state: text, expire_time: text, allowed_project_ids: texts }).nullish().catch(null)
/** Structure SharedConfig. */
export type WireSharing = z.output<typeof sharing>

/** Structure CoStreamerConfig. */
const coStreamer = z.object({ voice_config: wireVoice, streamer_action: text }).nullish().catch(null)
/** Structure CoStreamerConfig. */
export type WireCoStreamer = z.output<typeof coStreamer>

/** Structure PlayPolicy. */
const playPolicy = z
  .object({ repeat_count: number, auto_play_script: flag, play_mode: text, random_play_mode: text, need_independent_capture_client: flag })
  .nullish()
  .catch(null)
/** Structure PlayPolicy. */
export type WirePlayPolicy = z.output<typeof playPolicy>

const roomBase = {
  room_id: id,
  room_name: text,
  room_description: text,
  room_type: text,
  room_state: text,
  view_mode: text,
  error_info: errorInfo,
  shared_config: sharing,
  cover_url: text,
  thumbnail: text,
  create_time: text,
  update_time: text,
  priv_data: text,
}

/** Structure SmartLiveRoomBaseInfo (6.1.2). */
export const wireRoomSummary = z.object({
  ...roomBase,
  project_id: text,
  model_infos: list(z.object({ model_asset_id: text, backup_model_asset_ids: texts })),
  last_job_start_time: text,
  last_job_end_time: text,
  last_job_status: text,
})
/** Structure SmartLiveRoomBaseInfo. */
export type WireRoomSummary = z.output<typeof wireRoomSummary>

const paragraph = z.object({
  sequence_no: number,
  title: text,
  text_config: z.object({ text }).nullish().catch(null),
  audio_config: z.object({ asset_id: text, audio_url: text, subtitle_url: text }).nullish().catch(null),
})

const scene = z.object({
  script_id: text,
  script_name: text,
  script_description: text,
  dh_id: text,
  model_asset_id: text,
  voice_config: wireVoice,
  background_config: wireBackgrounds,
  layer_config: wireLayers,
  shoot_scripts: list(paragraph),
})
/** Structure LiveVideoScriptInfo. */
export type WireScene = z.output<typeof scene>

/** What describes a room in a session too, where it may come without its id (6.2.5, GET_LIVE_JOB_CONFIG_INFO). */
const roomConfig = {
  scene_scripts: list(scene),
  interaction_rules: list(wireRule),
  play_policy: playPolicy,
  video_config: wireVideo,
  output_urls: texts,
  stream_keys: texts,
  backup_model_asset_ids: texts,
  live_event_callback_config: callback,
  rtc_callback_config: rtcCallback,
  review_config: wireReview,
  co_streamer_config: coStreamer,
}

/** The answer of 6.1.3 and 6.1.4. */
export const wireRoom = z.object({ ...roomBase, ...roomConfig })
/** The answer of 6.1.3 and 6.1.4. */
export type WireRoom = z.output<typeof wireRoom>

/** The room as a session has it (6.2.5, GET_LIVE_JOB_CONFIG_INFO): the shape of 6.1.3, in which nothing is certain. */
export const wireRoomInSession = z.object({ ...roomBase, ...roomConfig, room_id: text })

/** The answer of 6.1.1. */
export const wireCreatedRoom = z.object({ room_id: id })

/** Structure RTCRoomInfoList. */
const rtcRoom = z
  .object({
    app_id: text,
    room_id: text,
    users: list(z.object({ user_type: text, user_id: text, signature: text, ctime: number })).catch(null),
  })
  .nullish()
  .catch(null)
/** Structure RTCRoomInfoList. */
export type WireRtcRoom = z.output<typeof rtcRoom>

/** The answer of 6.2.1. */
export const wireStartedJob = z.object({
  job_id: id,
  rtc_room_info: rtcRoom,
  live_event_report_url: text,
  live_event_callback_config: callback,
  live_warning_info: list(z.object({ warning_type: text })).catch(null),
})

/** Structure SmartLiveJob (6.2.2, 6.2.6), and the answer of 6.2.3. */
export const wireLiveJob = z.object({
  job_id: id,
  room_id: text,
  room_name: text,
  state: text,
  duration: number,
  start_time: text,
  end_time: text,
  error_info: errorInfo,
  create_time: text,
  lastupdate_time: text,
  rtc_room_info: rtcRoom,
  live_event_report_url: text,
  live_event_callback_config: callback,
  rtc_callback_config: rtcCallback,
  stream_duration: number,
  block_reason: text,
  cover_url: text,
  co_streamer_config: coStreamer,
  live_job_log: z.object({ interaction_records_url: text }).nullish().catch(null),
})
/** Structure SmartLiveJob. */
export type WireLiveJob = z.output<typeof wireLiveJob>

/** The answer of 6.2.5; `result` is a text that carries JSON, or is empty. */
export const wireCommand = z.object({ command_id: text, command: text, result: text })

/** Structure LivePlayingScriptList (10.5), the result of GET_CURRENT_PLAYING_SCRIPTS. */
export const wirePlayingScripts = z.object({
  scene_scripts: list(z.object({ script_name: text, model_asset_id: text, shoot_scripts: list(z.object({ sequence_no: number, title: text })).catch(null) })).catch(null),
})

/** The answer of 6.2.7. */
export const wireEventReport = z.object({ live_event_report_url: text })
