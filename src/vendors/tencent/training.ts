import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import type { CallContext } from '../../domain/port.js'
import type { Training, TrainingCommands, TrainingUploads } from '../../domain/training/ability.js'
import { TRAINING_JOBS, trainingKey, type TrainingKind } from '../../domain/training/job.js'
import { createWordReader } from '../words.js'
import type { TencentClient } from './client.js'
import { awaitsConfirmation, trainingReaders, wordsOf } from './mapping/training-words.js'
import { trainingOperations as operations } from './operations/training.js'
import type { TencentSettings } from './settings.js'
import { toTrainingDetails } from './training-details.js'
import { createTrainingList } from './training-list.js'
import { makeOfAvatar, makeOfVoice, type Make } from './training-make.js'
import { createTrainingUploads } from './training-uploads.js'
import { createVoiceSamples } from './voice-samples.js'

/** Customization of avatars and clone of voices at a Tencent account (1211/62058 to 62081). */
export function createTraining({ call }: Pick<TencentClient, 'call'>, { knownJobs, onUnknownWord, now = Date.now }: TencentSettings): Training {
  const words = trainingReaders(createWordReader(onUnknownWord))

  const commands = (kind: TrainingKind): Pick<TrainingCommands, 'get' | 'confirm'> => ({
    async get(job, context) {
      const [wire, known] = await Promise.all([
        call(operations.getprogress, { TaskId: job }, context),
        knownJobs.get({ kind: TRAINING_JOBS[kind], key: trainingKey({ kind, job }) }),
      ])
      return toTrainingDetails({ kind, job }, wire, known, words)
    },

    async confirm(job, decision, { message: reason, ...unused }, context) {
      limits.unused('TENCENT', unused)
      if (decision === 'REJECT') limits.length('reason', reason ?? '', 1, 300)
      else limits.unused('TENCENT', { reason }, 'a result is approved without one')
      const progress = await call(operations.getprogress, { TaskId: job }, context)
      if (!awaitsConfirmation(progress)) {
        throw badInput(`id: expected a training whose result waits for its judgement (MAKING CONFIRM WAIT_PROCESS), got one in ${wordsOf(progress)}.`, { field: 'id' })
      }
      await call(operations.customerconfirm, { TaskId: job, Operate: decision === 'APPROVE' ? 'AGREE' : 'REJECT', ...(decision === 'REJECT' && { Reason: reason }) }, context)
      return []
    },
  })

  const make = async (kind: TrainingKind, { payload, facts }: Make, context: CallContext): Promise<TrainingUploads> => {
    const { TaskId: job } = await call(operations.make, payload, context)
    // The vendor has begun: that it cannot be remembered must not look as if it had not. The graph warns, since it cannot observe the job either.
    await knownJobs.remember({ kind: TRAINING_JOBS[kind], key: trainingKey({ kind, job }), facts }, context).catch(() => undefined)
    return { nativeId: job, uploads: [] }
  }

  return {
    list: createTrainingList({ call }, knownJobs, words),
    avatars: { ...commands('AVATAR'), create: (draft, context) => make('AVATAR', makeOfAvatar(draft), context) },
    voices: { ...commands('VOICE'), create: (draft, context) => make('VOICE', makeOfVoice(draft), context) },
    prepareUploads: createTrainingUploads({ call }, now),
    voiceSamples: createVoiceSamples({ call }, words),
  }
}
