import { randomUUID } from 'node:crypto'
import pLimit from 'p-limit'
import { AvatarGraphError } from '../domain/errors.js'
import type { EventDraft } from '../domain/events.js'
import type { JobKind } from '../domain/jobs.js'
import type { Account, CallContext, VendorCall } from '../domain/port.js'
import type { ClaimedJob, Jobs, PollResult } from './jobs.js'
import { liveSessionGone, probeLiveSession } from './live-session.js'
import { nextPollIn } from './schedule.js'
import { probeTraining } from './training.js'
import { probeVideo } from './video.js'

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

/** Asks the vendor about one job. */
export type Probe = (job: ClaimedJob, account: Account, call: CallContext) => Promise<Finding>

const PROBES: Record<JobKind, Probe> = { LIVE_SESSION: probeLiveSession, VIDEO: probeVideo, AVATAR_TRAINING: probeTraining, VOICE_TRAINING: probeTraining }

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
/** Jobs taken at a time. */
const BATCH = 32
/** Polls under way at a time. */
const CONCURRENCY = 8
/** Milliseconds beyond a poll's deadline after which another replica may take a job over. */
const LEASE_SLACK = 20_000
/** After so many answers in a row that the vendor does not know the job, it is given up. */
const NOT_FOUND_LIMIT = 5

/** Starts road 3: due job → ask the vendor → difference to what is known → the event log. */
export function startTracker(options: TrackerOptions): Tracker {
  const { jobs, log } = options
  const limit = pLimit(CONCURRENCY)
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> | undefined
  let again = false

  async function takeTurn(): Promise<void> {
    do {
      again = false
      const due = await jobs.claim(BATCH, options.deadlineMs + LEASE_SLACK)
      await Promise.all(due.map((job) => limit(() => pollOne(job, options))))
      again ||= due.length === BATCH
    } while (again && !closed)
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
    },
  }
}

/** One poll of one job. Whatever goes wrong, the job is settled or its lease runs out: it is never lost. */
async function pollOne(job: ClaimedJob, options: TrackerOptions): Promise<void> {
  try {
    await options.jobs.settle(job, await ask(job, options))
  } catch (error) {
    options.log.error({ err: error, job }, 'a poll could not be recorded; it is repeated when its lease ends')
  }
}

async function ask(job: ClaimedJob, { accounts, append, deadlineMs, onVendorCall, log }: TrackerOptions): Promise<PollResult> {
  const account = accounts.get(job.account)
  if (!account) {
    log.warn({ job }, 'a job is no longer watched: its account is not configured here any more')
    return { ...job, dueInMs: null }
  }
  const requestId = `poll-${randomUUID()}`
  const dueIn = (state: string | null, failures: number) => nextPollIn({ kind: job.kind, state, failures, ageMs: job.ageMs })
  let finding: Finding
  try {
    finding = await PROBES[job.kind](job, account, { requestId, deadline: Date.now() + deadlineMs, onCall: onVendorCall, appUserId: job.appUserId ?? undefined })
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
