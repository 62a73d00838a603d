import { start } from './processes.js'
import type { Process, Stage } from './scenario.js'

/** A stage of turns of so many seconds, and how everything that was started on it is stopped, the last first. */
export function openStage(seconds: number): { stage: Stage; stop: () => Promise<void> } {
  const running: Process<unknown>[] = []
  return {
    stage: {
      seconds,
      async start<Ready>(script: string, input: object = {}) {
        const process = await start<Ready>(script, input)
        running.push(process)
        return process
      },
    },
    stop: async () => {
      for (const process of running.splice(0).reverse()) await process.stop()
    },
  }
}
