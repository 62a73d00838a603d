import { z } from 'zod'
import { ERROR_CODES } from '../../domain/errors.js'
import { JOB_STATUSES } from '../../domain/jobs.js'
import type { JsonObject } from '../../domain/json.js'
import type { VideoDraft } from '../../domain/video-draft.js'
import { VIDEO_JOB_KINDS } from '../../domain/videos.js'
import type { Progress } from './mapping/progress.js'
import type { VideoRequest } from './video-requests.js'

const text = z.string().nullable().catch(null)
const number = z.number().nullable().catch(null)
const failure = z.object({ message: z.string(), code: z.enum(ERROR_CODES), vendorCode: z.string().nullable(), hint: z.string().nullable() })

const videoFacts = z.object({
  kind: z.enum(VIDEO_JOB_KINDS).catch('UNKNOWN'),
  name: text,
  avatar: text,
  voice: z
    .object({ voice: text, speed: number, pitch: number, volume: number, emotion: text, emotionIntensity: number, language: text })
    .nullable()
    .catch(null),
  text,
  /** Whether its files are in the caller's own storage. */
  stored: z.boolean().catch(false),
  /** See `resultAddress`. */
  nonce: text,
  /** How it ended: such a job is not asked about again. */
  end: z
    .object({ status: z.enum(JOB_STATUSES), vendorStatus: z.string(), outputUrl: text, subtitlesUrl: text, durationSeconds: number, queueLength: number, failure: failure.nullable() })
    .nullable()
    .catch(null),
})
/** What is kept of a video here because the vendor does not tell it: what it is made from, and how it ended. */
export type VideoFacts = z.output<typeof videoFacts>

/** Reads what was kept of a video; of one that was started elsewhere that is how it ended, at most. */
export const readVideoFacts = (facts: JsonObject | undefined): VideoFacts => videoFacts.parse(facts ?? {})

/** What is kept of a video that was ordered here. */
export const factsOf = ({ name, avatar, voice, scenes, storage }: VideoDraft, { kind }: VideoRequest, nonce: string | null): JsonObject => ({
  kind,
  name,
  avatar,
  voice: voice && { ...voice },
  text: scenes?.[0]?.text ?? null,
  stored: storage?.videoUrl != null,
  nonce,
})

/** What is kept of how a video ended. */
export const endFacts = (end: Progress): JsonObject => ({ end: { ...end, failure: end.failure && { ...end.failure } } })
