import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from 'redis'
import type { Announcement, Broker, BrokerListener } from '../broker.js'
import { decodeAnnouncement, encodeAnnouncement } from './message.js'

/** How to reach Redis. */
export interface RedisBrokerOptions {
  url: string
  /** Begins the names of all channels; `avatargraph:` by default. */
  prefix?: string
  /** Milliseconds that opening and subscribing wait for a Redis that is away; 3,000. Then they go on without. */
  patience?: number
  /** Told of lost connections and of messages that are none. Nothing needs to be done. */
  onError?: (error: Error) => void
}

/** Announcements under way to Redis; beyond them they are only remembered. */
const MAX_PUBLISHING = 1_000
const MAX_BACKOFF = 2_000

interface Channel {
  name: string
  /** One function for good: the client would call a second one as well. */
  hear: (message: string) => void
  listeners: Set<BrokerListener>
  /** Whether Redis has acknowledged the SUBSCRIBE on the present connection. */
  heard: boolean
}

/**
 * A broker over Redis' publish/subscribe. Without Redis it is not connected, comes back by itself, and tells its
 * listeners of both; announcements that could not be sent are made up for by one with their positions.
 */
export async function openRedisBroker({ url, prefix = 'avatargraph:', patience = 3_000, onError = () => {} }: RedisBrokerOptions): Promise<Broker> {
  const socket = { connectTimeout: 5_000, reconnectStrategy: (retries: number) => Math.min(50 * 2 ** retries, MAX_BACKOFF) * (0.5 + Math.random() / 2) }
  const publisher = createClient({ url, socket, disableOfflineQueue: true, commandsQueueMaxLength: MAX_PUBLISHING, pingInterval: 10_000 })
  const subscriber = createClient({ url, socket, disableOfflineQueue: true, pingInterval: 10_000 })
  const channels = new Map<string, Channel>()
  const unsent = new Map<string, { from: number; to: number }>()
  const nameOf = (epoch: string) => `${prefix}events:${epoch}`

  const send = (epoch: string, announcement: Announcement) => {
    publisher.publish(nameOf(epoch), encodeAnnouncement(announcement)).catch(() => remember(epoch, announcement))
  }
  const remember = (epoch: string, { from, to }: Announcement) => {
    const earlier = unsent.get(epoch)
    unsent.set(epoch, { from: Math.min(from, earlier?.from ?? from), to: Math.max(to, earlier?.to ?? to) })
  }
  const sendUnsent = () => {
    for (const [epoch, range] of unsent) {
      unsent.delete(epoch)
      send(epoch, range)
    }
  }

  const listen = async (channel: Channel) => {
    try {
      await subscriber.subscribe(channel.name, channel.hear)
      channel.heard = true
      for (const listener of channel.listeners) listener.connection(true)
    } catch (error) {
      // The connection broke under it; its return begins anew.
      onError(error as Error)
    }
  }
  const createChannel = (epoch: string): Channel => {
    const listeners = new Set<BrokerListener>()
    const hear = (message: string) => {
      try {
        const announcement = decodeAnnouncement(message)
        for (const listener of listeners) listener.announced(announcement)
      } catch (error) {
        onError(error as Error)
      }
    }
    return { name: nameOf(epoch), hear, listeners, heard: false }
  }
  const lost = (error: Error) => {
    onError(error)
    for (const channel of channels.values()) {
      if (!channel.heard || subscriber.isReady) continue
      channel.heard = false
      for (const listener of channel.listeners) listener.connection(false)
    }
  }

  publisher.on('error', onError)
  publisher.on('ready', sendUnsent)
  subscriber.on('error', lost)
  // The client has subscribed anew to what was acknowledged before; doing it again is harmless and covers the rest.
  subscriber.on('ready', () => channels.forEach((channel) => void listen(channel)))

  let closing = false
  const connecting = [publisher, subscriber].map((client) =>
    client.connect().catch((error: Error) => {
      if (!closing) onError(error)
    }),
  )
  await Promise.race([Promise.all(connecting), delay(patience, undefined, { ref: false })])

  return {
    get connected() {
      return publisher.isReady && subscriber.isReady && [...channels.values()].every(({ heard }) => heard)
    },
    publish: (epoch, announcement) => {
      if (publisher.isReady) send(epoch, announcement)
      else remember(epoch, announcement)
    },
    subscribe: async (epoch, listener) => {
      let channel = channels.get(epoch)
      if (!channel) channels.set(epoch, (channel = createChannel(epoch)))
      channel.listeners.add(listener)
      if (!channel.heard && subscriber.isReady) await Promise.race([listen(channel), delay(patience, undefined, { ref: false })])
      return async () => {
        channel.listeners.delete(listener)
        if (channel.listeners.size > 0) return
        channels.delete(epoch)
        if (subscriber.isReady) await subscriber.unsubscribe(channel.name, channel.hear).catch(onError)
      }
    },
    close: async () => {
      closing = true
      channels.clear()
      subscriber.destroy()
      // What was published just now may still leave.
      if (publisher.isReady) await Promise.race([publisher.close().catch(onError), delay(1_000, undefined, { ref: false })])
      if (publisher.isOpen) publisher.destroy()
    },
  }
}
