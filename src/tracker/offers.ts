import type { DataSource } from 'typeorm'
import type { JobRef } from './jobs.js'

/**
 * Puts jobs that were come across, and are not over, under observation unless they are known; polled in the name of
 * `appUserId`, who was shown them. Returns at once: what fails is made up for when they are come across again.
 */
export type OfferJobs = (jobs: readonly JobRef[], appUserId: string | undefined) => void

/** Jobs remembered as offered, so that lists that are asked for again and again cost the database nothing. */
const MAX_REMEMBERED = 10_000
/** Seconds after which an offered job is first asked about: its list has just told its state, and a page of them must not be asked about at once. */
const [SOONEST, LATEST] = [5, 30]

/** How jobs are offered to the tracker of a database. `onError` is told when they could not be. */
export function openOffers(dataSource: DataSource, onError: (error: unknown) => void): OfferJobs {
  const remembered = new Set<string>()
  const nameOf = ({ kind, account, key }: JobRef) => JSON.stringify([kind, account, key])
  return (jobs, appUserId) => {
    const news = jobs.filter((job) => !remembered.has(nameOf(job)))
    if (news.length === 0) return
    if (remembered.size + news.length > MAX_REMEMBERED) remembered.clear()
    for (const job of news) remembered.add(nameOf(job))
    dataSource
      .query(
        `INSERT INTO watched_jobs (kind, account, key, vendor, app_user_id, due_at)
         SELECT kind, account, key, vendor, $2, now() + make_interval(secs => $3 + random() * $4)
         FROM jsonb_to_recordset($1::jsonb) AS offered(kind text, account text, key text, vendor text)
         ON CONFLICT (kind, account, key) DO NOTHING`,
        [JSON.stringify(news.map(({ kind, account, key, vendor }) => ({ kind, account, key, vendor }))), appUserId ?? null, SOONEST, LATEST - SOONEST],
      )
      .catch((error: unknown) => {
        for (const job of news) remembered.delete(nameOf(job))
        onError(error)
      })
  }
}
