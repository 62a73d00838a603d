import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Process } from './scenario.js'

/** With BENCH_PROFILE set to a folder, each process leaves its CPU profile there. */
const PROFILING = process.env.BENCH_PROFILE ? ['--cpu-prof', '--cpu-prof-dir', process.env.BENCH_PROFILE] : []

/** What a script says to whoever started it. */
type Message = { ready: unknown } | { answer: unknown; to: number }

/**
 * Starts a script of this folder, `input` being its JSON argument. Resolves when it says that it is ready; rejects when it
 * ends before. What it prints goes to our own standard error.
 */
export async function start<Ready>(script: string, input: object): Promise<Process<Ready>> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [...PROFILING, '--import', 'tsx', path, JSON.stringify(input)], { stdio: ['ignore', 2, 2, 'ipc'], env: { ...process.env, NODE_ENV: 'production' } })
  const ended = once(child, 'exit')
  const gone = ended.then(([code]: unknown[]) => Promise.reject(new Error(`${script} ended with ${String(code)}`)))
  gone.catch(() => undefined)
  const waiting = new Map<number, (answer: unknown) => void>()
  const ready = new Promise<unknown>((resolve) => {
    child.on('message', (message: Message) => ('ready' in message ? resolve(message.ready) : waiting.get(message.to)?.(message.answer)))
  })
  let asked = 0
  return {
    ready: (await Promise.race([ready, gone])) as Ready,
    ask<Answer>(question: string) {
      const to = (asked += 1)
      const answer = new Promise<unknown>((resolve) => waiting.set(to, resolve)).finally(() => waiting.delete(to))
      child.send({ question, to })
      return Promise.race([answer, gone]) as Promise<Answer>
    },
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM')
      await ended
    },
  }
}

/** The other side of {@link start}: the argument that the script was given. */
export function input<Input>(): Input {
  return JSON.parse(process.argv[2] ?? '{}') as Input
}

/** Says that the script is ready, answers what it is asked, and closes what it started when it is told to end or its parent has gone. */
export function serveUntilStopped(ready: object, close: () => Promise<unknown>, answers: Readonly<Record<string, () => unknown>> = {}): void {
  for (const end of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(end, () => void close().then(() => process.exit(0)))
  process.on('message', ({ question, to }: { question: string; to: number }) => {
    void Promise.resolve(answers[question]?.()).then((answer) => process.send?.({ answer, to } satisfies Message))
  })
  process.send?.({ ready } satisfies Message)
}
