import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../../src/sandbox/random.js'
import type { World } from './world.js'

/** Something that goes wrong, and is put right again. */
interface Fault {
  name: string
  /** What it happens to: two faults of one thing do not overlap. */
  to: string
  /** For this long, in milliseconds; some need no time. */
  run(duration: number): Promise<unknown>
}

/** Milliseconds that a fault lasts. */
const [SHORTEST, LONGEST] = [300, 2_500]
/** Milliseconds that replicas have to come back before the next fault comes all the same. */
const RECOVERY = 15_000

function faultsOf({ replicas, postgres, redis, networks }: World, random: Random): Fault[] {
  const names = ['one', 'two']
  return [
    ...replicas.flatMap((replica, index): Fault[] => {
      const kill: Fault = { name: `kill -9 of replica ${names[index]}`, to: `replica ${index}`, run: async () => replica.signal('SIGKILL') }
      return [
        kill,
        kill,
        {
          name: `replica ${names[index]} stopped and continued`,
          to: `replica ${index}`,
          run: async (duration) => {
            replica.signal('SIGSTOP')
            await delay(duration)
            replica.signal('SIGCONT')
          },
        },
      ]
    }),
    {
      name: 'Redis stopped and started',
      to: 'redis',
      run: async (duration) => {
        await redis.stop()
        await delay(duration)
        await redis.start()
      },
    },
    {
      name: 'PostgreSQL restarted',
      to: 'postgres',
      run: async (duration) => {
        await postgres.stop(random.pick(['fast', 'immediate']))
        await delay(duration / 2)
        await postgres.start()
      },
    },
    ...(['postgres', 'redis'] as const).flatMap((server): Fault[] => [
      {
        name: `network to ${server} silent`,
        to: server,
        run: async (duration) => {
          networks[server].pause()
          await delay(duration)
          networks[server].resume()
        },
      },
      { name: `connections to ${server} cut`, to: server, run: async () => networks[server].cut() },
    ]),
    {
      name: 'clock of replica one stepped',
      to: 'replica 0',
      run: async () => {
        // Before it has begun to listen for the signal it would be ended by it.
        await within(RECOVERY, replicas[0]!.ready())
        replicas[0]!.signal('SIGUSR2')
      },
    },
  ]
}

/** Everything that can go wrong, in an order that the seed says, round and round until it is told to stop; then all is put right. Resolves with how often each fault came. */
export async function stageChaos(world: World, random: Random, stopping: AbortSignal): Promise<Map<string, number>> {
  const faults = faultsOf(world, random)
  const came = new Map<string, number>()
  const play = async (fault: Fault, duration: number) => {
    await fault.run(duration)
    came.set(fault.name, (came.get(fault.name) ?? 0) + 1)
  }
  while (!stopping.aborted) {
    const deck = random.shuffle(faults)
    for (let fault; !stopping.aborted && (fault = deck.pop()); ) {
      const together = random.chance(0.25) ? deck.find(({ to }) => to !== fault?.to) : undefined
      if (together) deck.splice(deck.indexOf(together), 1)
      await Promise.all([fault, ...(together ? [together] : [])].map((it) => play(it, random.integer(SHORTEST, LONGEST))))
      // Now and then the next one comes while the last is not over.
      const recovered = random.chance(0.75)
      const calm = random.integer(0, 2_000)
      if (recovered) await within(RECOVERY, Promise.all(world.replicas.map((replica) => replica.ready())))
      await delay(calm)
    }
  }
  await Promise.all(world.replicas.map((replica) => replica.ready()))
  return came
}

const within = (milliseconds: number, work: Promise<unknown>) => Promise.race([work, delay(milliseconds)])
