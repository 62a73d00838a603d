import type { EventDraft } from '../domain/events.js'
import type { JobKind } from '../domain/jobs.js'
import type { PageRequest } from '../domain/page.js'
import type { Account, CallContext } from '../domain/port.js'
import type { ClaimedJob } from './jobs.js'

/** What asking the vendor about a job found out. */
export interface Finding {
  /** What tells two states of the job apart; the pace of polling goes by it. */
  state: string
  /** Whether the job need not be watched any longer. */
  final: boolean
  /** The event that the log is told if the state is another than was known. */
  event: EventDraft
  /** What the state calls for, done once the log was told; a failure is retried at the next poll. */
  followUp?: () => Promise<void>
}

/** How the vendor is asked about jobs of a kind. Each rejects as the port does, UNSUPPORTED where the account has no such jobs. */
export interface Probe<Told> {
  /** Asks about one job. */
  get: (job: ClaimedJob, account: Account, call: CallContext) => Promise<Told>
  /** Asks for one page of the list, by the keys of the jobs; nothing where a list is no cheaper than asking one by one. */
  list: (kind: JobKind, account: Account, page: PageRequest, call: CallContext) => Promise<ReadonlyMap<string, Told> | undefined>
  /** What was told, in terms of the log. */
  find: (job: ClaimedJob, account: Account, told: Told, call: CallContext) => Finding
}

/** Asks about one of some jobs that are due together; rejects as the port does. */
export type Ask = (job: ClaimedJob, call: CallContext) => Promise<Finding>
/** Makes what asks about jobs of one kind, account and user. `onError` is told why a list could not be had. */
export type AskTogether = (jobs: readonly ClaimedJob[], account: Account, onError: (error: unknown) => void) => Ask

/** So many jobs of one kind are worth a page of the list; fewer are asked about one by one. */
const WORTH_A_PAGE = 3
/** Jobs on a page: the most that lists give. */
const PAGE_SIZE = 100
/** The part of a poll's time that the list may take: the rest is for the jobs that it does not tell of. */
const LIST_SHARE = 0.5

/**
 * How jobs that are due together are asked about: the newest page of the vendor's list answers for those that are on it, the
 * others are asked about one by one, as all are when the list cannot be had.
 */
export function askTogether<Told>({ get, list, find }: Probe<Told>): AskTogether {
  return (jobs, account, onError) => {
    let page: Promise<ReadonlyMap<string, Told> | undefined> | undefined
    const ofPage = async ({ kind }: ClaimedJob, call: CallContext) => {
      if (jobs.length < WORTH_A_PAGE) return undefined
      const now = Date.now()
      page ??= list(kind, account, { size: PAGE_SIZE }, { ...call, deadline: now + (call.deadline - now) * LIST_SHARE }).catch((error: unknown) => {
        onError(error)
        return undefined
      })
      return page
    }
    return async (job, call) => find(job, account, (await ofPage(job, call))?.get(job.key) ?? (await get(job, account, call)), call)
  }
}

/** Jobs that may be asked about together. */
export interface Together extends Pick<ClaimedJob, 'kind' | 'account'> {
  jobs: ClaimedJob[]
}

/** Sorts jobs by what may be asked about together: a vendor shows the jobs of one user to that user alone. */
export function together(jobs: readonly ClaimedJob[]): Together[] {
  const groups = new Map<string, Together>()
  for (const job of jobs) {
    const { kind, account, appUserId } = job
    const name = JSON.stringify([kind, account, appUserId])
    const group = groups.get(name)
    if (group) group.jobs.push(job)
    else groups.set(name, { kind, account, jobs: [job] })
  }
  return [...groups.values()]
}
