import type { Media } from '../media.js'
import type { ScriptBody } from '../scripts/request.js'
import { vendorTime } from '../world/times.js'

/** The states of a video task (section 5.3.2). */
export const VIDEO_STATES = ['WAITING', 'PROCESSING', 'SUCCEED', 'FAILED', 'CANCELED', 'BLOCK'] as const
export type VideoState = (typeof VIDEO_STATES)[number]
/** What is filmed: the second is what every SDK's enumeration says, the third what the document and the SDK's comments say. */
export const VIDEO_TYPES = ['2D_DIGITAL_HUMAN_VIDEO', 'DIGITAL_HUMAN_PHOTO_VIDEO', 'PHOTO_DIGITAL_HUMAN_VIDEO'] as const

/** A task that makes a video. */
export interface VideoJob {
  readonly id: string
  readonly type: '2D_DIGITAL_HUMAN_VIDEO' | 'DIGITAL_HUMAN_PHOTO_VIDEO'
  state: VideoState
  readonly createdAt: number
  updatedAt: number
  startedAt?: number
  endedAt?: number
  readonly scriptId?: string
  /** The scenes and settings as they were when it was created. */
  readonly script: ScriptBody
  readonly outputName: string
  /** The asset that came out. */
  assetId?: string
  /** The picture of the result in the object store. */
  cover?: string
  /** Seconds. */
  duration?: number
  error?: { error_code: string; error_msg: string }
}

/** DigitalHumanVideo, table 5-103: what the list shows. */
export function shownVideo(job: VideoJob, media: Media): Record<string, unknown> {
  return {
    job_id: job.id,
    state: job.state,
    job_type: job.type,
    ...(job.startedAt === undefined ? {} : { start_time: vendorTime(job.startedAt) }),
    ...(job.endedAt === undefined ? {} : { end_time: vendorTime(job.endedAt) }),
    ...(job.duration === undefined ? {} : { duration: job.duration }),
    output_asset_config: {
      asset_name: job.outputName,
      ...(job.assetId === undefined ? {} : { asset_id: job.assetId }),
      ...(job.cover === undefined ? {} : { cover_url: media.url(job.cover) }),
    },
    ...(job.error === undefined ? {} : { error_info: job.error }),
    create_time: vendorTime(job.createdAt),
    lastupdate_time: vendorTime(job.updatedAt),
  }
}

/** What 5.3.2 adds: the script's id, and with `show_script` its settings. */
export function shownScript(job: VideoJob, whole: boolean): Record<string, unknown> {
  const { model_asset_id, voice_config, video_config, shoot_scripts, background_music_config } = job.script
  return {
    ...(job.scriptId === undefined ? {} : { script_id: job.scriptId }),
    ...(whole ? { model_asset_id, voice_config, video_config, shoot_scripts, background_music_config } : {}),
  }
}

/** How long the texts take to say at their speed: four characters a second. */
export function lengthOf({ shoot_scripts: scenes = [], voice_config: voice }: ScriptBody): number {
  const characters = scenes.reduce((sum, { shoot_script: scene }) => sum + (scene?.text_config?.text.replaceAll(/<[^>]*>/g, '').length ?? 40), 0)
  return Math.max(1, Math.round(10 * characters / 4 * 100 / (voice?.speed ?? 100)) / 10)
}
