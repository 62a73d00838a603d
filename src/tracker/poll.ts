import { randomUUID } from 'node:crypto'
import { AvatarGraphError } from '../domain/errors.js'
import type { EventDraft } from '../domain/events.js'
import type { JobKind } from '../domain/jobs.js'
import type { Account, VendorCall } from '../domain/port.js'
import type { ClaimedJob, Jobs, PollResult } from './jobs.js'
import { liveSessionGone, liveSessionProbe } from './live-session.js'
import { askTogether, together, type Ask, type AskTogether, type Finding, type Together } from './probe.js'
import { nextPollIn } from './schedule.js'
import { trainingProbe } from './training.js'
import { videoProbe } from './video.js'

/** How jobs are asked about, by kind. */
const PROBES: Record<JobKind, AskTogether> = {
  LIVE_SESSION: askTogether(liveSessionProbe),
  VIDEO: askTogether(videoProbe),
  AVATAR_TRAINING: askTogether(trainingProbe),
  VOICE_TRAINING: askTogether(trainingProbe),
}

/** What the log is told of a job that was known and that its vendor knows no longer; of other kinds it is told nothing. */
const GONE: Partial<Record<JobKind, (job: ClaimedJob, account: Account) => EventDraft>> = { LIVE_SESSION: liveSessionGone }

/** What the tracker needs. */
export interface TrackerOptions {
  jobs: Jobs
  accounts: ReadonlyMap<string, Account>
  append: (drafts: EventDraft[]) => Promise<unknown>
  /** Milliseconds that one poll may take. */
  deadlineMs: number
  onVendorCall: (call: VendorCall) => void
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void }
}

/** Polls what is due, until it is closed. */
export interface Tracker {
  /** Looks for due jobs now rather than at the next turn. */
  wake(): void
  /** Ends the polling; polls under way are waited for. */
  close(): Promise<void>
}

/** Milliseconds between looks for due jobs. */
const TURN = 500
/** Polls under way at a time. What is claimed is begun at once: no job waits with its lease running for another's vendor. */
const CONCURRENCY = 32
/** Milliseconds beyond a poll's deadline after which another replica may take a job over: asking for a page, and for what is not on it. */
const LEASE_SLACK = 20_000
/** After so many answers in a row that the vendor does not know the job, it is given up. */
const NOT_FOUND_LIMIT = 5

/** Starts road 3: due job → ask the vendor → difference to what is known → the event log. */
export function startTracker(options: TrackerOptions): Tracker {
  const { jobs, log } = options
  const polls = new Set<Promise<void>>()
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> | undefined
  let again = false
  /** Whether more may be due than could be taken. */
  let crowded = false

  async function takeTurn(): Promise<void> {
    do {
      again = false
      const free = CONCURRENCY - polls.size
      crowded = free === 0
      if (crowded) return
      const due = await jobs.claim(free, options.deadlineMs + LEASE_SLACK)
      crowded = due.length === free
      for (const group of together(due)) begin(group)
    } while (again && !closed)
  }

  function begin({ kind, account: slug, jobs: group }: Together): void {
    const account = options.accounts.get(slug)
    const ask = account && PROBES[kind](group, account, (error) => log.warn({ account: slug, kind, err: error }, 'a list could not be asked for: its jobs are asked about one by one'))
    for (const job of group) {
      const poll = pollOne(job, ask, options).finally(() => {
        polls.delete(poll)
        if (crowded) wake()
      })
      polls.add(poll)
    }
  }

  function wake(): void {
    if (closed) return
    clearTimeout(timer)
    if (turn) {
      again = true
      return
    }
    turn = takeTurn()
      .catch((error: unknown) => log.error({ err: error }, 'the tracker could not look for due jobs'))
      .finally(() => {
        turn = undefined
        if (!closed) timer = setTimeout(wake, TURN).unref()
      })
  }

  wake()
  return {
    wake,
    async close() {
      closed = true
      clearTimeout(timer)
      await turn
      await Promise.all(polls)
    },
  }
}

/** One poll of one job. Whatever goes wrong, the job is settled or its lease runs out: it is never lost. */
async function pollOne(job: ClaimedJob, ask: Ask | undefined, options: TrackerOptions): Promise<void> {
  try {
    await options.jobs.settle(job, await poll(job, ask, options))
  } catch (error) {
    options.log.error({ err: error, job }, 'a poll could not be recorded; it is repeated when its lease ends')
  }
}

async function poll(job: ClaimedJob, ask: Ask | undefined, { accounts, append, deadlineMs, onVendorCall, log }: TrackerOptions): Promise<PollResult> {
  const account = accounts.get(job.account)
  if (!account || !ask) {
    log.warn({ job }, 'a job is no longer watched: its account is not configured here any more')
    return { ...job, dueInMs: null }
  }
  const requestId = `poll-${randomUUID()}`
  const dueIn = (state: string | null, failures: number) => nextPollIn({ kind: job.kind, state, failures, ageMs: job.ageMs })
  let finding: Finding
  try {
    finding = await ask(job, { requestId, deadline: Date.now() + deadlineMs, fresh: true, onCall: onVendorCall, appUserId: job.appUserId ?? undefined })
  } catch (error) {
    const failures = job.failures + 1
    const gone = error instanceof AvatarGraphError && error.code === 'NOT_FOUND' && failures >= NOT_FOUND_LIMIT
    log.warn({ requestId, job, err: error }, gone ? 'a job is no longer watched: its vendor does not know it' : 'a poll failed')
    const event = gone && job.state !== null ? GONE[job.kind]?.(job, account) : undefined
    if (event) await append([event])
    return { state: job.state, failures, dueInMs: gone ? null : dueIn(job.state, failures) }
  }
  // The log would recognise the state as known, too; not asking keeps its duplicates to what really came twice.
  if (finding.state !== job.state) await append([finding.event])
  try {
    await finding.followUp?.()
  } catch (error) {
    log.warn({ requestId, job, err: error }, 'what a job called for failed; it is tried again at the next poll')
    return { state: finding.state, failures: job.failures + 1, dueInMs: dueIn(finding.state, job.failures + 1) }
  }
  return { state: finding.state, failures: 0, dueInMs: finding.final ? null : dueIn(finding.state, 0) }
}
