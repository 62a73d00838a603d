import type { JobKind } from './jobs.js'
import type { JsonObject } from './json.js'
import type { Page, PageRequest } from './page.js'
import type { CallContext } from './port.js'

/** A job that was created here or is tracked. */
export interface KnownJob {
  kind: JobKind
  /** The key of the job's global id. */
  key: string
  /** When it became known here. */
  createdAt: Date
  /** What the adapter noted when it created the job; empty for a job that was started elsewhere. */
  facts: JsonObject
}

/** What narrows a list of known jobs. */
export interface KnownJobFilter {
  kinds: readonly JobKind[]
  /** Only those with one of these keys. */
  keys?: readonly string[]
  /** The span that they became known in; both ends belong to it, to the millisecond. */
  createdAfter?: Date
  createdBefore?: Date
}

/**
 * The jobs of one account that are known here: those that were created here and those that are tracked. For vendors that
 * keep no list of their jobs this is the list. Narrowed to the third-party user of the call, where there is one. Every
 * method rejects when the database is away.
 */
export interface KnownJobs {
  /** Newest first. */
  list(filter: KnownJobFilter, page: PageRequest, call: Pick<CallContext, 'appUserId' | 'onRead'>): Promise<Page<KnownJob>>
  get(job: Pick<KnownJob, 'kind' | 'key'>): Promise<KnownJob | undefined>
  /** Notes a job that was just created, and puts it under observation. What was noted of it before is kept, unless it is said anew. */
  remember(job: Pick<KnownJob, 'kind' | 'key' | 'facts'>, call: Pick<CallContext, 'appUserId'>): Promise<void>
}
