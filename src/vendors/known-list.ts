import { bulkhead } from 'cockatiel'
import { AvatarGraphError } from '../domain/errors.js'
import type { JobStatus } from '../domain/jobs.js'
import type { KnownJob, KnownJobFilter, KnownJobs } from '../domain/known-jobs.js'
import type { Page, PageItem, PageRequest } from '../domain/page.js'
import type { CallContext } from '../domain/port.js'
import type { Vendor } from '../domain/vendor.js'

/** Questions to the vendor that are under way at the same time. */
const CONCURRENCY = 8
/** Questions to the vendor that one page may take; a page that is not full by then ends early, with more to follow. */
const MOST_QUESTIONS = 200
/** Jobs read from the memory at a time. */
const WINDOW = 50

/** How a list of jobs is made out of those that are known here. */
export interface KnownList<T> {
  vendor: Vendor
  /** What the memory can narrow by. */
  span: KnownJobFilter
  /** Whether a job can match, by what is remembered of it. */
  mayMatch: (job: KnownJob) => boolean
  /** The states asked for; each job has to be asked how it stands before it can be told whether it is in one of them. */
  statuses?: readonly JobStatus[]
  /** How a job stands; throws to fail the list. */
  ask: (job: KnownJob) => Promise<T>
  /** Whether asking takes a question to the vendor; always, when absent. */
  isAsked?: (job: KnownJob) => boolean
}

/** A job on its way into a page. */
interface Found<T> extends PageItem<KnownJob> {
  shown?: T
}

/**
 * A page of a list that its vendor does not keep: of the jobs that were created here or are tracked, each asked how it
 * stands, newest first. UNSUPPORTED, with what to do about it, where so many questions find nothing in the states asked for.
 */
export async function listKnown<T extends { status: JobStatus }>(knownJobs: KnownJobs, { vendor, span, mayMatch, statuses, ask, isAsked = () => true }: KnownList<T>, page: PageRequest, context: CallContext): Promise<Page<T>> {
  const limit = bulkhead(CONCURRENCY, Infinity)
  const found: Found<T>[] = []
  let questions = 0
  let isWhole = true
  for await (const window of windows(knownJobs, span, page, context)) {
    if (questions >= MOST_QUESTIONS) {
      isWhole = false
      break
    }
    const likely = window.filter(({ entity }) => mayMatch(entity))
    if (!statuses) found.push(...likely)
    else {
      questions += likely.filter(({ entity }) => isAsked(entity)).length
      const asked = await Promise.all(likely.map((one) => limit.execute(async () => ({ ...one, shown: await ask(one.entity) }))))
      found.push(...asked.filter(({ shown }) => statuses.includes(shown.status)))
    }
    // One more than the page takes: it tells whether more follow.
    if (found.length > page.size) break
  }
  if (found.length === 0 && !isWhole) throw tooManyAsked(vendor)
  const items = await Promise.all(found.slice(0, page.size).map(({ entity, cursor, shown }) => limit.execute(async () => ({ cursor, entity: shown ?? (await ask(entity)) }))))
  return { items, hasMore: found.length > page.size || !isWhole }
}

async function* windows(knownJobs: KnownJobs, span: KnownJobFilter, { size, after }: PageRequest, context: CallContext): AsyncGenerator<PageItem<KnownJob>[]> {
  for (let place = after; ; ) {
    const { items, hasMore }: Page<KnownJob> = await knownJobs.list(span, { size: Math.max(size + 1, WINDOW), after: place }, context)
    yield items
    if (!hasMore) return
    place = items.at(-1)?.cursor
  }
}

const tooManyAsked = (vendor: Vendor) =>
  new AvatarGraphError('UNSUPPORTED', `${vendor} keeps no such list, and of the first ${MOST_QUESTIONS} jobs that were asked one by one none is in these states.`, {
    hint: 'Narrow the list with filter.createdAfter, filter.createdBefore or filter.search.',
  })
