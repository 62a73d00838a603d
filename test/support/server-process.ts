import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'

const ROOT = join(import.meta.dirname, '../..')
const MAIN = join(ROOT, 'dist/src/main.js')

/** A run of the built program. */
export interface ServerProcess {
  child: ChildProcess
  /** The address it listens at; rejects with its output when it ends before it listens. */
  url: Promise<string>
  /** How it ended: its exit code, null after a signal. */
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>
  /** Kills it if it still runs. */
  dispose(): Promise<void>
}

/** Starts `node dist/src/main.js` with these variables and no other of ours; build first. */
export function runServer(environment: Record<string, string>, args: string[] = ['serve']): ServerProcess {
  if (!existsSync(MAIN)) throw new Error('This test runs the built program. Build it first: npm run build')
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, PORT: '0', SANDBOX: 'off', ...environment } })
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.removeListener('exit', kill))
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }))
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /"url":"(http[^"]*)"/.exec(output.stdout)?.[1]
      if (found) resolve(found)
    })
    void ended.then(() => reject(new Error(`The server ended before it listened:\n${output.stdout}\n${output.stderr}`)))
  })
  url.catch(() => {})
  return {
    child,
    url,
    ended,
    async dispose() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
