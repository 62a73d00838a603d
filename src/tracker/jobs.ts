import type { DataSource } from 'typeorm'
import { WatchedJobRow } from '../db/entities.js'
import type { JobKind } from '../domain/jobs.js'
import type { JsonObject } from '../domain/json.js'
import type { Vendor } from '../domain/vendor.js'

/** How a job is named. */
export interface JobRef {
  kind: JobKind
  vendor: Vendor
  /** Slug of the vendor account. */
  account: string
  /** The key of the job's global id. */
  key: string
}

/** A job that this process may poll, until its lease ends. */
export interface ClaimedJob extends JobRef {
  /** The third-party user it was started on behalf of, whom alone the vendor may show it to; null for none. */
  appUserId: string | null
  /** What was noted when it was started here; empty for a job that was started elsewhere. */
  facts: JsonObject
  /** The state that the last poll found, as its probe names it; null before the first. */
  state: string | null
  /** Polls in a row that failed. */
  failures: number
  /** Changes when somebody asks for the job to be looked at now. */
  revision: number
  /** Milliseconds since it came under observation, by the clock of the database: replicas may disagree about the time. */
  ageMs: number
}

/** What a poll found out. */
export interface PollResult {
  state: string | null
  failures: number
  /** Milliseconds after which to ask again; null when the job is over. */
  dueInMs: number | null
}

/**
 * Puts a job under observation, or has it looked at now if it already is. It is polled in the name of `appUserId`, the
 * third-party user first given for it, if any was; `facts` are kept with it beside those that are there. Rejects when the
 * database is away.
 */
export type WatchJob = (job: JobRef, appUserId: string | undefined, facts?: JsonObject) => Promise<void>

/** The third-party user that a job is known to belong to; none for a job of nobody's, or one that is not known. Rejects when the database is away. */
export type JobOwner = (job: Pick<JobRef, 'account' | 'key'> & { kinds: readonly JobKind[] }) => Promise<string | undefined>

/** Ends the observation of a job that is no more. Rejects when the database is away. */
export type UnwatchJob = (job: JobRef) => Promise<void>

/** The jobs under observation. */
export interface Jobs {
  watch: WatchJob
  unwatch: UnwatchJob
  owner: JobOwner
  /** Takes due jobs, each leased to this caller alone for `leaseMs`; a replica that dies loses its jobs when the lease ends. */
  claim(limit: number, leaseMs: number): Promise<ClaimedJob[]>
  /** Ends a lease with what the poll found. A job that was asked for in the meantime stays due now. */
  settle(job: ClaimedJob, result: PollResult): Promise<void>
  /** How many jobs are not over. */
  count(): Promise<number>
}

/** The jobs of a database. `onWatched` is told when a job of this process has become due. */
export function openJobs(dataSource: DataSource, onWatched: () => void): Jobs {
  return {
    async watch({ kind, vendor, account, key }, appUserId, facts = {}) {
      await dataSource.query(
        `INSERT INTO watched_jobs (kind, account, key, vendor, app_user_id, facts, due_at) VALUES ($1, $2, $3, $4, $5, $6, now())
         ON CONFLICT (kind, account, key) DO UPDATE SET due_at = now(), failures = 0, facts = watched_jobs.facts || excluded.facts,
           app_user_id = COALESCE(watched_jobs.app_user_id, excluded.app_user_id), revision = watched_jobs.revision + 1, updated_at = now()`,
        [kind, account, key, vendor, appUserId ?? null, JSON.stringify(facts)],
      )
      onWatched()
    },

    async unwatch({ kind, account, key }) {
      await dataSource.query('DELETE FROM watched_jobs WHERE kind = $1 AND account = $2 AND key = $3', [kind, account, key])
    },

    async owner({ kinds, account, key }) {
      const [row] = await dataSource.query<{ owner: string }[]>(
        'SELECT app_user_id AS owner FROM watched_jobs WHERE kind = ANY($1) AND account = $2 AND key = $3 AND app_user_id IS NOT NULL',
        [kinds, account, key],
      )
      return row?.owner
    },

    async claim(limit, leaseMs) {
      // Rows that another replica is claiming right now are passed over, not waited for.
      const [rows] = await dataSource.query<[ClaimedJob[], number]>(
        `UPDATE watched_jobs SET leased_until = now() + make_interval(secs => $2)
         WHERE (kind, account, key) IN (
           SELECT kind, account, key FROM watched_jobs
           WHERE due_at <= now() AND (leased_until IS NULL OR leased_until < now())
           ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING kind, account, key, vendor, app_user_id AS "appUserId", facts, state, failures, revision,
           (extract(epoch FROM now() - created_at) * 1000)::float8 AS "ageMs"`,
        [limit, leaseMs / 1000],
      )
      return rows
    },

    async settle({ kind, account, key, revision }, { state, failures, dueInMs }) {
      await dataSource.query(
        `UPDATE watched_jobs SET state = $4, failures = $5, leased_until = NULL, updated_at = now(),
           due_at = CASE WHEN revision = $6 THEN now() + make_interval(secs => $7) ELSE now() END
         WHERE kind = $1 AND account = $2 AND key = $3`,
        [kind, account, key, state, failures, revision, dueInMs === null ? null : dueInMs / 1000],
      )
    },

    count: () => dataSource.getRepository(WatchedJobRow).createQueryBuilder('job').where('job.due_at IS NOT NULL').getCount(),
  }
}
