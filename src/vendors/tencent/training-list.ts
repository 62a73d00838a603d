import pLimit from 'p-limit'
import { AvatarGraphError } from '../../domain/errors.js'
import type { KnownJob, KnownJobs } from '../../domain/known-jobs.js'
import type { Page, PageRequest } from '../../domain/page.js'
import type { CallContext } from '../../domain/port.js'
import type { Training, TrainingFilter } from '../../domain/training/ability.js'
import { parseTrainingKey, TRAINING_JOBS, TRAINING_KINDS, trainingKey, type TrainingDetails } from '../../domain/training/job.js'
import type { TencentClient } from './client.js'
import type { TrainingReaders } from './mapping/training-words.js'
import { trainingOperations as operations } from './operations/training.js'
import { toTrainingDetails } from './training-details.js'
import { wireProgress, type WireProgress } from './wire-training.js'

/** What lists cannot be narrowed by: the vendor has nothing of the kind. */
const FOREIGN_FILTERS = ['tag', 'batchName', 'resolution', 'project'] as const satisfies (keyof TrainingFilter)[]
/** Questions to the vendor that are under way at the same time. */
const CONCURRENCY = 8
/** Questions to the vendor that one page may take; a page that is not full by then ends early, with more to follow. */
const MOST_QUESTIONS = 200
/** Jobs read from the memory at a time. */
const WINDOW = 50

/** A training on its way into a page. */
interface Found {
  cursor: string
  job: KnownJob
  details?: TrainingDetails
}

/**
 * The list of trainings: Tencent keeps none, so it is that of the trainings which were created here or are tracked, each
 * asked how it stands (1211/62061). What has come to its end is remembered and not asked again.
 */
export function createTrainingList({ call }: Pick<TencentClient, 'call'>, knownJobs: KnownJobs, words: TrainingReaders): Training['list'] {
  return async (filter, page, context) => {
    const foreign = FOREIGN_FILTERS.find((name) => filter[name] !== undefined)
    if (foreign) throw new AvatarGraphError('UNSUPPORTED', `TENCENT cannot narrow trainings by ${foreign}: it has nothing of the kind.`, { hint: `Leave the account out of the list, or leave out filter.${foreign}.` })

    const limit = pLimit(CONCURRENCY)
    let questions = 0
    const ask = (job: KnownJob): Promise<TrainingDetails> => {
      if (job.facts.ended === undefined) questions += 1
      return limit(() => detailsOf(job, { call, knownJobs, words }, context))
    }

    const { found, isWhole } = await collect(page.size, knownPages(knownJobs, filter, page, context), async (window) => {
      const named = window.filter(({ job }) => isNamed(job, filter.search))
      if (!filter.statuses) return named
      const asked = await Promise.all(named.map(async (one) => ({ ...one, details: await ask(one.job) })))
      return asked.filter(({ details }) => filter.statuses?.includes(details.status))
    }, () => questions < MOST_QUESTIONS)
    if (found.length === 0 && !isWhole) throw tooManyAsked()

    const shown = found.slice(0, page.size)
    const items = await Promise.all(shown.map(async ({ cursor, job, details }) => ({ cursor, entity: details ?? (await ask(job)) })))
    return { items, hasMore: found.length > page.size || !isWhole }
  }
}

/** Gathers one more than a page takes, which tells whether more follow. */
async function collect(size: number, windows: AsyncIterable<Found[]>, choose: (window: Found[]) => Promise<Found[]>, mayGoOn: () => boolean): Promise<{ found: Found[]; isWhole: boolean }> {
  const found: Found[] = []
  for await (const window of windows) {
    if (!mayGoOn()) return { found, isWhole: false }
    found.push(...(await choose(window)))
    if (found.length > size) break
  }
  return { found, isWhole: true }
}

/** The known trainings that can match, in windows, newest first. */
async function* knownPages(knownJobs: KnownJobs, filter: TrainingFilter, { size, after }: PageRequest, context: CallContext): AsyncGenerator<Found[]> {
  const { kinds = TRAINING_KINDS, nativeId: job, createdAfter, createdBefore } = filter
  const narrowed = {
    kinds: kinds.map((kind) => TRAINING_JOBS[kind]),
    ...(job !== undefined && { keys: kinds.map((kind) => trainingKey({ kind, job })) }),
    createdAfter,
    createdBefore,
  }
  for (let place = after; ; ) {
    const { items, hasMore }: Page<KnownJob> = await knownJobs.list(narrowed, { size: Math.max(size + 1, WINDOW), after: place }, context)
    yield items.map(({ entity, cursor }) => ({ job: entity, cursor }))
    if (!hasMore) return
    place = items.at(-1)?.cursor
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
  if (error instanceof AvatarGraphError && error.code === 'NOT_FOUND') return { Status: '' }
  throw error
}

const tooManyAsked = () =>
  new AvatarGraphError('UNSUPPORTED', `TENCENT has no list of its trainings, and among the first ${MOST_QUESTIONS} that were asked one by one none is in these states.`, {
    hint: 'Narrow the list with filter.createdAfter, filter.createdBefore or filter.search.',
  })
