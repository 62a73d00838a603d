import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import type { Speech, SpeechDraft } from '../../domain/speech.js'
import { isFinalStatus } from '../../domain/jobs.js'
import { createWordReader } from '../words.js'
import type { TencentClient } from './client.js'
import { toProgress, toSentences } from './mapping/progress.js'
import { BROADCAST_STATUSES } from './mapping/video-words.js'
import { videoOperations as operations } from './operations/videos.js'
import type { TencentSettings } from './settings.js'
import { inputSsml } from './texts.js'
import { webUrl } from './video-requests.js'
import { speechParam } from './voice.js'

/** The vendor names no interval; a sentence takes about that long. */
const POLL_SECONDS = 2
/** In characters (1211/62086). */
const LONGEST = 20_000
const SAMPLE_RATES = [24_000, 16_000]

/** Speech previews of a Tencent account (1211/62086): one file, with the times of its sentences and words. */
export function createSpeech({ call }: Pick<TencentClient, 'call'>, { onUnknownWord }: Pick<TencentSettings, 'onUnknownWord'>): Speech {
  const readStatus = createWordReader(onUnknownWord)('Status', BROADCAST_STATUSES)
  return {
    pollSeconds: POLL_SECONDS,
    async preview(draft, context) {
      return (await call(operations.tts, payloadOf(draft), context)).TaskId
    },
    async get(id, context) {
      const wire = await call(operations.getprogress, { TaskId: id }, context)
      const { status, outputUrl, durationSeconds, failure } = toProgress(wire, readStatus)
      return {
        nativeId: id,
        isComplete: isFinalStatus(status),
        message: failure?.message ?? null,
        fileUrls: status === 'SUCCEEDED' && outputUrl !== null ? [outputUrl] : [],
        durationSeconds,
        sentences: toSentences(wire),
        failure,
      }
    },
  }
}

function payloadOf({ text, voice, avatar, sampleRate, codec, sentences, storageUrl }: SpeechDraft) {
  if (voice.voice === null && avatar === null) throw badInput('voice.assetId: expected the id of a voice, or an avatarId whose voice it is.', { field: 'voice.assetId' })
  if (voice.voice !== null) limits.unused('Tencent', { avatarId: avatar }, 'voice.assetId names the voice: leave one of the two out')
  if (sampleRate !== null && !SAMPLE_RATES.includes(sampleRate)) throw badInput(`sampleRate: expected ${SAMPLE_RATES.join(' or ')} Hz, got ${sampleRate}.`, { field: 'sampleRate' })
  limits.range('sentences.maxLength', sentences?.maxLength, 0, 999)
  return {
    ...speechParam('voice', voice),
    VirtualmanKey: avatar ?? undefined,
    InputSsml: inputSsml('text', text, LONGEST),
    SampleRate: sampleRate ?? undefined,
    Codec: codec?.toLowerCase(),
    SentenceMaxWords: sentences?.maxLength ?? undefined,
    SentenceDisplayPunctuation: sentences?.shownPunctuation ?? undefined,
    SentenceSplitPunctuation: sentences?.endingPunctuation ?? undefined,
    AudioStorageS3Url: webUrl('storageUrl', storageUrl),
  }
}
