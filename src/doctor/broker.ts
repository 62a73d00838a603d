import { randomUUID } from 'node:crypto'
import { createClient } from 'redis'
import type { Config } from '../config.js'
import { notesOf, type Finding } from './finding.js'
import { codeOf, remedyOf } from './network.js'

const notes = notesOf('broker')

/** Milliseconds for the connection, and for a message to come back. */
const TIMEOUT = 3_000

/** Looks at the broker: whether Redis answers, its version, whether a message that is published comes back, whether scripts run. */
export async function examineBroker({ redisUrl }: Config): Promise<Finding[]> {
  if (redisUrl === undefined) return [notes.ok('reachable', 'in this process: right for one replica. Several need REDIS_URL')]
  const { host } = new URL(redisUrl)
  const client = createClient({ url: redisUrl, disableOfflineQueue: true, socket: { connectTimeout: TIMEOUT, reconnectStrategy: false } })
  const ear = client.duplicate()
  for (const one of [client, ear]) one.on('error', () => {})
  try {
    await Promise.all([client.connect(), ear.connect()])
    const version = /^redis_version:(.*)$/m.exec(await client.info('server'))?.[1]?.trim() ?? 'of unknown version'
    const channel = `avatargraph:doctor:${randomUUID()}`
    const started = performance.now()
    let hear = () => {}
    const heard = new Promise<void>((resolve) => (hear = resolve))
    await ear.subscribe(channel, hear)
    await client.publish(channel, 'hello')
    await within(heard)
    const tookMs = Math.round(performance.now() - started)
    await client.eval('return redis.call("GET", KEYS[1])', { keys: [channel] })
    return [notes.ok('reachable', `Redis ${version} at ${host}`), notes.ok('messages', `one that was published came back within ${tookMs} ms`), notes.ok('scripts', 'run: replicas share rate limits and tokens')]
  } catch (error) {
    return [refused(error as Error, host)]
  } finally {
    for (const one of [client, ear]) if (one.isOpen) one.destroy()
  }
}

function refused(error: Error, host: string): Finding {
  if (error.message.startsWith('NOAUTH') || error.message.startsWith('WRONGPASS')) {
    return notes.failed('reachable', `Redis at ${host} refuses the password`, 'Put it into REDIS_URL: redis://:PASSWORD@HOST:PORT, or redis://USER:PASSWORD@HOST:PORT.')
  }
  if (error.message.startsWith('NOPERM')) {
    return notes.failed('reachable', `Redis at ${host}: ${error.message}`, 'The ACL of its user has to allow publish, subscribe, eval and evalsha on channels and keys that begin with avatargraph:.')
  }
  const code = codeOf(error)
  return notes.failed('reachable', `Redis at ${host} does not answer: ${code === 'Error' ? error.message : code}`, remedyOf(code))
}

async function within(promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`a message that was published did not come back within ${TIMEOUT} ms`)), TIMEOUT)
  })
  await Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
