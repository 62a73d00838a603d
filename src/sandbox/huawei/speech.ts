import { z } from 'zod'
import { Refusal, type Answer, type Call } from '../call.js'
import { isMarked, newId } from '../ids.js'
import { readBody } from './body.js'
import type { Context } from './context.js'
import { ERRORS, refusal } from './errors.js'
import { tone } from '../tone.js'

/** Milliseconds at speed 1. */
const PER_FILE = 500
const LIFE_MS = 3600 * 1000
const MOST_FILES = 20
const MOST_JOBS = 1000

const BODY = z.object({
  text: z.string().min(1).max(100_000),
  emotion: z.string().regex(/^[a-zA-Z0-9-_]{1,64}$/, 'expected the asset id of a voice'),
  speed: z.int().min(50).max(200).optional(),
  pitch: z.int().min(50).max(200).optional(),
  volume: z.int().min(90).max(240).optional(),
})

interface Preview {
  files: string[]
  complete: boolean
  message: string
}

/** Speech previews (section 9): a list of sound files that grows, one for each sentence. Errors of this section also carry `request_id`. */
export class Speech {
  readonly #context: Context
  readonly #previews = new Map<string, Preview>()

  constructor(context: Context) {
    this.#context = context
  }

  /** 9.1. `emotion` is the asset id of a voice. */
  create(call: Call): Answer {
    return withRequestId(call, () => {
      const body = readBody(BODY, call)
      const voice = this.#context.world.assetsById.get(body.emotion)
      if (voice?.type !== 'VOICE_MODEL' || voice.state !== 'ACTIVED') throw refusal(ERRORS.speechAsset, 'emotion: there is no such voice in use')
      const id = newId()
      const preview: Preview = { files: [], complete: false, message: '' }
      this.#previews.set(id, preview)
      const oldest = this.#previews.keys().next()
      if (this.#previews.size > MOST_JOBS && !oldest.done) this.#forget(oldest.value)
      this.#speak(id, preview, sentences(body.text), body.pitch ?? 100)
      return { status: 200, body: { job_id: id } }
    })
  }

  /** 9.2: the files that are there so far; their addresses live for an hour. */
  show(call: Call): Answer {
    return withRequestId(call, () => {
      const preview = this.#previews.get(call.params['job_id'] ?? '')
      if (!preview) throw refusal(ERRORS.speechTask, 'there is no preview of this id')
      const { media } = this.#context
      return { status: 200, body: { is_file_complete: preview.complete, message: preview.message, files: preview.files.map((path) => ({ download_url: media.url(path, LIFE_MS) })) } }
    })
  }

  #speak(id: string, preview: Preview, [sentence, ...rest]: readonly string[], pitch: number): void {
    this.#context.pace.after(PER_FILE, () => {
      if (sentence === undefined || isMarked(sentence)) {
        if (sentence !== undefined) preview.message = 'Text-to-speech failed.'
        preview.complete = true
        return
      }
      const path = `speech/${id}/${preview.files.length}.wav`
      this.#context.media.keep(path, { bytes: tone(3 * pitch, Math.min(1500, 40 * sentence.length)), type: 'audio/wav' })
      preview.files.push(path)
      this.#speak(id, preview, rest, pitch)
    })
  }

  #forget(id: string): void {
    for (const path of this.#previews.get(id)?.files ?? []) this.#context.media.delete(path)
    this.#previews.delete(id)
  }
}

/** A text without its tags, by sentence; at most twenty pieces. */
function sentences(text: string): string[] {
  const parts = text.replaceAll(/<[^>]*>/g, '').split(/(?<=[.!?。！？；;])\s*/).filter((part) => part.trim() !== '')
  return parts.length <= MOST_FILES ? parts : [...parts.slice(0, MOST_FILES - 1), parts.slice(MOST_FILES - 1).join(' ')]
}

function withRequestId(call: Call, work: () => Answer): Answer {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...error.answer, body: { ...error.answer.body as object, request_id: call.requestId } }
  }
}
