import type { Cos } from '../cos.js'
import type { Timeline } from './timeline.js'

/** FailCode of a task (1211/62095): what the simulator uses of the list. */
export const FAIL_CODES = {
  internal: { code: 801000, message: 'internal error' },
  timeout: { code: 801007, message: 'timeout' },
  download: { code: 801008, message: 'download failed' },
  upload: { code: 801015, message: 'upload to your S3 failed' },
} as const
/** A FailCode with its FailMessage. */
export interface Failure {
  code: number
  message: string
}

/** What is to be made. */
export interface Order {
  kind: 'video' | 'speech'
  /** What is said; empty when a sound of the caller's drives the video. */
  words: string
  /** How fast it is said; 1.0 is normal. */
  speed: number
  extension: 'mp4' | 'mov' | 'webm' | 'mp3' | 'wav'
  /** Addresses that the platform must read. */
  sources: readonly string[]
  callbackUrl: string | undefined
  /** Where the caller wants the result to be put, by pre-signed PUT. */
  storage: string | undefined
  subtitlesStorage: string | undefined
  /** Most words of a subtitle or sentence. */
  sentenceWords: number
}

/** A video or a sound in production. */
export interface BroadcastJob {
  readonly id: string
  readonly createdAt: number
  readonly order: Order
  status: 'COMMIT' | 'MAKING' | 'SUCCESS' | 'FAIL'
  failure?: Failure
  timeline?: Timeline
  /** Names in the store, or addresses of the caller's own storage. */
  media: string
  subtitles: string
}

/** -1 before the work and after a failure; the field is reserved (1211/62088). */
function progressOf({ status }: BroadcastJob): number {
  return { COMMIT: 0, MAKING: 50, SUCCESS: 100, FAIL: -1 }[status]
}

/** The answer of a progress query; `ahead` is how many wait before it. */
export function shownJob(job: BroadcastJob, cos: Cos, ahead: number): object {
  return {
    Progress: progressOf(job),
    MediaUrl: addressOf(job.media, cos),
    SubtitlesUrl: addressOf(job.subtitles, cos),
    Status: job.status,
    ArrayCount: ahead,
    FailCode: job.failure?.code ?? 0,
    FailMessage: job.failure?.message ?? '',
    TextTimestampResult: job.order.kind === 'speech' ? job.timeline?.sentences ?? [] : [],
    Duration: job.timeline?.duration ?? 0,
  }
}

/** The body of the one callback (section 4.3): no header, no FailCode, no duration. */
export function callbackBody(job: BroadcastJob, cos: Cos): object {
  return {
    Payload: {
      Progress: progressOf(job), MediaUrl: addressOf(job.media, cos), SubtitlesUrl: addressOf(job.subtitles, cos),
      Status: job.status, FailMessage: job.failure?.message ?? '', TaskId: job.id,
    },
  }
}

function addressOf(place: string, cos: Cos): string {
  return place === '' || /^https?:/.test(place) ? place : cos.url(place)
}
