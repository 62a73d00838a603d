import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { Desk } from './live/desk.js'
import type { Entities, Store } from './live/store.js'
import type { CallerQuery } from './queries/documents.js'

/** Who sits at the desk, and what the accounts can do. */
export interface Caller {
  name: string
  role: CallerQuery['me']['role']
  /** Whether it may run mutations. */
  mayAct: boolean
  accounts: ReadonlyMap<string, CallerQuery['vendorAccounts'][number]>
}

/** The desk of the page; there once the caller is known. */
export const DeskContext = createContext<Desk | null>(null)
/** The caller. */
export const CallerContext = createContext<Caller | null>(null)

function given<T>(value: T | null): T {
  if (value === null) throw new Error('Expected to be drawn inside the signed-in page.')
  return value
}

/** The desk. */
export const useDesk = (): Desk => given(useContext(DeskContext))
/** Who sits at it. */
export const useCaller = (): Caller => given(useContext(CallerContext))

/** A watched value. */
export const useStore = <T>(store: Store<T>): T => useSyncExternalStore(store.subscribe, store.get)

/** One entity, drawn anew only when it changes itself. */
export function useEntity<T extends { id: string }>(entities: Entities<T>, id: string): T | undefined {
  const subscribe = useCallback((listener: () => void) => entities.watch(id, listener), [entities, id])
  return useSyncExternalStore(subscribe, () => entities.get(id))
}
