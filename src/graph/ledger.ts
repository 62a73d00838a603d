/** The cost of one operation at one account; `extensions.vendorCalls` shows it. */
export interface LedgerEntry {
  /** HTTP exchanges, repeated ones included. */
  calls: number
  /** Ids that went into batched lookups. */
  keysBatched: number
  /** Mentions of an entity that this operation had asked for already, and reads that an earlier answer of the vendor's served. */
  cacheHits: number
  /** Milliseconds spent waiting for the vendor's rate limit, all calls together. */
  waitedMs: number
}

/** The ledger's entry for an account, begun at zero. */
export function ledgerEntry(ledger: Map<string, LedgerEntry>, account: string): LedgerEntry {
  let entry = ledger.get(account)
  if (!entry) ledger.set(account, (entry = { calls: 0, keysBatched: 0, cacheHits: 0, waitedMs: 0 }))
  return entry
}
