import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A script of this folder that runs in a process of its own. */
export interface Running<Ready> {
  /** What it said when it was ready. */
  ready: Ready
  stop(): Promise<void>
}

/**
 * Starts a script of this folder, `input` being its JSON argument. Resolves with the first line that it prints, which is JSON;
 * rejects when it ends before. Its errors go to our own standard error.
 */
export async function start<Ready>(script: string, input: object): Promise<Running<Ready>> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', path, JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } })
  const ended = once(child, 'exit')
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line') as Promise<[string]>,
    ended.then(([code]: unknown[]) => Promise.reject(new Error(`${script} ended with ${String(code)} before it was ready`))),
  ])
  return {
    ready: JSON.parse(line[0]) as Ready,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The other side of {@link start}: the argument that the script was given. */
export function input<Input>(): Input {
  return JSON.parse(process.argv[2] ?? '{}') as Input
}

/** Says that the script is ready, and closes what it started when it is told to end. */
export function serveUntilStopped(ready: object, close: () => Promise<unknown>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void close().then(() => process.exit(0)))
  process.stdout.write(`${JSON.stringify(ready)}\n`)
}
