import { limits } from '../../domain/limits.js'
import type { CallContext } from '../../domain/port.js'
import type { Speech, SpeechPreview } from '../../domain/speech.js'
import type { VendorClient } from '../client.js'
import { url } from './mapping/words.js'
import { speechOperations as operations } from './operations/speech.js'
import { checkVoice } from './production-limits.js'
import type { HuaweiSettings } from './settings.js'
import { checkTexts } from './texts.js'

/** Seconds between questions while files are still to come (9.2). */
const POLL_SECONDS = 5
/** Previews whose last answer is kept for that long; beyond, the oldest goes. */
const MAX_REMEMBERED = 500
/** Longest text, tags included (errata, section 8). */
const LONGEST_TEXT = 100_000

/** Speech previews of a Huawei account (chapter 9). */
export function createSpeech(client: Pick<VendorClient, 'call'>, { now = Date.now }: Pick<HuaweiSettings, 'now'>): Speech {
  const { call } = client
  const answers = new Map<string, { at: number; preview: SpeechPreview }>()

  async function ask(id: string, context: CallContext): Promise<SpeechPreview> {
    const { is_file_complete, message, files } = await call(operations.showTtsAuditionFile, { params: { job_id: id } }, context)
    return {
      nativeId: id,
      isComplete: is_file_complete ?? false,
      message: message || null,
      fileUrls: (files ?? []).flatMap((file) => url(file.download_url) ?? []),
      durationSeconds: null,
      sentences: [],
      failure: null,
    }
  }

  return {
    pollSeconds: POLL_SECONDS,
    async preview({ text, voice, avatar, sampleRate, codec, sentences, storageUrl }, context) {
      limits.unused('Huawei', { avatarId: avatar, sampleRate, codec, sentences, storageUrl })
      checkVoice('voice', voice)
      // The voice's id travels under the name `emotion` (errata, section 4).
      const emotion = voice.voice ?? ''
      limits.pattern('voice.assetId', emotion, /^[\w-]{1,64}$/, 'the id of a voice')
      await checkTexts(client, [{ field: 'text', text, voice: emotion }], context, LONGEST_TEXT)
      const body = { text, emotion, speed: voice.speed ?? undefined, pitch: voice.pitch ?? undefined, volume: voice.volume ?? undefined }
      return (await call(operations.createTtsAudition, { body }, context)).job_id
    },
    async get(id, context) {
      // What one third-party user may see another may not.
      const key = `${context.appUserId ?? ''}/${id}`
      const known = answers.get(key)
      if (known && now() - known.at < POLL_SECONDS * 1000) return known.preview
      const preview = await ask(id, context)
      answers.delete(key)
      answers.set(key, { at: now(), preview })
      const [oldest] = answers.keys()
      if (answers.size > MAX_REMEMBERED && oldest !== undefined) answers.delete(oldest)
      return preview
    },
  }
}
