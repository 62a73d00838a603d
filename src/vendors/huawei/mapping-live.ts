import type { CallbackAuth, LiveCallbackEvent, PlayMode, SharingKind, SharingState, Shuffle, StreamerAction } from '../../domain/live-settings.js'
import type { LiveState, LiveWarning, RtcUserKind } from '../../domain/live.js'
import type { TemplateOwnership } from '../../domain/live-rooms.js'
import type { PlayTiming } from '../../domain/live-commands.js'
import type { WordReader } from '../words.js'

/** PlayPolicy `play_mode`. */
export const PLAY_MODES: Record<string, PlayMode> = { TEXT: 'TEXT', AUDIO: 'AUDIO', NO_PRESET: 'MANUAL' }
/** PlayPolicy `random_play_mode`. */
export const SHUFFLES: Record<string, Shuffle> = { NONE: 'NONE', SCENE: 'SCENES', SCRIPT_ITEM: 'PARAGRAPHS', SCENE_AND_SCRIPT_ITEM: 'SCENES_AND_PARAGRAPHS' }
/** LiveEventCallBackConfig `callback_event_type`. */
export const CALLBACK_EVENTS: Record<string, LiveCallbackEvent> = {
  SHOOT_SCRIPT_SWITCH: 'LIVE_PROGRESS',
  RTMP_STREAM_STATE_CHANGE: 'RTMP_STATE_CHANGED',
  REPLY_COMMAND_FINISH: 'REPLY_FINISHED',
}
/** RTCLiveEventCallBackConfig `rtc_callback_event_type`. */
export const RTC_EVENTS: Record<string, LiveCallbackEvent> = { LIVE_PROGRESS: 'LIVE_PROGRESS', REPLY_COMMAND_FINISH: 'REPLY_FINISHED' }
/** LiveEventCallBackConfig `auth_type` (errata, section 3). */
export const CALLBACK_AUTHS: Record<string, CallbackAuth> = {
  NONE: 'NONE',
  None: 'NONE',
  MSS_A: 'SIGNED_QUERY',
  MSS_A_HEAD: 'SIGNED_HEADERS',
  MEITUAN_DEFAULT: 'MEITUAN',
}
/** CoStreamerConfig `streamer_action`. */
export const STREAMER_ACTIONS: Record<string, StreamerAction> = { SILENCE: 'SILENT', VOLUME_DOWN: 'QUIETER' }
/** SharedConfig `shared_type`. */
export const SHARING_KINDS: Record<string, SharingKind> = { PRIVATE: 'PRIVATE', PUBLIC: 'PUBLIC', SHARED: 'SHARED' }
/** SharedConfig `shared_state`. */
export const SHARING_STATES: Record<string, SharingState> = { PUBLISHED: 'PUBLISHED', DRAFT: 'DRAFT', REVIEW: 'IN_REVIEW' }
/** 6.1.2 `template_own_type`; OHTERS is the vendor's spelling (errata, section 3). */
export const TEMPLATE_OWNERSHIPS: Record<string, TemplateOwnership> = {
  OWNED: 'OWN',
  SHARED_TO_OHTERS: 'SHARED_WITH_OTHERS',
  SHARED_FROM_OHTERS: 'SHARED_BY_OTHERS',
  PUBLIC: 'PUBLIC',
}
/** RTCUserInfo `user_type`. */
export const RTC_USERS: Record<string, RtcUserKind> = {
  CAPTURE: 'CAPTURE',
  ANIMATION: 'ANIMATION',
  RENDER: 'RENDER',
  PLAYER: 'PLAYER',
  INFERENCE_USER: 'INFERENCE',
  END_USER: 'END_USER',
}
/** LiveWarningItem `warning_type` (6.2.1); three S on the wire, two in print (errata, section 3). */
export const WARNINGS: Record<string, LiveWarning> = {
  TOO_LESSS_SCRIPT_ITEMS: 'TOO_FEW_PARAGRAPHS',
  TOO_LESS_SCRIPT_ITEMS: 'TOO_FEW_PARAGRAPHS',
  TOO_SHORT_SCRIPT_TIME: 'SCRIPT_TOO_SHORT',
  TOO_LESS_DANMAKU_RULES: 'TOO_FEW_COMMENT_RULES',
  RANDOM_PLAY_CLOSED: 'NO_SHUFFLE',
  ROTATION_MODEL_CLOSED: 'NO_AVATAR_ROTATION',
}
/** `play_type` of commands (10.5). */
export const PLAY_TIMINGS: Record<string, PlayTiming> = { APPEND: 'APPEND', INSERT: 'NEXT', PLAY_NOW: 'NOW' }

/** `state` of the RTC message state_notify (10.6). */
export const RTC_STATES: Record<string, LiveState> = {
  PREPROCESSING: 'PREPARING',
  PLAY_READY: 'READY',
  PROCESSING: 'LIVE',
  PLAY_PAUSE: 'PAUSED',
  TAKE_OVER: 'TAKEN_OVER',
  PLAY_END: 'ENDED',
}

/** Readers of the words of live rooms and sessions. */
export const liveWords = (reader: WordReader) => ({
  playMode: reader('play_mode', PLAY_MODES),
  shuffle: reader('random_play_mode', SHUFFLES),
  callbackEvent: reader('callback_event_type', CALLBACK_EVENTS),
  rtcEvent: reader('rtc_callback_event_type', RTC_EVENTS),
  callbackAuth: reader('auth_type', CALLBACK_AUTHS),
  streamerAction: reader('streamer_action', STREAMER_ACTIONS),
  sharingKind: reader('shared_type', SHARING_KINDS),
  sharingState: reader('shared_state', SHARING_STATES),
  rtcUser: reader('user_type', RTC_USERS),
  rtcState: reader('state_notify', RTC_STATES),
  liveWarning: reader('warning_type', WARNINGS),
})
