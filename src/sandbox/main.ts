import { parseArgs } from 'node:util'
import { startHuaweiSandbox } from './huawei.js'
import type { SandboxOptions } from './options.js'
import { startSenseTimeSandbox } from './sensetime.js'
import { startTencentSandbox } from './tencent.js'
import { startXingyunSandbox } from './xingyun.js'

interface Sandbox {
  settings: object
  close: () => Promise<void>
}

/** The simulators, in the order of their ports. */
const SANDBOXES: Readonly<Record<string, (options: SandboxOptions) => Promise<Sandbox>>> = {
  huawei: startHuaweiSandbox,
  tencent: startTencentSandbox,
  sensetime: startSenseTimeSandbox,
  xingyun: startXingyunSandbox,
}
/** The last port that leaves one for each. */
const LAST_PORT = 65_536 - Object.keys(SANDBOXES).length

const USAGE = `Usage: npm run sandbox -- [options]
  --callback-url URL  send all callbacks to URL, whatever address requests give
  --speed N           time factor of jobs, above 0 (default 1)
  --seed N            seed of the world, an integer (default 1)
  --port N            first of the simulators' ports (default: any free ones)`

interface Flags {
  callbackUrl: string | undefined
  speed: number
  seed: number
  port: number
}

/** Reads the command line. Throws an error that names the flag, what was expected and what came. */
function readFlags(): Flags {
  const { values } = parseArgs({ options: { 'callback-url': { type: 'string' }, speed: { type: 'string' }, seed: { type: 'string' }, port: { type: 'string' } } })
  const { 'callback-url': callbackUrl, speed = '1', seed = '1', port = '0' } = values
  if (callbackUrl !== undefined && !(URL.canParse(callbackUrl) && /^https?:/.test(callbackUrl))) throw new Error(`--callback-url: expected an http or https URL, got ${callbackUrl}`)
  if (!(Number(speed) > 0 && Number.isFinite(Number(speed)))) throw new Error(`--speed: expected a number above 0, got ${speed}`)
  if (!/^-?\d+$/.test(seed) || !Number.isSafeInteger(Number(seed))) throw new Error(`--seed: expected an integer, got ${seed}`)
  if (!/^\d+$/.test(port) || Number(port) > LAST_PORT) throw new Error(`--port: expected an integer from 0 to ${LAST_PORT}, got ${port}`)
  return { callbackUrl, speed: Number(speed), seed: Number(seed), port: Number(port) }
}

async function main({ port, ...flags }: Flags): Promise<void> {
  const running: [name: string, sandbox: Sandbox][] = []
  const close = () => Promise.all(running.map(([, sandbox]) => sandbox.close()))
  try {
    for (const [index, [name, start]] of Object.entries(SANDBOXES).entries()) running.push([name, await start({ ...flags, port: port === 0 ? 0 : port + index })])
  } catch (error) {
    await close()
    throw error
  }
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  process.stdout.write(`${JSON.stringify(Object.fromEntries(running.map(([name, { settings }]) => [name, settings])))}\n`)
  await stopped
  await close()
}

try {
  const flags = readFlags()
  main(flags).catch((error: unknown) => {
    process.stderr.write(`The sandbox could not start: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`)
  process.exitCode = 2
}
