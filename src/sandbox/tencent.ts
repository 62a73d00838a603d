import { Deliveries } from './deliveries.js'
import type { Faults } from './faults.js'
import { Journal } from './journal.js'
import { settle, type SandboxOptions } from './options.js'
import { Pace } from './pace.js'
import { buildServer } from './server.js'
import type { Failure } from './tencent/broadcast/job.js'
import { openChapters, type Chapters } from './tencent/chapters.js'
import { codeOf, REFUSALS, unauthorized } from './tencent/codes.js'
import { Cos } from './tencent/cos.js'
import { CREDENTIALS } from './tencent/credentials.js'
import type { AssetListing } from './tencent/customization.js'
import type { TaskState } from './tencent/customization/task.js'
import type { RoomState } from './tencent/live-rooms.js'
import { operationTable } from './tencent/operations.js'
import { queryProblem } from './tencent/signature.js'
import { UNCONFIRMED, type Assumption } from './tencent/unconfirmed.js'
import { createWorld, type World } from './tencent/world.js'

/** What a client needs to use the simulator (contract section 3, in camelCase). Credentials are constants. */
export interface TencentSettings {
  endpoint: string
  appKey: string
  accessToken: string
  /** Key of an avatar of the world. */
  virtualmanKey: string
  /** The project that sessions are created with. */
  projectId: string
  /** Signs the callbacks of live rooms; the vendor hands it over outside of any interface. */
  liveSignKey: string
}

export interface TencentOptions extends SandboxOptions {
  /** Which customizations name their assets when they are finished: `all` types (default, mainland), or the `fast` ones only (international). */
  assetList?: AssetListing
}

/** A running simulator of Tencent Cloud AI Digital Human. */
export interface TencentSandbox {
  settings: TencentSettings
  journal: Journal
  faults: Faults
  /** What the account owns. Its `quotas` may be changed. */
  world: World
  /** Sessions and live rooms, those that are over too. */
  sessions: Chapters['sessions']['all']
  liveRooms: Chapters['liveRooms']['all']
  /** What the vendor's pages leave open, and what the simulator does there. */
  unconfirmed: readonly Assumption[]
  /** Brings a customization to a state at once, e.g. `CONFIRM:WAIT_PROCESS`, and leaves it there until it is commanded. False when there is none of this id, or its type has no such stage. */
  moveTraining: (taskId: string, state: TaskState) => boolean
  /** Makes a customization that is not over fail in its stage; false when there is none of this id. */
  failTraining: (taskId: string, message?: string) => boolean
  /** Has the next rejection of a customization's demos refused: back to CONFIRM with this reason. False when there is none of this id. */
  refuseRetrain: (taskId: string, reason: string) => boolean
  /** Makes a video or sound that is COMMIT or MAKING fail; false when there is none of this id. */
  failVideo: (taskId: string, failure?: Failure) => boolean
  /** Ends a session as the vendor would, with a code of its table (connection lost); one in preparation could not be created. False when there is none open of this id. */
  endSession: (sessionId: string, code?: number) => boolean
  /** Brings a live room to a state at once, tells its callback address, and leaves it there; false when there is none of this id. */
  moveLiveRoom: (liveRoomId: string, state: RoomState) => boolean
  /** Posts a signed live-room callback of any type to an address. */
  emitLiveCallback: (url: string, type: string, data: object) => void
  /** Ends it at once: sessions, callbacks, connections. Nothing is left behind. */
  close: () => Promise<void>
}

/** A callback is sent once, whatever becomes of it (1240/81268). */
const RETRY_WAITS_MS: readonly number[] = []

/** Starts the simulator on 127.0.0.1. Rejects when the port is taken, or with a `RangeError` for options that cannot be. */
export async function startTencentSandbox(options: TencentOptions = {}): Promise<TencentSandbox> {
  const settled = settle(options)
  const cos = new Cos(settled.now)
  const world = createWorld(settled.seed, cos, settled.now())
  const journal = new Journal()
  const pace = new Pace(settled.speed)
  const deliveries = new Deliveries(settled, journal, RETRY_WAITS_MS)
  const { handlers, customization, broadcast, sessions, liveRooms } = openChapters({ options: settled, world, cos, pace, deliveries }, options.assetList ?? 'all')
  const server = buildServer({
    options: settled,
    journal,
    operations: operationTable(handlers),
    manners: {
      ...REFUSALS,
      authorize: (call) => {
        const problem = queryProblem(call, CREDENTIALS.appKey, CREDENTIALS.accessToken)
        if (problem !== null) throw unauthorized(problem)
      },
    },
    extras: (app) => cos.serve(app),
  })
  cos.base = await server.listen()
  return {
    settings: { ...CREDENTIALS, endpoint: cos.base },
    journal,
    faults: server.faults,
    world,
    sessions: sessions.all,
    liveRooms: liveRooms.all,
    unconfirmed: UNCONFIRMED,
    moveTraining: (taskId, state) => customization.move(taskId, state),
    failTraining: (taskId, message = 'The task failed.') => customization.fail(taskId, message),
    refuseRetrain: (taskId, reason) => customization.refuseRetrain(taskId, reason),
    failVideo: (taskId, failure = { code: 801000, message: 'internal error' }) => broadcast.fail(taskId, failure),
    endSession: (sessionId, code = -111002) => sessions.end(sessionId, codeOf(code)),
    moveLiveRoom: (liveRoomId, state) => liveRooms.move(liveRoomId, state),
    emitLiveCallback: (url, type, data) => liveRooms.emit(url, type, data),
    close: async () => {
      pace.close()
      broadcast.close()
      await Promise.all([deliveries.close(), server.close()])
    },
  }
}
