import type { Broker, BrokerListener } from '../broker.js'

/** A broker for one process. Several logs may share it, as replicas would share a Redis. */
export function createInProcessBroker(): Broker {
  const listeners = new Map<string, Set<BrokerListener>>()
  return {
    connected: true,
    publish: (epoch, announcement) => {
      // Later, as from a network: a publisher is in the middle of its commit.
      setImmediate(() => {
        for (const listener of listeners.get(epoch) ?? []) listener.announced(announcement)
      })
    },
    subscribe: async (epoch, listener) => {
      const group = listeners.get(epoch) ?? new Set()
      listeners.set(epoch, group.add(listener))
      return async () => {
        group.delete(listener)
        if (group.size === 0) listeners.delete(epoch)
      }
    },
    close: async () => listeners.clear(),
  }
}
