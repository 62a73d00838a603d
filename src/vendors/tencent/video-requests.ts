import { badInput } from '../../domain/errors.js'
import type { JsonObject } from '../../domain/json.js'
import { limits } from '../../domain/limits.js'
import type { VideoDraft } from '../../domain/video-draft.js'
import type { VideoJobKind } from '../../domain/videos.js'
import { wordFor } from '../words.js'
import { CONCURRENCIES, DRIVERS, FORMATS } from './mapping/video-words.js'
import { videoOperations as operations } from './operations/videos.js'
import { inputSsml } from './texts.js'
import { speechParam } from './voice.js'

/** What a draft comes down to: the operation that makes it, and its payload without CallbackUrl. */
export interface VideoRequest {
  operation: (typeof operations)[Exclude<keyof typeof operations, 'tts' | 'getprogress'>]
  kind: VideoJobKind
  payload: Record<string, unknown>
}

/** Longest texts in characters: of avatars (1240/81268), as a transparent MOV, and without training (video: seen at third parties; photos: 300 on the mainland's page). */
const LONGEST = 20_000
const LONGEST_MOV = 2_000
const LONGEST_UNTRAINED = 2_000
/** CallbackUrl must be shorter than 1000 characters. No limit of other addresses is documented. */
export const LONGEST_CALLBACK_URL = 999

/**
 * Chooses the operation and writes its payload; every documented limit is checked, and what the operation has no use for is
 * refused. BAD_USER_INPUT names the field.
 */
export function toVideoRequest(draft: VideoDraft): VideoRequest {
  limits.unused('Tencent', { scriptId: draft.script, video: draft.video, music: draft.music, skipReview: draft.skipReview, orientation: draft.orientation })
  limits.length('name', draft.name, 1, 256)
  const given = Object.entries({ avatarId: draft.avatar, referenceVideo: draft.referenceVideo, referencePhotoUrl: draft.referencePhotoUrl }).filter(([, value]) => value !== null)
  const [only] = given
  if (!only || given.length > 1) {
    const field = given[1]?.[0] ?? 'avatarId'
    throw badInput(`${field}: expected one of avatarId, referenceVideo and referencePhotoUrl, got ${given.map(([name]) => name).join(' and ') || 'none'}.`, { field })
  }
  if (draft.avatar !== null) return ofAvatar(draft, draft.avatar)
  const { format, storage, options } = draft
  limits.unused('Tencent', { format, storage, options }, 'without an avatar leave it out')
  if (draft.referenceVideo) return ofVideo(draft, draft.referenceVideo)
  limits.unused('Tencent', { concurrency: draft.concurrency }, 'with a photo leave it out')
  return { operation: operations.phototovideonotrain, kind: 'PHOTO', payload: { RefPhotoUrl: webUrl('referencePhotoUrl', draft.referencePhotoUrl), ...untrained(draft) } }
}

/** videomake, or videomakeadvanced where there are options. */
function ofAvatar(draft: VideoDraft, avatar: string): VideoRequest {
  const { format, storage, concurrency, options } = draft
  const advanced = options !== null
  // The advanced operation makes an MP4 unless told otherwise, the basic one a transparent WebM.
  const payload = {
    VirtualmanKey: avatar,
    ...driven(draft, draft.driver ?? (draft.audioUrl === null ? 'TEXT' : 'ORIGINAL_AUDIO'), format === 'TRANSPARENT_MOV' ? LONGEST_MOV : LONGEST),
    SpeechParam: speechParam('voice', draft.voice),
    VideoParam: format === null ? undefined : { Format: wordFor('format', FORMATS, format) },
    VideoStorageS3Url: webUrl('storage.videoUrl', storage?.videoUrl ?? null),
    SubtitleStorageS3Url: webUrl('storage.subtitlesUrl', storage?.subtitlesUrl ?? null),
    ConcurrencyType: wordFor('concurrency', CONCURRENCIES, concurrency),
  }
  return { operation: advanced ? operations.videomakeadvanced : operations.videomake, kind: 'AVATAR', payload: advanced ? withOptions(payload, options) : payload }
}

/** The fields that a caller says in its own way, and that options must not say again. */
const TAKEN = ['VirtualmanKey', 'InputSsml', 'InputAudioUrl', 'DriverType', 'SpeechParam', 'CallbackUrl', 'VideoStorageS3Url', 'SubtitleStorageS3Url', 'ConcurrencyType']

