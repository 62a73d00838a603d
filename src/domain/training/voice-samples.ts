import type { VoiceLanguage } from '../asset-metadata.js'
import type { JobStatus } from '../jobs.js'
import type { CallContext } from '../port.js'

/** What a check found out about a recording. */
export const VOICE_SAMPLE_VERDICTS = ['PASSED', 'TRY_AGAIN', 'RECORD_AGAIN', 'TOO_NOISY', 'UNKNOWN'] as const
/** One of {@link VOICE_SAMPLE_VERDICTS}. */
export type VoiceSampleVerdict = (typeof VOICE_SAMPLE_VERDICTS)[number]

/** A text to be read aloud. */
export interface VoiceSampleText {
  id: string
  text: string
}

/** A recording to be checked. */
export interface VoiceSample {
  audioUrl: string
  /** The text that was read: one of the vendor's by its id, or any other in full; at most one of the two. */
  textId?: string
  referenceText?: string
}

/** How the check of a recording goes. */
export interface VoiceSampleCheck {
  nativeId: string
  status: JobStatus
  /** The vendor's own word. */
  vendorStatus: string
  /** Null while there is none. */
  verdict: VoiceSampleVerdict | null
  /** What the vendor says of the recording. */
  message: string | null
  /** What a recording that passed is called when a voice is made of it. */
  sampleId: string | null
}

/** Checking a recording before a voice is made of it. */
export interface VoiceSamples {
  /** Texts to read aloud. */
  texts(language: VoiceLanguage, call: CallContext): Promise<VoiceSampleText[]>
  /** Begins a check; resolves with its native id. Never repeated blindly. */
  check(sample: VoiceSample, call: CallContext): Promise<string>
  get(id: string, call: CallContext): Promise<VoiceSampleCheck>
}
