import type { DataSource } from 'typeorm'
import type { CallbackSeal } from '../domain/port.js'

/** What is known of a seal: nothing yet, or it came with this very body, or with another one. */
export type SealVerdict = 'FIRST' | 'SAME' | 'OTHER'

/** Seals are forgotten after an hour: the vendors' clock windows are minutes. */
const KEPT = "interval '1 hour'"

/**
 * Binds the proof of a callback to the first body that came with it, in the name of all replicas. Rejects when the
 * database is away: the callback is then not answered as stored.
 */
export function openSeals(dataSource: DataSource): (account: string, seal: CallbackSeal) => Promise<SealVerdict> {
  return async (account, { seal, body }) => {
    const [row] = await dataSource.query<{ body: string; first: boolean }[]>(
      `WITH old AS (DELETE FROM callback_seals WHERE seen_at < now() - ${KEPT})
       INSERT INTO callback_seals (account, seal, body) VALUES ($1, $2, $3)
       ON CONFLICT (account, seal) DO UPDATE SET seal = excluded.seal
       RETURNING body, (xmax = 0) AS first`,
      [account, seal, body],
    )
    return row?.first ? 'FIRST' : row?.body === body ? 'SAME' : 'OTHER'
  }
}
