import { honourOnly } from '../../domain/filters.js'
import type { KnownJob } from '../../domain/known-jobs.js'
import { limits } from '../../domain/limits.js'
import type { VideoJobDetails, Videos } from '../../domain/videos.js'
import { listKnown } from '../known-list.js'
import { askAfter, createTask, isNamed, nameOf, textIn, type TaskOperations, type TaskPlace, type TaskState } from './tasks.js'

/** Under which names an answer may have the address of the video: the fields are not published. */
const ADDRESSES = ['videoUrl', 'url']

/** Making videos at a SenseTime account whose settings give the paths (page 4). */
export function createVideos(place: TaskPlace, operations: TaskOperations): Videos {
  const { knownJobs } = place
  return {
    async list(filter, page, context) {
      honourOnly('SENSETIME', filter, ['statuses', 'search', 'job', 'createdAfter', 'createdBefore'])
      const { job, search, statuses, createdAfter, createdBefore } = filter
      const span = { kinds: ['VIDEO'] as const, ...(job !== undefined && { keys: [job] }), createdAfter, createdBefore }
      const ask = async (one: KnownJob) => toDetails(one.key, await askAfter(place, operations, one.key, context), one)
      return listKnown(knownJobs, { vendor: 'SENSETIME', span, statuses, mayMatch: (one) => isNamed(one, search), ask }, page, context)
    },
    async get(id, _options, context) {
      const [state, known] = await Promise.all([askAfter(place, operations, id, context), knownJobs.get({ kind: 'VIDEO', key: id }).catch(() => undefined)])
      return toDetails(id, state, known)
    },
    async create({ name, options, ...unused }, context) {
      limits.unused('SENSETIME', unused, 'give the whole request in options')
      return createTask(place, operations, { kind: 'VIDEO', keyOf: (id) => id, name, options }, context)
    },
  }
}

function toDetails(nativeId: string, { status, vendorStatus, answer }: TaskState, known: KnownJob | undefined): VideoJobDetails {
  const name = nameOf(known)
  return {
    nativeId,
    kind: 'UNKNOWN',
    status,
    vendorStatus,
    createdAt: known?.createdAt ?? null,
    updatedAt: null,
    startedAt: null,
    endedAt: null,
    durationSeconds: null,
    output: name === null ? null : { asset: null, name, coverUrl: null, previewUrl: null },
    outputUrl: textIn(answer, ADDRESSES),
    subtitlesUrl: null,
    queueLength: null,
    failure: null,
    script: null,
    avatar: null,
    voice: null,
    video: null,
    music: null,
    skipReview: null,
    scenes: [],
  }
}
