import { Refusal, type Call } from './call.js'
import { Deliveries } from './deliveries.js'
import type { Faults } from './faults.js'
import type { AvatarState } from './huawei/avatars/states.js'
import { openChapters } from './huawei/chapters.js'
import { CREDENTIALS } from './huawei/credentials.js'
import { errorAnswer, ERRORS, refusal, REFUSALS } from './huawei/errors.js'
import { Tokens } from './huawei/iam.js'
import { Media } from './huawei/media.js'
import { operationTable } from './huawei/operations.js'
import { akSkProblem } from './huawei/signature.js'
import type { VoiceState } from './huawei/voices/states.js'
import { createWorld, type World } from './huawei/world.js'
import { Journal } from './journal.js'
import { settle, type SandboxOptions } from './options.js'
import { Pace } from './pace.js'
import { buildServer } from './server.js'

/** A callback that is not taken is sent five times in all; the waits are the simulator's own. */
const RETRY_WAITS_MS = [500, 1000, 2000, 4000]

/** What a client needs to use the simulator (contract section 3, in camelCase). Credentials are constants. */
export interface HuaweiSettings {
  endpoint: string
  projectId: string
  region: string
  accessKey: string
  secretKey: string
  iamEndpoint: string
  iamDomain: string
  iamUser: string
  iamPassword: string
  callbackKeys: string[]
}

/** A running simulator of Huawei MetaStudio and of the IAM that goes with it. */
export interface HuaweiSandbox {
  settings: HuaweiSettings
  journal: Journal
  faults: Faults
  world: World
  /** Makes a running live task fail; false when there is none of this id. */
  failLive: (jobId: string, error?: { error_code: string; error_msg: string }) => boolean
  /** Makes a video task that is WAITING or PROCESSING fail; false when there is none of this id. */
  failVideo: (jobId: string, error?: { error_code: string; error_msg: string }) => boolean
  /**
   * Brings an avatar or voice training to a documented state at once, and leaves it there until it is commanded (a
   * finished one gets its asset). False when there is no training of this id, or when it has no such state.
   */
  moveTraining: (jobId: string, state: AvatarState | VoiceState) => boolean
  /** Ends it at once: sessions, callbacks, connections. Nothing is left behind. */
  close: () => Promise<void>
}

/** Starts the simulator on 127.0.0.1. Rejects when the port is taken, or with a `RangeError` for options that cannot be. */
export async function startHuaweiSandbox(options: SandboxOptions = {}): Promise<HuaweiSandbox> {
  const settled = settle(options)
  const media = new Media(settled.now)
  const world = createWorld(settled.seed, media)
  const tokens = new Tokens()
  const journal = new Journal()
  const pace = new Pace(settled.speed)
  const deliveries = new Deliveries(settled, journal, RETRY_WAITS_MS)
  const chapters = openChapters({ options: settled, world, media, pace, deliveries })
  const server = buildServer({
    options: settled,
    journal,
    operations: [
      { section: 'IAM', id: 'createToken', method: 'POST', path: '/v3/auth/tokens', rate: null, open: true, handler: (call) => tokens.issue(call) },
      ...operationTable(chapters.handlers),
    ],
    manners: { ...REFUSALS, authorize: (call) => authorize(call, tokens) },
    extras: (app) => media.serve(app),
  })
  media.base = await server.listen()
  return {
    settings: { ...CREDENTIALS, callbackKeys: [...CREDENTIALS.callbackKeys], endpoint: media.base, iamEndpoint: media.base },
    journal,
    faults: server.faults,
    world,
    failLive: (jobId, error = { error_code: 'MSS.20010035', error_msg: 'There are not enough resources' }) => chapters.live.fail(jobId, error),
    failVideo: (jobId, error = { error_code: 'MSS.42000002', error_msg: 'TTSC task failed' }) => chapters.videos.fail(jobId, error),
    moveTraining: (jobId, state) => chapters.avatars.move(jobId, state) || chapters.voices.move(jobId, state),
    close: async () => {
      pace.close()
      chapters.live.close()
      await Promise.all([deliveries.close(), server.close()])
    },
  }
}

function authorize(call: Call, tokens: Tokens): void {
  // Section 6.2.7: the report address carries a key of its own, which the operation checks.
  if (call.path.endsWith('/live-event-report') && (call.headers['x-mss-auth-key'] ?? call.query.find(([name]) => name === 'auth_key')) !== undefined) return
  const token = call.headers['x-auth-token']
  const problem = typeof token === 'string'
    ? tokens.problem(token, call.now)
    : call.headers.authorization === undefined ? 'there is neither X-Auth-Token nor Authorization' : akSkProblem(call, CREDENTIALS.accessKey, CREDENTIALS.secretKey)
  if (problem !== null) throw new Refusal(errorAnswer(ERRORS.unauthorized), problem)
  const header = call.headers['x-project-id']
  if (call.params['project_id'] !== CREDENTIALS.projectId || (header !== undefined && header !== CREDENTIALS.projectId)) {
    throw refusal(ERRORS.wrongProject, 'the project of the path or of X-Project-Id is not that of the credentials')
  }
}
