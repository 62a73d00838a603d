import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import type { VoiceSamples } from '../../domain/training/voice-samples.js'
import { oneLine } from '../operation.js'
import { wordFor } from '../words.js'
import type { TencentClient } from './client.js'
import { SAMPLE_LANGUAGES, type TrainingReaders } from './mapping/training-words.js'
import { trainingOperations as operations } from './operations/training.js'
import { checkAddress } from './training-make.js'

/** Checking recordings for the fast voice clone (1211/62077, 62078): what passes gets the id that make asks for. */
export function createVoiceSamples({ call }: Pick<TencentClient, 'call'>, words: TrainingReaders): VoiceSamples {
  return {
    async texts(language, context) {
      const texts = await call(operations.gettext, { Language: wordFor('language', SAMPLE_LANGUAGES, language) }, context)
      return texts.map(({ TextId, Text }) => ({ id: TextId, text: Text }))
    },

    async check({ audioUrl, textId, referenceText }, context) {
      if (textId !== undefined && referenceText !== undefined) throw badInput('referenceText: expected textId or referenceText, got both.', { field: 'referenceText' })
      limits.length('textId', textId, 1, 256)
      limits.length('referenceText', referenceText, 1, 1000)
      checkAddress('audioUrl', 'VOICE_SAMPLE', audioUrl)
      const { TaskId } = await call(operations.detectaudioquality, { AudioUrl: audioUrl, TextId: textId, ReferenceText: referenceText }, context)
      return TaskId
    },

    async get(id, context) {
      const { AudioId, DetectionCode, DetectionMsg, TaskState } = await call(operations.getdetectprogress, { TaskId: id }, context)
      const status = words.checkState(TaskState)
      return {
        nativeId: id,
        status,
        vendorStatus: TaskState,
        // Before the end the code is whatever a number is by default.
        verdict: status === 'SUCCEEDED' || status === 'FAILED' ? (DetectionCode == null ? null : words.verdict(String(DetectionCode))) : null,
        message: oneLine(DetectionMsg ?? '') || null,
        sampleId: AudioId || null,
      }
    },
  }
}
