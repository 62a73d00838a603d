import type { CallContext } from './port.js'
import type { VoiceSettings } from './production.js'

/** A text to be heard before it is used. */
export interface SpeechDraft {
  /** Plain text or SSML. */
  text: string
  voice: VoiceSettings
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
