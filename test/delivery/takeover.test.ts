import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { deliver, scriptSwitch, signed } from '../support/callbacks.js'
import { CALLBACK_KEY, openWorld, PUBLIC_URL, type World, type WorldOptions } from './world.js'

const DAY = 24 * 60 * 60_000

let huawei: HuaweiSandbox
let world: World | undefined
beforeEach(async () => {
  huawei = await startHuaweiSandbox()
})
afterEach(async () => {
  await world?.dispose()
  await huawei.close()
})

/** Two replicas whose vendor is the simulator, which cannot call them back. */
async function open(skip: () => never, options: WorldOptions = {}): Promise<World> {
  const { endpoint, projectId, accessKey, secretKey } = huawei.settings
  const environment = { HUAWEI_ENDPOINT: endpoint, HUAWEI_PROJECT_ID: projectId, HUAWEI_ACCESS_KEY: accessKey, HUAWEI_SECRET_KEY: secretKey }
  world = (await openWorld({ ...options, environment })) ?? skip()
  return world
}

interface Watched {
  leased: boolean
  failures: number
  state: string | null
  /** Seconds until it is asked about again. */
  wait: number
}
const watched = async (here: World) =>
  (await here.sql<Watched>('SELECT leased_until > now() AS leased, failures, state, extract(epoch FROM due_at - now())::float8 AS wait FROM watched_jobs'))[0]!

/** Puts a training of the simulated world under observation without asking a replica. */
async function watch(here: World): Promise<string> {
  const id = huawei.world.voices.all[0]!.id
  await here.sql(`INSERT INTO watched_jobs (kind, account, key, vendor, due_at) VALUES ('VOICE_TRAINING', 'huawei', $1, 'HUAWEI', now())`, [`VOICE/${id}`])
  return id
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(100)
}

test('the jobs of a replica that was killed while it asked about them are taken over within a minute', { timeout: 180_000 }, async (ctx) => {
  const here = await open(ctx.skip.bind(ctx))
  const [one, two] = here.replicas
  // One alone can take the job: it asks, and the vendor does not answer.
  two!.signal('SIGSTOP')
  huawei.faults.add({ operation: 'showVoiceTrainingJob', times: 1, latencyMs: 600_000 })
  const id = await watch(here)
  await until(async () => (await watched(here)).leased)
  await one!.dispose()
  const died = performance.now()
  two!.signal('SIGCONT')
  const asked = await huawei.journal.until((entry) => entry.kind === 'request' && entry.operation === 'showVoiceTrainingJob' && entry.status === 200 && entry.path.endsWith(id))
  expect(performance.now() - died).toBeLessThan(60_000)
  expect(asked).toMatchObject({ status: 200 })
  await until(async () => (await here.log()).length > 0)
  expect(await here.log()).toMatchObject([{ kind: 'TrainingStatusChanged' }])
})

test('a replica whose clock is weeks ahead neither takes events for old ones nor keeps the others from asking about jobs', { timeout: 180_000 }, async (ctx) => {
  const here = await open(ctx.skip.bind(ctx), { clockSteps: [41 * DAY] })
  const [ahead, right] = here.replicas
  const callback = signed(scriptSwitch('session-1', 1), { url: `${PUBLIC_URL}/callbacks/huawei/live`, key: CALLBACK_KEY })
  expect((await deliver(`${right!.url}/callbacks/huawei/live`, callback)).status).toBe(200)
  // At its start it looks for what is too old to be kept.
  const { starts } = ahead!
  ahead!.signal('SIGKILL')
  await until(async () => ahead!.starts > starts)
  await ahead!.ready()

  right!.signal('SIGSTOP')
  await watch(here)
  await until(async () => {
    const { leased, failures, state } = await watched(here)
    return !leased && (failures > 0 || state !== null)
  })
  expect((await watched(here)).wait).toBeLessThan(11 * 60)
  expect(await here.log()).toHaveLength(1)
  right!.signal('SIGCONT')
})
