import { createClient } from 'redis'
import { createChanges, type Changes } from './changes.js'
import { openRedis, type RedisOptions } from './redis.js'

/**
 * Changes that all replicas on one Redis hear of, over publish/subscribe. While Redis is away each hears of its own alone,
 * and what was read is told again for as long as it is fresh; when Redis is back, nothing that was read is told again.
 */
export async function openRedisChanges({ url, prefix = 'avatargraph:', patience = 1_000, onAway }: RedisOptions): Promise<Changes & { close(): Promise<void> }> {
  const channel = `${prefix}changes`
  const here = createChanges()
  const publisher = await openRedis({ url, patience, onAway, scripts: {} })
  const subscriber = createClient({ url, disableOfflineQueue: true, pingInterval: 10_000, socket: { connectTimeout: 5_000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2_000) } })
  // The publisher's connection tells of a Redis that is away.
  subscriber.on('error', () => undefined)
  // Whatever was told in between was missed. The client subscribes again by itself, once it has.
  subscriber.on('ready', () => void subscriber.subscribe(channel, here.happened).then(() => here.happened(), () => undefined))
  const connected = subscriber.connect().catch(() => undefined)
  await Promise.race([connected, new Promise((resolve) => setTimeout(resolve, patience).unref())])
  return {
    ...here,
    wrote(account) {
      here.happened(account)
      void publisher.ask((client) => client.publish(channel, account))
    },
    async close() {
      if (subscriber.isOpen) subscriber.destroy()
      await publisher.close()
    },
  }
}
