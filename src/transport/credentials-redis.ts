import { randomUUID } from 'node:crypto'
import { defineScript, type CommandParser } from 'redis'
import { AvatarGraphError } from '../domain/errors.js'
import { systemClock } from './clock.js'
import { createCredentials, type Credential, type Credentials } from './credentials.js'
import { openRedis, type RedisOptions } from './redis.js'

/** Credentials that replicas share. */
export interface RedisCredentials extends Credentials {
  /** Lets go of Redis; credentials are then kept for this process alone. */
  close(): Promise<void>
}

/** Milliseconds after which the lock of a replica that died is free again; longer than a renewal may take. */
const LEASE = 15_000
/** Milliseconds between looks for a lock that another replica has. */
const LOOK_EVERY = 100

/** Gives a lock back, unless its lease has ended and another replica has it. */
const release = defineScript({
  SCRIPT: `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end return 0`,
  NUMBER_OF_KEYS: 1,
  parseCommand(parser: CommandParser, key: string, holder: string) {
    parser.pushKey(key)
    parser.push(holder)
  },
  transformReply: (reply: number) => reply,
})

/**
 * Keeps credentials in Redis, where all replicas on it find them. They are as secret there as here: whoever reads that Redis
 * can use them while they last. While Redis is away each replica keeps its own.
 */
export async function openRedisCredentials({ prefix = 'avatargraph:', ...options }: RedisOptions): Promise<RedisCredentials> {
  const redis = await openRedis({ ...options, scripts: { release } })
  const local = createCredentials()

  /** Whether this replica has the lock now; false when Redis is away. */
  async function lock(key: string, holder: string, deadline: number): Promise<boolean> {
    for (;;) {
      const taken = await redis.ask((client) => client.set(key, holder, { condition: 'NX', expiration: { type: 'PX', value: LEASE } }))
      if (taken !== null) return taken === 'OK'
      if (Date.now() + LOOK_EVERY > deadline) {
        throw new AvatarGraphError('VENDOR_UNAVAILABLE', "Another replica is fetching the vendor's credentials and had not finished before the deadline.", { retryable: true })
      }
      await systemClock.sleep(LOOK_EVERY)
    }
  }

  async function shared<T>(name: string, deadline: number, own: unknown, obtain: (kept: unknown) => Promise<Credential<T>>): Promise<Credential<T>> {
    const [key, lockKey, holder] = [`${prefix}credential:${name}`, `${prefix}credential-lock:${name}`, randomUUID()]
    if (!(await lock(lockKey, holder, deadline))) return obtain(own)
    try {
      const kept = await redis.ask((client) => client.get(key))
      const credential = await obtain(kept ? readJson(kept) : own)
      const life = Math.floor(credential.expiresAt - Date.now())
      if (life > 0) await redis.ask((client) => client.set(key, JSON.stringify(credential.value), { expiration: { type: 'PX', value: life } }))
      return credential
    } finally {
      await redis.ask((client) => client.release(lockKey, holder))
    }
  }

  return {
    renew: (name, deadline, obtain) => local.renew(name, deadline, (own) => shared(name, deadline, own, obtain)),
    close: () => redis.close(),
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