/** Options stand beside our fields; VideoParam, where the vendor puts its own beside Format, is joined. */
function withOptions(payload: Record<string, unknown>, options: JsonObject): Record<string, unknown> {
  const taken = TAKEN.find((name) => name in options)
  if (taken) throw badInput(`options.${taken}: expected further fields of the request; say this one with the input's own field.`, { field: `options.${taken}` })
  const { VideoParam: more, ...rest } = options
  if (more !== undefined && (typeof more !== 'object' || more === null || Array.isArray(more))) throw badInput('options.VideoParam: expected an object.', { field: 'options.VideoParam' })
  return { ...payload, ...rest, VideoParam: more || payload.VideoParam ? { ...more, ...(payload.VideoParam as object | undefined) } : undefined }
}

/** videomakenotrain. */
function ofVideo(draft: VideoDraft, { url, consentVideoUrl, consentDocumentUrl, loop, keepParameters }: NonNullable<VideoDraft['referenceVideo']>): VideoRequest {
  const payload = {
    RefVideoUrl: webUrl('referenceVideo.url', url),
    IdentityVideoUrl: webUrl('referenceVideo.consentVideoUrl', consentVideoUrl),
    IdentityWrittenUrl: webUrl('referenceVideo.consentDocumentUrl', consentDocumentUrl),
    VideoLoop: toNumber(loop),
    VideoParametersConsistent: toNumber(keepParameters),
    ConcurrencyType: wordFor('concurrency', CONCURRENCIES, draft.concurrency),
    ...untrained(draft),
  }
  return { operation: operations.videomakenotrain, kind: 'VIDEO', payload }
}

/** Third-party code types these flags int. */
const toNumber = (flag: boolean | null) => (flag === null ? undefined : Number(flag))

/** What both operations without training have in common: no voice of an avatar's own, and no modulated one. */
function untrained(draft: VideoDraft): Record<string, unknown> {
  const driver = draft.driver ?? (draft.audioUrl === null ? 'TEXT' : 'ORIGINAL_AUDIO')
  if (driver === 'MODULATED_AUDIO') throw badInput('driver: expected TEXT or ORIGINAL_AUDIO for a reference video or photo, got MODULATED_AUDIO.', { field: 'driver' })
  if (driver === 'TEXT' && !draft.voice?.voice) throw badInput('voice.assetId: expected the id of a voice: a reference video or photo has none of its own.', { field: 'voice.assetId' })
  return { ...driven(draft, driver, LONGEST_UNTRAINED), SpeechParam: draft.voice ? speechParam('voice', draft.voice) : undefined }
}

/** DriverType with the text or the recording that goes with it. */
function driven(draft: VideoDraft, driver: NonNullable<VideoDraft['driver']>, longest: number): Record<string, unknown> {
  const type = { DriverType: wordFor('driver', DRIVERS, driver) }
  if (driver === 'TEXT') {
    limits.unused('Tencent', { audioUrl: draft.audioUrl }, 'leave it out, or choose a driver that is audio')
    return { ...type, InputSsml: textOf(draft, longest) }
  }
  limits.unused('Tencent', { scenes: draft.scenes }, 'a recording drives the avatar: leave it out')
  if (draft.audioUrl === null) throw badInput('audioUrl: expected the address of the recording that drives the avatar.', { field: 'audioUrl' })
  return { ...type, InputAudioUrl: webUrl('audioUrl', draft.audioUrl) }
}

/** The text of the one scene that there can be. */
function textOf({ scenes }: VideoDraft, longest: number): string {
  const [scene, ...more] = scenes ?? []
  if (!scene || more.length > 0) throw badInput(`scenes: expected one scene, whose text is spoken, got ${scenes?.length ?? 0}. Tencent makes a video of one.`, { field: 'scenes' })
  const { control, text, backgrounds, layers } = scene
  limits.unused('Tencent', { 'scenes.0.backgrounds': backgrounds, 'scenes.0.layers': layers }, "leave it out; `options` take the vendor's own fields for that")
  if (control === 'AUDIO') throw badInput('scenes.0.control: expected TEXT; a recording is given as audioUrl.', { field: 'scenes.0.control' })
  if (text === null) throw badInput('scenes.0.text: expected the text that is spoken.', { field: 'scenes.0.text' })
  return inputSsml('scenes.0.text', text, longest)
}

/** An address that the vendor fetches from or stores at. */
export function webUrl(field: string, url: string | null): string | undefined {
  limits.pattern(field, url, /^https?:\/\/[^\s/]/i, 'an http or https address')
  return url ?? undefined
}
