import type { LoggedEvent } from '../domain/events.js'

/** That events have become durable: the positions `from` to `to`, both included. */
export interface Announcement {
  from: number
  to: number
  /** The events themselves, in order; absent when they were too many for one message. */
  events?: LoggedEvent[]
}

/** What a broker tells a subscriber. Calls must not throw. */
export interface BrokerListener {
  announced(announcement: Announcement): void
  /** The connection was lost, or is back: with `true`, whatever was missed is in the log, and whatever comes will be heard. */
  connection(connected: boolean): void
}

/**
 * The doorbell between replicas. It may lose, repeat and reorder: positions show it, and the log has everything. So
 * nobody ever waits for it.
 */
export interface Broker {
  /** Whether announcements pass at this moment. */
  readonly connected: boolean
  /** Tells all replicas of the log with this epoch, this one included. Returns at once and never throws. */
  publish(epoch: string, announcement: Announcement): void
  /**
   * Hears of all announcements of the log with this epoch from the moment it resolves; when the broker is away, from
   * the moment the listener is told that it is connected. Resolves to how to stop it.
   */
  subscribe(epoch: string, listener: BrokerListener): Promise<() => Promise<void>>
  close(): Promise<void>
}
