import { createClient, type RedisClientType, type RedisScripts } from 'redis'

/** How to reach Redis. */
export interface RedisOptions {
  url: string
  /** Begins the names of all keys; `avatargraph:` by default. */
  prefix?: string
  /** Milliseconds that opening waits for a Redis that is away; 1,000. Then it goes on without. */
  patience?: number
  /** Told once when Redis goes away, and again only after it was back. Nothing needs to be done. */
  onAway?: (error: Error) => void
}

/** A Redis that may be away: whoever uses it carries on alone then. */
export interface Redis<S extends RedisScripts> {
  /** Asks it something; undefined when it is away or does not answer at once. Never throws. */
  ask<T>(question: (client: Client<S>) => Promise<T>): Promise<T | undefined>
  /** Lets go of it. */
  close(): Promise<void>
}

/** A client with these scripts. */
export type Client<S extends RedisScripts> = RedisClientType<Record<string, never>, Record<string, never>, S>

/** Milliseconds that a caller waits for Redis' word. */
const ANSWER_TIMEOUT = 500
/** Milliseconds for which a Redis that did not answer is not asked again. */
const PAUSE = 1_000
const MAX_BACKOFF = 2_000

/** Connects to Redis, and again whenever the connection is lost. Resolves also when Redis is away. */
export async function openRedis<S extends RedisScripts>({ url, patience = 1_000, onAway = () => {}, scripts }: Omit<RedisOptions, 'prefix'> & { scripts: S }): Promise<Redis<S>> {
  const client: Client<S> = createClient({
    url,
    scripts,
    disableOfflineQueue: true,
    pingInterval: 10_000,
    socket: { connectTimeout: 5_000, reconnectStrategy: (retries: number) => Math.min(50 * 2 ** retries, MAX_BACKOFF) * (0.5 + Math.random() / 2) },
  })
  let away = false
  let askAgainAt = 0
  let closing = false
  const lost = (error: Error) => {
    if (!away && !closing) onAway(error)
    away = true
  }
  client.on('error', lost)
  client.on('ready', () => (away = false))
  await within(patience, client.connect()).catch(lost)

  return {
    async ask(question) {
      if (!client.isReady || Date.now() < askAgainAt) return undefined
      try {
        const answer = await within(ANSWER_TIMEOUT, question(client))
        away = false
        return answer
      } catch (error) {
        askAgainAt = Date.now() + PAUSE
        lost(error as Error)
        return undefined
      }
    },
    async close() {
      closing = true
      if (client.isReady) await within(ANSWER_TIMEOUT, client.close()).catch(() => undefined)
      if (client.isOpen) client.destroy()
    },
  }
}

/** The promise's outcome, or a rejection when it takes longer than that. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${ms} ms.`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
