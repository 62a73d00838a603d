import { AvatarGraphError } from '../../domain/errors.js'
import { honourOnly } from '../../domain/filters.js'
import type { KnownJob, KnownJobs } from '../../domain/known-jobs.js'
import type { CallContext } from '../../domain/port.js'
import type { Training } from '../../domain/training/ability.js'
import { parseTrainingKey, TRAINING_JOBS, TRAINING_KINDS, trainingKey, type TrainingDetails } from '../../domain/training/job.js'
import type { TencentClient } from './client.js'
import { listKnown } from '../known-list.js'
import type { TrainingReaders } from './mapping/training-words.js'
import { trainingOperations as operations } from './operations/training.js'
import { toTrainingDetails } from './training-details.js'
import { wireProgress, type WireProgress } from './wire-training.js'


/**
 * The list of trainings: Tencent keeps none, so it is that of the trainings which were created here or are tracked, each
 * asked how it stands (1211/62061). What has come to its end is remembered and not asked again.
 */
export function createTrainingList({ call }: Pick<TencentClient, 'call'>, knownJobs: KnownJobs, words: TrainingReaders): Training['list'] {
  return async (filter, page, context) => {
    honourOnly('TENCENT', filter, ['kinds', 'statuses', 'search', 'nativeId', 'createdAfter', 'createdBefore'])
    const { kinds = TRAINING_KINDS, statuses, search, nativeId: job, createdAfter, createdBefore } = filter
    const span = {
      kinds: kinds.map((kind) => TRAINING_JOBS[kind]),
      ...(job !== undefined && { keys: kinds.map((kind) => trainingKey({ kind, job })) }),
      createdAfter,
      createdBefore,
    }
    const ask = (known: KnownJob) => detailsOf(known, { call, knownJobs, words }, context)
    return listKnown<TrainingDetails>(knownJobs, { vendor: 'TENCENT', span, statuses, mayMatch: (known) => isNamed(known, search), ask, isAsked: ({ facts }) => facts.ended === undefined }, page, context)
  }
}

/** Whether a training has this in its name. One that was started elsewhere has none here. */
function isNamed({ facts }: KnownJob, search: string | undefined): boolean {
  return search === undefined || (typeof facts.name === 'string' && facts.name.toLowerCase().includes(search.toLowerCase()))
}

/** How a known training stands; its end is remembered. */
async function detailsOf(job: KnownJob, { call, knownJobs, words }: Pick<TencentClient, 'call'> & { knownJobs: KnownJobs; words: TrainingReaders }, context: CallContext): Promise<TrainingDetails> {
  const ref = parseTrainingKey(job.key)
  const ended = wireProgress.safeParse(job.facts.ended)
  if (ended.success) return toTrainingDetails(ref, ended.data, job, words)
  const wire = await call(operations.getprogress, { TaskId: ref.job }, context).catch(forgotten)
  const details = toTrainingDetails(ref, wire, job, words)
  if (details.final) {
    const { Status, StageV2 = null, StatusV2 = null, FailMessage = null, AssetList } = wire
    const facts = { ended: { Status, StageV2, StatusV2, FailMessage, AssetList: AssetList?.map(({ VirtualmanKey = null, TimbreKey = null }) => ({ VirtualmanKey, TimbreKey })) ?? null } }
    // Only spares questions; the next list asks again.
    await knownJobs.remember({ kind: job.kind, key: job.key, facts }, context).catch(() => undefined)
  }
  return details
}

/** A training that the vendor has forgotten does not take the list with it: it stands there as UNKNOWN. */
function forgotten(error: unknown): WireProgress {
  if (error instanceof AvatarGraphError && error.code === 'NOT_FOUND') return wireProgress.parse({ Status: '' })
  throw error
}
