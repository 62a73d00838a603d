import { limits } from '../../domain/limits.js'
import type { CoStreamer, LiveCallback, LiveCallbackEvent, PlayPolicy, RoomSharing } from '../../domain/live-settings.js'
import type { LiveOutputTarget } from '../../domain/live.js'
import { notAfter, time, url, type Words } from './mapping/words.js'
import { CALLBACK_AUTHS, CALLBACK_EVENTS, PLAY_MODES, RTC_EVENTS, SHARING_KINDS, SHARING_STATES, SHUFFLES, STREAMER_ACTIONS } from './mapping-live.js'
import { readVoice, writeVoice } from './production.js'
import { checkVoice } from './production-limits.js'
import { liveCallbackUrl, type HuaweiSettings } from './settings.js'
import type { WireCoStreamer, WireLiveCallback, WirePlayPolicy, WireRtcCallback, WireSharing } from './wire-live.js'
import { wordFor } from '../words.js'

/*
 * The structures that live rooms and live sessions share, from the wire (`read…`) and to it (`write…`, limits checked
 * first; errata, section 8). `field` names the structure in the caller's words.
 */

/** Reads PlayPolicy. */
export function readPlayPolicy(wire: WirePlayPolicy, words: Words): PlayPolicy | null {
  if (!wire) return null
  return {
    repeatCount: wire.repeat_count ?? null,
    autoPlay: wire.auto_play_script ?? null,
    mode: wire.play_mode ? words.playMode(wire.play_mode) : null,
    shuffle: wire.random_play_mode ? words.shuffle(wire.random_play_mode) : null,
    separateCapture: wire.need_independent_capture_client ?? null,
  }
}

/** Writes PlayPolicy. */
export function writePlayPolicy({ repeatCount, autoPlay, mode, shuffle, separateCapture }: PlayPolicy, field: string) {
  limits.range(`${field}.repeatCount`, repeatCount, -1, 100)
  return {
    repeat_count: repeatCount ?? undefined,
    auto_play_script: autoPlay ?? undefined,
    play_mode: wordFor(`${field}.mode`, PLAY_MODES, mode),
    random_play_mode: wordFor(`${field}.shuffle`, SHUFFLES, shuffle),
    need_independent_capture_client: separateCapture ?? undefined,
  }
}

/** Reads LiveEventCallBackConfig. */
export function readCallback(wire: WireLiveCallback, words: Words): LiveCallback | null {
  if (!wire) return null
  return {
    url: url(wire.live_event_type_callback_url),
    auth: wire.auth_type ? words.callbackAuth(wire.auth_type) : null,
    key: wire.key || null,
    events: wire.callback_event_type?.map((event) => words.callbackEvent(event)) ?? null,
  }
}

/**
 * Writes LiveEventCallBackConfig: what the caller wants, and our own address, signed in headers with the newest key, where
 * the caller names no other. Undefined when there is nothing to say: neither wish nor public address.
 */
export function writeCallback(wanted: LiveCallback | null | undefined, field: string, settings: HuaweiSettings) {
  const { url: address, auth, key, events } = wanted?.url ? wanted : { ...ourCallback(settings), ...(wanted?.events && { events: wanted.events }) }
  if (!wanted && address === undefined) return undefined
  limits.length(`${field}.url`, address, 1, 2048)
  limits.pattern(`${field}.url`, address, /^https?:\/\//, 'an https address')
  limits.length(`${field}.key`, wanted?.url ? key : undefined, 1, 32)
  return {
    live_event_type_callback_url: address ?? undefined,
    auth_type: wordFor(`${field}.auth`, CALLBACK_AUTHS, auth),
    key: key ?? undefined,
    callback_event_type: events?.map((event, index) => wordFor(`${field}.events.${index}`, CALLBACK_EVENTS, event)),
  }
}

function ourCallback(settings: HuaweiSettings): Partial<LiveCallback> {
  const address = liveCallbackUrl(settings)
  const [key] = settings.callbackKeys
  if (address === undefined || key === undefined) return {}
  return { url: address, auth: 'SIGNED_HEADERS', key, events: ['LIVE_PROGRESS', 'RTMP_STATE_CHANGED', 'REPLY_FINISHED'] }
}

/** Reads RTCLiveEventCallBackConfig. */
export const readRtcEvents = (wire: WireRtcCallback, words: Words): LiveCallbackEvent[] | null =>
  wire?.rtc_callback_event_type?.map((event) => words.rtcEvent(event)) ?? null

/** Writes RTCLiveEventCallBackConfig. */
export const writeRtcEvents = (events: readonly LiveCallbackEvent[] | null | undefined, field: string) =>
  events ? { rtc_callback_event_type: events.map((event, index) => wordFor(`${field}.${index}`, RTC_EVENTS, event)) } : undefined

/** Reads SharedConfig. */
export function readSharing(wire: WireSharing, words: Words): RoomSharing | null {
  if (!wire) return null
  return {
    kind: wire.shared_type ? words.sharingKind(wire.shared_type) : null,
    state: wire.shared_state ? words.sharingState(wire.shared_state) : null,
    expiresAt: time(wire.expire_time),
    projects: wire.allowed_project_ids ?? null,
  }
}

/** Writes SharedConfig. */
export const writeSharing = ({ kind, state, expiresAt, projects }: RoomSharing, field: string) => ({
  shared_type: wordFor(`${field}.kind`, SHARING_KINDS, kind),
  shared_state: wordFor(`${field}.state`, SHARING_STATES, state),
  expire_time: notAfter(expiresAt ?? undefined),
  allowed_project_ids: projects ?? undefined,
})

/** Reads CoStreamerConfig. */
export function readCoStreamer(wire: WireCoStreamer, words: Words): CoStreamer | null {
  if (!wire) return null
  return { voice: readVoice(wire.voice_config), streamerAction: wire.streamer_action ? words.streamerAction(wire.streamer_action) : null }
}

/** Writes CoStreamerConfig. */
export function writeCoStreamer({ voice, streamerAction }: CoStreamer, field: string) {
  if (voice) checkVoice(`${field}.voice`, voice)
  return { voice_config: voice ? writeVoice(voice) : undefined, streamer_action: wordFor(`${field}.streamerAction`, STREAMER_ACTIONS, streamerAction) }
}

/** Reads `output_urls` and `stream_keys`, which belong together by their places. */
export const readOutputs = (urls: readonly string[] | null | undefined, keys: readonly string[] | null | undefined): LiveOutputTarget[] =>
  (urls ?? []).map((output, index) => ({ url: output, streamKey: keys?.[index] || null }))

/** Writes `output_urls` and `stream_keys`: one of each at most. */
export function writeOutputs(outputs: readonly LiveOutputTarget[] | null | undefined, field = 'outputs') {
  limits.count(field, outputs, 0, 1)
  const keyed = outputs?.some((output) => output.streamKey !== null)
  return {
    output_urls: outputs?.map((output) => output.url),
    stream_keys: keyed ? outputs?.map((output) => output.streamKey ?? '') : undefined,
  }
}
