import type { Orientation } from './live.js'
import type { JsonObject } from './json.js'
import type { VideoContent, VideoScene } from './scripts.js'

/** What drives an avatar: a text, or a recording as it is or in another voice. */
export const AVATAR_DRIVERS = ['TEXT', 'ORIGINAL_AUDIO', 'MODULATED_AUDIO', 'UNKNOWN'] as const
/** One of {@link AVATAR_DRIVERS}. */
export type AvatarDriver = (typeof AVATAR_DRIVERS)[number]

/** In which file a video comes, and what is behind the avatar in it. */
export const VIDEO_FORMATS = ['MP4', 'GREEN_SCREEN_MP4', 'TRANSPARENT_WEBM', 'TRANSPARENT_MOV'] as const
/** One of {@link VIDEO_FORMATS}. */
export type VideoFormat = (typeof VIDEO_FORMATS)[number]

/** Whose computing power makes a video: what the account has for itself, or what it shares with others. */
export const VIDEO_CONCURRENCIES = ['EXCLUSIVE', 'SHARED'] as const
/** One of {@link VIDEO_CONCURRENCIES}. */
export type VideoConcurrency = (typeof VIDEO_CONCURRENCIES)[number]

/** Whom the vendor tells of the end of a job. */
export interface VideoCallback {
  url: string
  /** What callbacks are signed with, a secret; without one the address itself has to carry the proof. */
  key: string | null
}

/** A video whose person is made to speak without having been trained. */
export interface ReferenceVideo {
  url: string
  /** Where the person's consent can be fetched: as a video, or in writing. */
  consentVideoUrl: string | null
  consentDocumentUrl: string | null
  /** Whether it is repeated until all is said. */
  loop: boolean | null
  /** Whether the new video has the parameters of this one. */
  keepParameters: boolean | null
}

/** Where finished files are put instead of the vendor's own storage: addresses that carry their permission, secrets. */
export interface VideoStorage {
  videoUrl: string | null
  subtitlesUrl: string | null
}

/** A video as a caller orders it; `null` is "not said". A vendor throws BAD_USER_INPUT for what it has no use for. */
export interface VideoDraft extends VideoContent {
  /** Native id of a video script, whose own settings win over those given here. */
  script: string | null
  /** The name of the video. */
  name: string | null
  scenes: VideoScene[] | null
  /** Which way the picture lies where `video` gives no size. */
  orientation: Exclude<Orientation, 'UNKNOWN'> | null
  driver: Exclude<AvatarDriver, 'UNKNOWN'> | null
  /** Address of the recording that drives the avatar. */
  audioUrl: string | null
  format: VideoFormat | null
  concurrency: VideoConcurrency | null
  referenceVideo: ReferenceVideo | null
  /** Address of a photo of the person that is made to speak. */
  referencePhotoUrl: string | null
  storage: VideoStorage | null
  /** Further fields of the vendor's request, in its own shape. */
  options: JsonObject | null
  /** The caller's own; when there is none the vendor is asked to tell us. */
  callback: VideoCallback | null
}
