import type { Failure } from './failure.js'
import type { CallContext } from './port.js'
import type { VoiceSettings } from './production.js'

/** A text to be heard before it is used. */
export interface SpeechDraft {
  /** Plain text or SSML. */
  text: string
  voice: VoiceSettings
  /** Native id of the avatar whose own voice reads, instead of a voice. */
  avatar: string | null
  /** In Hz. */
  sampleRate: number | null
  codec: AudioCodec | null
  sentences: SentenceRules | null
  /** Where the finished file is put instead of the vendor's own storage: an address that carries its permission, a secret. */
  storageUrl: string | null
}

/** In which file speech comes. */
export const AUDIO_CODECS = ['MP3', 'WAV'] as const
/** One of {@link AUDIO_CODECS}. */
export type AudioCodec = (typeof AUDIO_CODECS)[number]

/** How a text is taken apart into the sentences that are told with their times. */
export interface SentenceRules {
  /** Characters a sentence at most. */
  maxLength: number | null
  /** The punctuation marks that sentences show; the vendor's own words for all and none may be there. */
  shownPunctuation: string | null
  /** The punctuation marks that end a sentence. */
  endingPunctuation: string | null
}

/** A word and when it is spoken, in milliseconds from the beginning. */
export interface SpokenWord {
  text: string
  startMs: number | null
  endMs: number | null
}

/** A sentence and when its words are spoken. */
export interface SpokenSentence {
  text: string
  words: SpokenWord[]
}

/** A recording in the making: files come one by one. */
export interface SpeechPreview {
  nativeId: string
  /** Whether no more files will come. */
  isComplete: boolean
  /** What the vendor has to say about it, where it went wrong. */
  message: string | null
  /** Addresses of the files so far, in order; signed and short-lived. */
  fileUrls: string[]
  /** Length of the recording, as soon as it is known. */
  durationSeconds: number | null
  /** When each sentence is spoken, where the vendor tells. */
  sentences: SpokenSentence[]
  /** Why there will be no recording. */
  failure: Failure | null
}

/** Hearing how a voice reads a text. */
export interface Speech {
  /** Seconds that an incomplete preview is left alone before the vendor is asked again. */
  readonly pollSeconds: number
  /** Resolves with the native id of the preview. Costs money with some voices, so never repeated blindly. */
  preview(draft: SpeechDraft, call: CallContext): Promise<string>
  /** What there is so far; asked sooner than the vendor wishes, it answers what it knows. */
  get(id: string, call: CallContext): Promise<SpeechPreview>
}
