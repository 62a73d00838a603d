/** A value that is watched; `subscribe` and `get` are what React's `useSyncExternalStore` takes. */
export interface Store<T> {
  get: () => T
  set: (next: T) => void
  /** Calls the listener after each change; the result takes it back. */
  subscribe: (listener: () => void) => () => void
}

/** Makes a watched value. Setting what it is already tells nobody. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/**
 * Entities by id, each of them watched for itself: a card is drawn anew when its own entity changes, the list of cards when
 * one comes or goes. Nobody is told anything before {@link Entities.commit}, so that a burst of changes is one drawing.
 */
export interface Entities<T extends { id: string }> {
  /** All of them, those put first at the head. The same array until one is put, replaced or dropped. */
  all: Store<readonly T[]>
  get: (id: string) => T | undefined
  /** Adds or replaces. */
  put: (entity: T) => void
  /** Replaces everything. */
  reset: (entities: readonly T[]) => void
  /** Tells who watches. */
  commit: () => void
  watch: (id: string, listener: () => void) => () => void
  /** The ids in their order; changes only when an entity comes or goes. */
  ids: Store<readonly string[]>
}

/** Makes an empty collection; `order` says which of two comes first. */
export function createEntities<T extends { id: string }>(order: (one: T, other: T) => number): Entities<T> {
  const byId = new Map<string, T>()
  const watchers = new Map<string, Set<() => void>>()
  const changed = new Set<string>()
  const all = createStore<readonly T[]>([])
  const ids = createStore<readonly string[]>([])
  return {
    all,
    ids,
    get: (id) => byId.get(id),
    put(entity) {
      if (byId.get(entity.id) === entity) return
      byId.set(entity.id, entity)
      changed.add(entity.id)
    },
    reset(entities) {
      for (const id of byId.keys()) changed.add(id)
      byId.clear()
      for (const entity of entities) byId.set(entity.id, entity)
      for (const id of byId.keys()) changed.add(id)
    },
    commit() {
      if (!changed.size) return
      const told = [...changed]
      changed.clear()
      const sorted = [...byId.values()].sort(order)
      all.set(sorted)
      const known = ids.get()
      if (sorted.length !== known.length || sorted.some(({ id }, index) => id !== known[index])) ids.set(sorted.map(({ id }) => id))
      for (const id of told) for (const listener of watchers.get(id) ?? []) listener()
    },
    watch(id, listener) {
      const set = watchers.get(id) ?? new Set()
      watchers.set(id, set.add(listener))
      return () => {
        set.delete(listener)
        if (!set.size && watchers.get(id) === set) watchers.delete(id)
      }
    },
  }
}
