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
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** How every server answers what it has used: `cpu` at once, `usage` after collecting its garbage. */
export const usageAnswers = {
  cpu: cpuTime,
  usage(): Usage {
    collect()
    const { heapUsed, external, rss } = process.memoryUsage()
    return { cpu: cpuTime(), held: heapUsed + external, resident: rss }
  },
}

function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}
