import type { LoggedEvent } from '../../domain/events.js'
import type { Announcement } from '../broker.js'

/** In bytes. A larger message would hold up the small ones behind it; the log is as quick for so many events. */
const MAX_MESSAGE = 64 * 1024

/** An announcement as text, without its events when they make it too large. */
export function encodeAnnouncement(announcement: Announcement): string {
  const message = JSON.stringify(announcement)
  return Buffer.byteLength(message) <= MAX_MESSAGE ? message : JSON.stringify({ from: announcement.from, to: announcement.to })
}

/** Reads an announcement. Throws when it is none. */
export function decodeAnnouncement(message: string): Announcement {
  const { from, to, events } = JSON.parse(message) as Partial<Announcement>
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) throw new Error('Expected the positions of an announcement in a message of the broker. Does something else publish to this channel?')
  return { from: from!, to: to!, events: events?.map(revive) }
}

const revive = (event: LoggedEvent): LoggedEvent => ({ ...event, occurredAt: new Date(event.occurredAt), receivedAt: new Date(event.receivedAt) })
