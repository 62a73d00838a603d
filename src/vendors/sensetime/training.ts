import { honourOnly } from '../../domain/filters.js'
import type { KnownJob } from '../../domain/known-jobs.js'
import { limits } from '../../domain/limits.js'
import type { CallContext } from '../../domain/port.js'
import type { Training, TrainingUploads } from '../../domain/training/ability.js'
import { parseTrainingKey, TRAINING_JOBS, trainingKey, type TrainingDetails, type TrainingKind } from '../../domain/training/job.js'
import { listKnown } from '../known-list.js'
import { askAfter, createTask, isNamed, nameOf, type TaskOperations, type TaskPlace, type TaskState } from './tasks.js'

/** Training avatars (page 3) and voices at a SenseTime account, of each kind whose paths the account's settings give; at least one. */
export function createTraining(place: TaskPlace, operations: Partial<Record<TrainingKind, TaskOperations>>): Training {
  const { knownJobs } = place
  const kinds = (['AVATAR', 'VOICE'] as const).filter((kind) => operations[kind])

  const ofKind = (kind: TrainingKind, of: TaskOperations) => ({
    get: async (job: string, context: CallContext): Promise<TrainingDetails> => {
      const known = knownJobs.get({ kind: TRAINING_JOBS[kind], key: trainingKey({ kind, job }) }).catch(() => undefined)
      return toDetails(kind, job, await askAfter(place, of, job, context), await known)
    },
    begin: async (name: string, options: Parameters<typeof createTask>[2]['options'], context: CallContext): Promise<TrainingUploads> => {
      return { nativeId: await createTask(place, of, { kind: TRAINING_JOBS[kind], keyOf: (job) => trainingKey({ kind, job }), name, options }, context), uploads: [] }
    },
  })
  const avatars = operations.AVATAR && ofKind('AVATAR', operations.AVATAR)
  const voices = operations.VOICE && ofKind('VOICE', operations.VOICE)

  return {
    async list(filter, page, context) {
      honourOnly('SENSETIME', filter, ['kinds', 'statuses', 'search', 'nativeId', 'createdAfter', 'createdBefore'])
      const { nativeId: job, search, statuses, createdAfter, createdBefore } = filter
      const asked = kinds.filter((kind) => !filter.kinds || filter.kinds.includes(kind))
      const span = { kinds: asked.map((kind) => TRAINING_JOBS[kind]), ...(job !== undefined && { keys: asked.map((kind) => trainingKey({ kind, job })) }), createdAfter, createdBefore }
      const ask = async (one: KnownJob) => {
        const { kind, job: id } = parseTrainingKey(one.key)
        return toDetails(kind, id, await askAfter(place, operations[kind]!, id, context), one)
      }
      return listKnown(knownJobs, { vendor: 'SENSETIME', span, statuses, mayMatch: (one) => isNamed(one, search), ask }, page, context)
    },
    ...(avatars && {
      avatars: {
        get: (job, context) => avatars.get(job, context),
        async create({ name, options, ...unused }, context) {
          limits.unused('SENSETIME', unused, 'give the whole request in options')
          return avatars.begin(name, options, context)
        },
      },
    }),
    ...(voices && {
      voices: {
        get: (job, context) => voices.get(job, context),
        async create({ name, options, edition: _, ...unused }, context) {
          limits.unused('SENSETIME', unused, 'give the whole request in options')
          return voices.begin(name, options, context)
        },
      },
    }),
  }
}

function toDetails(kind: TrainingKind, nativeId: string, state: TaskState, known: KnownJob | undefined): TrainingDetails {
  return {
    nativeId,
    kind,
    status: state.status,
    stage: null,
    vendorStatus: state.vendorStatus,
    requiredAction: null,
    // A task that was cancelled or failed can be generated anew (code 84115966).
    final: state.status === 'SUCCEEDED',
    name: nameOf(known),
    tags: [],
    coverUrl: null,
    asset: null,
    assets: [],
    failure: null,
    appUserId: null,
    createdAt: known?.createdAt ?? null,
    updatedAt: null,
    avatar: null,
    voice: null,
    demoVideoUrls: [],
    trainingRounds: [],
    refusalReason: null,
    operationLog: null,
    comments: null,
  }
}
