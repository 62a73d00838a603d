import { honourOnly } from '../../domain/filters.js'
import { limits } from '../../domain/limits.js'
import { mergeNewestFirst, placesIn } from '../../domain/merge.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { CallContext } from '../../domain/port.js'
import type { Training, TrainingFilter } from '../../domain/training/ability.js'
import type { TrainingJob } from '../../domain/training/job.js'
import { createAvatarTraining } from './avatar-training.js'
import { toAvatarSummary } from './avatar-training-details.js'
import type { VendorClient } from '../client.js'
import { notAfter, notBefore, type Words } from './mapping/words.js'
import { RESOLUTIONS } from './mapping/metadata-words.js'
import { AVATAR_TRAINING_STATES, statesOf, VOICE_TRAINING_STATES } from './mapping-training.js'
import { avatarTrainingOperations, voiceTrainingOperations } from './operations/training.js'
import { fetchPage } from './paging.js'
import { createVoiceTraining, toVoiceDetails } from './voice-training.js'
import { wordFor } from '../words.js'

/** One of the vendor's lists, narrowed. */
interface Source {
  name: string
  fetch: (page: PageRequest, context: CallContext) => Promise<Page<TrainingJob>>
}

/** Training avatars and voices at a Huawei account (chapters 7 and 8). */
export function createTraining(client: Pick<VendorClient, 'call'>, words: Words): Training {
  return {
    listTellsStates: true,
    avatars: createAvatarTraining(client, words),
    voices: createVoiceTraining(client, words),
    async list(filter, { size, after }, context) {
      honourOnly('Huawei', filter, ['kinds', 'statuses', 'search', 'tag', 'batchName', 'resolution', 'nativeId', 'project', 'createdAfter', 'createdBefore'])
      const places = placesIn(after)
      const sources = [...avatarLists(client, words, filter), ...voiceLists(client, words, filter)]
      const pages = await Promise.all(sources.map(async ({ name, fetch }) => ({ name, page: await fetch({ size, after: places[name] }, context) })))
      const { items, hasMore, total = 0 } = mergeNewestFirst(pages, places, size, (job) => job.createdAt)
      return { items: items.map(({ entity, cursor }) => ({ entity, cursor })), hasMore, total }
    },
  }
}

/** The list of 7.2; none when no avatar can match. */
function avatarLists({ call }: Pick<VendorClient, 'call'>, words: Words, filter: TrainingFilter): Source[] {
  const { kinds, statuses, search, tag, batchName, resolution, nativeId, project, createdAfter, createdBefore } = filter
  const state = statuses && statesOf(AVATAR_TRAINING_STATES, statuses)
  if ((kinds && !kinds.includes('AVATAR')) || state?.length === 0) return []
  const query = {
    sort_key: 'create_time',
    sort_dir: 'desc',
    state,
    name: search,
    tag,
    batch_name: batchName,
    model_resolution: wordFor('filter.resolution', RESOLUTIONS, resolution),
    job_id: nativeId,
    query_project_id: project,
    create_since: notBefore(createdAfter),
    create_until: notAfter(createdBefore),
  }
  const fetch: Source['fetch'] = async (page, context) => {
    const wire = await fetchPage(
      page,
      (offset, limit) => call(avatarTrainingOperations.list2dModelTrainingJob, { query: { ...query, offset, limit } }, context),
      (job) => job.job_id,
    )
    return { ...wire, items: wire.items.map(({ entity, cursor }) => ({ entity: toAvatarSummary(entity, words), cursor })) }
  }
  return [{ name: 'avatars', fetch }]
}

/**
 * The list of 8.4, which comes in the vendor's order: it takes no sort key. None when no voice can match: they have no
 * batches, resolutions and other projects.
 */
function voiceLists({ call }: Pick<VendorClient, 'call'>, words: Words, filter: TrainingFilter): Source[] {
  const { kinds, statuses, search, tag, batchName, resolution, nativeId, project, createdAfter, createdBefore } = filter
  const state = statuses && statesOf(VOICE_TRAINING_STATES, statuses)
  if ((kinds && !kinds.includes('VOICE')) || state?.length === 0 || batchName !== undefined || resolution !== undefined || project !== undefined) return []
  // A longer one is that of an avatar.
  if (!fits(nativeId, 64) || !fits(tag, 32)) return []
  limits.length('filter.search', search, 1, 256)
  const query = { state, voice_name: search, tag, job_id: nativeId, create_since: notBefore(createdAfter), create_until: notAfter(createdBefore) }
  const fetch: Source['fetch'] = async (page, context) => {
    const wire = await fetchPage(
      page,
      (offset, limit) => call(voiceTrainingOperations.listVoiceTrainingJob, { query: { ...query, offset, limit } }, context),
      (job) => job.job_id,
    )
    return { ...wire, items: wire.items.map(({ entity, cursor }) => ({ entity: toVoiceDetails(entity, words), cursor })) }
  }
  return [{ name: 'voices', fetch }]
}

const fits = (text: string | undefined, most: number) => text === undefined || [...text].length <= most
