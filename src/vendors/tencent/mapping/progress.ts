import type { VideoJobSummary } from '../../../domain/videos.js'
import type { SpokenSentence } from '../../../domain/speech.js'
import type { WireProgress } from '../wire-videos.js'
import { failureOf } from './error-codes.js'
import type { JobStatus } from '../../../domain/jobs.js'

/** What progress tells of a job, in our words. */
export type Progress = Pick<VideoJobSummary, 'status' | 'vendorStatus' | 'outputUrl' | 'subtitlesUrl' | 'durationSeconds' | 'queueLength' | 'failure'>

/** Reads the word that says how far a video or speech is. */
export type ReadStatus = (word: string) => JobStatus

/** Reads the progress of a video or of speech (1211/62088). */
export function toProgress(wire: WireProgress, readStatus: ReadStatus): Progress {
  const status = readStatus(wire.Status)
  return {
    status,
    vendorStatus: wire.Status,
    outputUrl: wire.MediaUrl || null,
    subtitlesUrl: wire.SubtitlesUrl || null,
    durationSeconds: wire.Duration ? wire.Duration / 1000 : null,
    queueLength: status === 'WAITING' ? (wire.ArrayCount ?? null) : null,
    failure: status === 'FAILED' ? (failureOf(wire.FailCode, wire.FailMessage) ?? UNEXPLAINED) : null,
  }
}

const UNEXPLAINED = { message: 'Tencent says that it failed, and not why.', code: 'VENDOR_REJECTED', vendorCode: null, hint: null } as const

/** Reads when sentences and words are spoken; what was read of the page names no unit, and milliseconds are supposed, as in `Duration`. */
export const toSentences = ({ TextTimestampResult: sentences }: WireProgress): SpokenSentence[] =>
  (sentences ?? []).map(({ Sentence, Words }) => ({
    text: Sentence ?? '',
    words: (Words ?? []).map(({ Word, StartTimestamp, EndTimestamp }) => ({ text: Word, startMs: StartTimestamp ?? null, endMs: EndTimestamp ?? null })),
  }))
