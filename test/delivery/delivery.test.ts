import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Random } from '../../src/sandbox/random.js'
import { stageChaos } from './chaos.js'
import { check, type LogEntry } from './checker.js'
import { ReaderClient, type Plan } from './reader.js'
import { figuresOf } from './figures.js'
import { openWorld, type World } from './world.js'
import { startWriter } from './writer.js'

/** Repeats a run: what is staged, in which order, and who does what. How the machine gets along with it is not in it. */
const SEED = Number(process.env.DELIVERY_SEED ?? Math.floor(Math.random() * 1_000_000))
/** How long it goes wrong. */
const SECONDS = Number(process.env.DELIVERY_SECONDS ?? 40)
const SESSIONS = Array.from({ length: 24 }, (_, index) => `session-${index + 1}`)
/** Mean milliseconds between two events of a session. */
const PACE = 60
/** Milliseconds by which the clock of one replica is off, step by step; an hour is more than a signature may be old. */
const CLOCK_STEPS = [0, 90_000, -120_000, 3_600_000, -30_000]
/** Resident bytes that a replica never goes beyond, whoever does not read and however much waits. A fresh one has half of it. */
const MEMORY = 420 * 1024 * 1024
/** Milliseconds without any progress after which a reader that has not reached the end will not. */
const STUCK = 30_000

const PLANS: Plan[] = [
  ...(['websocket', 'sse'] as const).flatMap((transport): Plan[] => [
    { name: `${transport}, steady`, transport, begin: 'live', manner: 'steady' },
    { name: `${transport}, steady, the same again`, transport, begin: 'head', manner: 'steady' },
    { name: `${transport}, slow`, transport, begin: 'head', manner: 'slow' },
    { name: `${transport}, slow, one session`, transport, begin: 'live', manner: 'slow', session: SESSIONS[0]! },
    { name: `${transport}, leaving`, transport, begin: 'head', manner: 'leaving' },
    { name: `${transport}, leaving, one session`, transport, begin: 'head', manner: 'leaving', session: SESSIONS[1]! },
    { name: `${transport}, leaving, RTMP states`, transport, begin: 'live', manner: 'leaving', kinds: ['RtmpStateChanged'] },
    { name: `${transport}, late`, transport, begin: 'head', manner: 'late' },
  ]),
]
/** Come when it is going wrong already. */
const NEWCOMERS: Plan[] = [
  { name: 'websocket, snapshot of progress', transport: 'websocket', begin: 'snapshot', manner: 'leaving', kinds: ['LiveProgress'] },
  { name: 'sse, snapshot of progress', transport: 'sse', begin: 'snapshot', manner: 'slow', kinds: ['LiveProgress'] },
  { name: 'websocket, snapshot of RTMP states', transport: 'websocket', begin: 'snapshot', manner: 'steady', kinds: ['RtmpStateChanged'] },
  { name: 'sse, snapshot of RTMP states', transport: 'sse', begin: 'snapshot', manner: 'leaving', kinds: ['RtmpStateChanged'] },
]

