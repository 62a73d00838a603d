import { z } from 'zod'
import type { Answer, Call } from '../call.js'
import { isCallbackUrl, type Notice } from '../deliveries.js'
import { isMarked, newId } from '../ids.js'
import { Register } from '../register.js'
import { Stages, type Steps } from '../stages.js'
import { CODES, refusal, success } from './codes.js'
import type { Context } from './context.js'
import { CREDENTIALS } from './credentials.js'
import { readPayload } from './envelope.js'
import { liveCallback, liveTarget } from './live-rooms/callback.js'
import type { Sessions } from './sessions.js'
import { CAST, REQ_ID } from './sessions/request.js'
import { numericId, streamAddress } from './sessions/session.js'
import { page, text, WIDE_PAGING } from './shapes.js'

/** Initial, stream being created, stream created, sentences split, being scheduled, scheduled, closed (1240/112141). */
export type RoomState = '0' | '1' | '2' | '3' | '4' | '5' | '6'

const STEPS: Steps<RoomState> = {
  0: { after: 200, next: '1' }, 1: { after: 1000, next: '2' }, 2: { after: 300, next: '3' }, 3: { after: 300, next: '4' }, 4: { after: 1000, next: '5' },
}

/** The payload of openliveroom (1240/112140). */
const OPEN_BODY = z.object({
  ReqId: REQ_ID,
  VideoStreamReq: z.object({
    VirtualmanProjectId: z.string().min(1).optional(), AssetVirtualmanKey: z.string().min(1).optional(), Protocol: z.enum(['rtmp', 'trtc', 'webrtc']), ...CAST,
    ExtraInfo: z.object({ AlphaChannelEnable: z.boolean().optional() }).optional(),
  }).refine((body) => (body.VirtualmanProjectId === undefined) !== (body.AssetVirtualmanKey === undefined), { path: ['VirtualmanProjectId'], message: 'expected either this or AssetVirtualmanKey' }),
  CycleTimes: z.int().gt(0).lt(500),
  Scripts: z.array(z.object({ Content: z.string().min(1) })).length(1),
  CallbackUrl: z.string().refine(isCallbackUrl, 'expected an https URL, or http on loopback').optional(),
})
const ROOM_BODY = z.object({ ReqId: REQ_ID, LiveRoomId: z.string().min(1) })
const LIST_BODY = z.object({ ReqId: REQ_ID, ...WIDE_PAGING })
const TAKEOVER_BODY = z.object({ ReqId: REQ_ID, LiveRoomId: z.string().min(1), Content: text(500).min(1) })

/** A room in which an avatar reads a script. */
export interface LiveRoom {
  readonly id: string
  readonly createdAt: number
  readonly body: z.output<typeof OPEN_BODY>
  state: RoomState
  /** What was put between the script's sentences. */
  takeovers: string[]
  /** Sends a callback after those that were sent before. */
  readonly push: (callback: Notice) => void
}

/** Live rooms (mainland product, 6.6): every change of state is told to the room's address once, signed. */
export class LiveRooms {
  readonly #context: Context
  readonly #sessions: Sessions
  readonly #stages: Stages<RoomState, LiveRoom>
  /** All that there were. */
  readonly all = new Register<LiveRoom>()

  constructor(context: Context, sessions: Sessions) {
    this.#context = context
    this.#sessions = sessions
    this.#stages = new Stages(context.pace, {
      steps: STEPS,
      // A marked script cannot be put on a stream: the room closes.
      decide: (room, next) => next === '2' && room.body.Scripts.some(({ Content: content }) => isMarked(content)) ? '6' : next,
      entered: (room) => this.#tell(room),
    })
  }

  /** openliveroom. */
  open(call: Call): Answer {
    const body = readPayload(OPEN_BODY, call, CODES.parameter)
    const { VirtualmanProjectId: project, AssetVirtualmanKey: asset } = body.VideoStreamReq
    if (project !== undefined) this.#sessions.checkProject(project)
    if (asset !== undefined) this.#sessions.checkAsset(asset)
    this.#sessions.checkConcurrency()
    const { options, deliveries } = this.#context
    const [id, url] = [numericId('lm', newId()), options.callbackUrl ?? body.CallbackUrl]
    const push = url === undefined ? () => undefined : deliveries.queue(id, liveTarget(url, CREDENTIALS.liveSignKey))
    const room: LiveRoom = { id, createdAt: options.now(), body, state: '0', takeovers: [], push }
    this.all.add(room)
    this.#stages.enter(room, '0')
    return success({ ReqId: body.ReqId, LiveRoomId: room.id })
  }

  /** getliveroom. */
  show(call: Call): Answer {
    const { ReqId, LiveRoomId } = readPayload(ROOM_BODY, call, CODES.parameter)
    return success({ ReqId, ...shownRoom(this.#find(LiveRoomId)) })
  }

  /** listliveroomofappkey: those that are not closed; no field at all when there are none. */
  list(call: Call): Answer {
    const body = readPayload(LIST_BODY, call, CODES.parameter)
    const open = this.all.all.filter(isOpen)
    const rooms = page(open, body).map(shownRoom)
    return success({ ReqId: body.ReqId, ...(rooms.length === 0 ? {} : { LiveRooms: rooms }), Total: open.length })
  }

  /** takeover: puts a text between. */
  takeOver(call: Call): Answer {
    const { ReqId, LiveRoomId, Content } = readPayload(TAKEOVER_BODY, call, CODES.parameter)
    const room = this.#find(LiveRoomId)
    if (!isOpen(room)) throw refusal(CODES.sessionClosed, 'the live room is closed')
    if (Number(room.state) < 2) throw refusal(CODES.notReady, `Status is ${room.state}`)
    room.takeovers.push(Content)
    return success({ ReqId })
  }

  /** closeliveroom. */
  close(call: Call): Answer {
    const { ReqId, LiveRoomId } = readPayload(ROOM_BODY, call, CODES.parameter)
    const room = this.#find(LiveRoomId)
    if (!isOpen(room)) throw refusal(CODES.sessionClosed, 'the live room is closed')
    this.#stages.enter(room, '6')
    return success({ ReqId })
  }

  /** Brings a room to a state, tells of it, and leaves it there; false when there is none of this id. */
  move(id: string, state: RoomState): boolean {
    const room = this.all.byId.get(id)
    if (room) this.#stages.hold(room, state)
    return room !== undefined
  }

  /** Posts a signed callback to an address. `data` goes out as JSON text. */
  emit(url: string, type: string, data: object): void {
    this.#context.deliveries.queue('', liveTarget(url, CREDENTIALS.liveSignKey))(liveCallback(type, data))
  }

  /** How many streams the rooms take. */
  get inUse(): number {
    return this.all.all.filter(isOpen).length
  }

  #tell(room: LiveRoom): void {
    room.push(liveCallback('LiveRoomStatus', shownRoom(room)))
  }

  #find(id: string): LiveRoom {
    const room = this.all.byId.get(id)
    if (!room) throw refusal(CODES.noSession, 'LiveRoomId: there is no such live room')
    return room
  }
}

function isOpen({ state }: LiveRoom): boolean {
  return state !== '6'
}

function shownRoom({ id, state, body }: LiveRoom): object {
  const streaming = Number(state) >= 2 && state !== '6'
  return { LiveRoomId: id, Status: Number(state), ...(streaming ? { VideoStreamPlayUrl: streamAddress(id, body.VideoStreamReq.Protocol) } : {}) }
}
