import { z } from 'zod'
import { list, text } from '../wire.js'
import { id, number } from './wire.js'

const word = z.object({ Word: z.string(), StartTimestamp: number, EndTimestamp: number })

/** The progress of a video or of speech (1211/62088). `Progress` is reserved and not read. */
export const wireProgress = z.object({
  Status: z.string().min(1),
  MediaUrl: text,
  SubtitlesUrl: text,
  ArrayCount: number,
  FailCode: number,
  FailMessage: text,
  Duration: number,
  TextTimestampResult: list(z.object({ Sentence: text, Words: list(word) })).catch(null),
})
/** The progress of a video or of speech. */
export type WireProgress = z.output<typeof wireProgress>

/** What of a result callback is read: which job to ask about (1211/62096). The rest is not believed. */
export const wireVideoCallback = z.object({ Payload: z.object({ TaskId: id }) })