test(`every callback that was answered reaches every subscriber once and in order, or a gap says so (DELIVERY_SEED=${SEED} DELIVERY_SECONDS=${SECONDS})`, { timeout: (SECONDS + 240) * 1_000 }, async (ctx) => {
  const world = (await openWorld({ clockSteps: CLOCK_STEPS })) ?? ctx.skip()
  const memory = watchMemory(world)
  try {
    const urls = world.replicas.map(({ url }) => url)
    const random = new Random(SEED)
    let seeds = 0
    const seat = async (plan: Plan) => new ReaderClient(plan, urls, new Random(SEED * 1_000 + 500 + (seeds += 1)), await head(urls))
    const readers = await Promise.all(PLANS.map(seat))
    for (const reader of readers) reader.start()
    await attached(urls, readers.length)

    const writer = startWriter(urls, SESSIONS, SEED, PACE)
    await until(() => readers.every(({ record }) => record.items.length > 0))
    const over = new AbortController()
    const chaos = stageChaos(world, random, over.signal)
    await delay(SECONDS * 300)
    const newcomers = await Promise.all(NEWCOMERS.map(seat))
    for (const reader of newcomers) reader.start()
    readers.push(...newcomers)
    await delay(SECONDS * 300)
    const { removed, upTo } = await forgetTheOldest(world, Math.max(...readers.filter(({ record }) => record.name.endsWith('late')).map(({ reached }) => reached)))
    await delay(SECONDS * 400)
    over.abort()
    const faults = await chaos
    await writer.stop()

    for (const reader of readers) reader.call()
    const log = [...removed, ...(await world.log()).filter(({ position }) => position > removed.length)]
    await settled(readers, log)
    await Promise.all(readers.map((reader) => reader.stop()))

    const records = readers.map(({ record }) => record)
    const verdict = check(writer.sent, log, records)
    const figures = figuresOf({ writer, log, readers, verdict, faults, memory: await memory(), starts: world.replicas.map(({ starts }) => starts) })
    console.log(`DELIVERY_SEED=${SEED} DELIVERY_SECONDS=${SECONDS}\n${figures}`)

    for (const lines of [verdict.losses, verdict.duplicates, verdict.disorders]) expect(lines.slice(0, 20)).toEqual([])
    expect(readers.flatMap(({ errors }) => errors)).toEqual([])
    // A gap is said where something is missing, and nowhere else.
    const gaps = records.flatMap(({ items }) => items.flatMap((item) => (item.type === 'gap' ? item : [])))
    for (const { reason, to } of gaps) expect({ reason, told: to !== null && to <= upTo }).toEqual({ reason: 'RETENTION', told: true })
    for (const { record } of readers.filter(({ record }) => record.name.endsWith('late'))) expect(record.items.filter(({ type }) => type === 'gap')).toHaveLength(1)
    expect(writer.answers.accepted).toBeGreaterThan(SECONDS * 5)
    expect(Math.max(...(await memory()))).toBeLessThan(MEMORY)
  } finally {
    await memory()
    await world.dispose()
  }
})

/** The cursor of the log's head, as a dashboard loads it before it subscribes. */
async function head(urls: readonly string[]): Promise<string> {
  for (;;) {
    try {
      const response = await fetch(`${urls[0]}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ events(first: 1) { head } }"}', signal: AbortSignal.timeout(3_000) })
      const { data } = (await response.json()) as { data?: { events: { head: string } } }
      if (data) return data.events.head
    } catch {
      await delay(100)
    }
  }
}

/** Resolves once so many subscriptions are attached, at all replicas together. */
const attached = (urls: readonly string[], count: number) =>
  until(async () => {
    const pages = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()))
    const samples = pages.flatMap((page) => [...page.matchAll(/^avatargraph_subscribers\{[^}]*\} (\d+)$/gm)])
    return samples.reduce((sum, [, value]) => sum + Number(value), 0) === count
  })

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(50)
}

/** Makes the events that the late readers have missed first too old to be kept, and has a replica notice at its start. */
async function forgetTheOldest(world: World, reached: number): Promise<{ removed: LogEntry[]; upTo: number }> {
  const upTo = reached + 50
  await until(async () => ((await world.log()).at(-1)?.position ?? 0) > upTo)
  const removed = (await world.log()).filter(({ position }) => position <= upTo)
  await world.sql(`UPDATE events SET received_at = received_at - interval '40 days' WHERE position <= $1`, [upTo])
  world.replicas[1]!.signal('SIGKILL')
  return { removed, upTo }
}

/** Resolves once every reader has reached the end of what it wants; or when nobody gets anywhere any more, for the checker to say who. */
async function settled(readers: readonly ReaderClient[], log: readonly LogEntry[]): Promise<void> {
  const ends = readers.map(({ record: { kinds, session } }) => log.findLast((entry) => (!kinds || kinds.includes(entry.kind)) && (!session || session === entry.session))?.position ?? 0)
  let progress = performance.now()
  for (let before = 0; readers.some(({ reached }, index) => reached < ends[index]!); ) {
    const now = readers.reduce((sum, { record }) => sum + record.items.length, 0)
    if (now > before) progress = performance.now()
    if (performance.now() - progress > STUCK) return
    before = now
    await delay(50)
  }
}

/** Samples what each replica holds. Asked, it stops and answers the most that each had. */
function watchMemory({ replicas }: World): () => Promise<number[]> {
  const peaks = replicas.map(() => 0)
  let over = false
  const watching = (async () => {
    while (!over) {
      for (const [index, replica] of replicas.entries()) peaks[index] = Math.max(peaks[index]!, (await replica.resident()) ?? 0)
      await delay(100)
    }
  })()
  return async () => {
    over = true
    await watching
    return peaks
  }
}
