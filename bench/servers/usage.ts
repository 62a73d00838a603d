import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What a server of the benchmark has used so far. */
export interface Usage {
  /** Microseconds of processor time. */
  cpu: number
  /** Bytes that its JavaScript holds, in and out of the heap, garbage apart. */
  held: number
  /** Resident bytes. */
  resident: number
  /** What keeps it alive, by kind: timers, sockets … */
  resources: Record<string, number>
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** How every server answers what it has used: `cpu` at once, `usage` after collecting its garbage. */
export const usageAnswers = {
  cpu: cpuTime,
  async usage(): Promise<Usage> {
    collect()
    // What was waiting for its end to be told of is garbage only then.
    await setImmediate()
    collect()
    const { heapUsed, external, rss } = process.memoryUsage()
    return { cpu: cpuTime(), held: heapUsed + external, resident: rss, resources: Object.fromEntries(countBy(process.getActiveResourcesInfo())) }
  },
}

function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
