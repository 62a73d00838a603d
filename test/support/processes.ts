import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'

/** A TCP port of the loopback address that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Starts a program and resolves once a line of its output says that it is ready; rejects with the output if it ends first. */
export async function startProgram(command: string, args: string[], ready: RegExp, options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {}): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.removeListener('exit', kill))
  const output: string[] = []
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code} before it was ready:\n${output.join('\n')}`)))
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        if (output.length < 200) output.push(line)
        if (ready.test(line)) resolve()
      })
    }
  })
  return child
}

/** Sends a signal and waits for the process to end. */
export async function endProgram(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

/** What a test does without a server that it needs: skip on a developer's machine, fail in CI. */
export function missing(what: string): undefined {
  if (process.env.CI) throw new Error(`${what} is needed, and CI never skips. Start it for the suite.`)
  return undefined
}
