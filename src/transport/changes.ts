/**
 * Tells, as soon as it is known, that an account may show something else than before, so that nothing read earlier is
 * told again.
 */
export interface Changes {
  /** Something was written to the account through this replica: all replicas are told. */
  wrote: (account: string) => void
  /** Something became known here that every replica learns by itself, such as an event of the log; of no account in particular: of all. */
  happened: (account?: string) => void
  /** Called at once, before whoever told it goes on. Listeners must not throw. */
  hear: (listener: (account: string | undefined) => void) => void
}

/** The changes that one process knows of. */
export function createChanges(): Changes {
  const listeners: ((account: string | undefined) => void)[] = []
  const happened = (account?: string) => {
    for (const listener of listeners) listener(account)
  }
  return { wrote: happened, happened, hear: (listener) => void listeners.push(listener) }
}
