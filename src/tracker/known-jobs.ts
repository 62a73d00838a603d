import type { DataSource } from 'typeorm'
import { badInput } from '../domain/errors.js'
import type { JobKind } from '../domain/jobs.js'
import type { JsonObject } from '../domain/json.js'
import type { KnownJob, KnownJobs } from '../domain/known-jobs.js'
import type { Vendor } from '../domain/vendor.js'

interface Row {
  kind: JobKind
  key: string
  facts: JsonObject
  /** Microseconds since 1970, in digits: what PostgreSQL orders by is finer than a Date. */
  at: string
}

const COLUMNS = `kind, key, facts, (extract(epoch FROM created_at) * 1000000)::bigint::text AS at`

/** The known jobs of an account, out of the table that the tracker polls. */
export function openKnownJobs(dataSource: DataSource, { slug, vendor }: { slug: string; vendor: Vendor }): KnownJobs {
  return {
    async list({ kinds, keys, createdAfter, createdBefore }, { size, after }, { appUserId, onRead }) {
      // Jobs become known without a word to those who hold an answer.
      onRead?.({ account: slug, freshUntil: 0, reused: false })
      const place = after === undefined ? undefined : decodePlace(after)
      const rows = await dataSource.query<Row[]>(
        `SELECT ${COLUMNS} FROM watched_jobs
         WHERE account = $1 AND kind = ANY($2) AND ($3::text IS NULL OR app_user_id = $3)
           AND ($4::timestamptz IS NULL OR created_at >= $4) AND ($5::timestamptz IS NULL OR created_at < $5::timestamptz + interval '1 millisecond')
           AND ($10::text[] IS NULL OR key = ANY($10))
           AND ($6::bigint IS NULL OR ((extract(epoch FROM created_at) * 1000000)::bigint, key, kind) < ($6::bigint, $7::text, $8::text))
         ORDER BY created_at DESC, key DESC, kind DESC LIMIT $9`,
        [slug, kinds, appUserId ?? null, createdAfter ?? null, createdBefore ?? null, place?.at ?? null, place?.key ?? null, place?.kind ?? null, size + 1, keys ?? null],
      )
      return { items: rows.slice(0, size).map((row) => ({ entity: knownJob(row), cursor: encodePlace(row) })), hasMore: rows.length > size }
    },

    async get({ kind, key }) {
      const [row] = await dataSource.query<Row[]>(`SELECT ${COLUMNS} FROM watched_jobs WHERE account = $1 AND kind = $2 AND key = $3`, [slug, kind, key])
      return row && knownJob(row)
    },

    async remember({ kind, key, facts }, { appUserId }) {
      await dataSource.query(
        `INSERT INTO watched_jobs (kind, account, key, vendor, app_user_id, facts, due_at) VALUES ($1, $2, $3, $4, $5, $6, now())
         ON CONFLICT (kind, account, key) DO UPDATE SET facts = watched_jobs.facts || excluded.facts, updated_at = now()`,
        [kind, slug, key, vendor, appUserId ?? null, JSON.stringify(facts)],
      )
    },
  }
}

const knownJob = ({ kind, key, facts, at }: Row): KnownJob => ({ kind, key, facts, createdAt: new Date(Number(at) / 1000) })

const encodePlace = ({ at, kind, key }: Pick<Row, 'at' | 'kind' | 'key'>) => Buffer.from([at, kind, key].join(' '), 'utf8').toString('base64url')

function decodePlace(cursor: string): Pick<Row, 'at' | 'kind' | 'key'> {
  const [, at, kind, key] = /^(\d{1,18}) ([A-Z_]+) (.+)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []
  if (!at || !kind || !key) throw badInput('Expected `after` to be a cursor of this list. Take cursors from an earlier page; never build them.', { field: 'after' })
  return { at, kind: kind as JobKind, key }
}
