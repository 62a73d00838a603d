import type { Answer, Call } from '../call.js'
import { isMarked, newId } from '../ids.js'
import { Register } from '../register.js'
import { CODES, refusal, success, type ResultCode } from './codes.js'
import type { Context } from './context.js'
import { CREDENTIALS } from './credentials.js'
import { readPayload } from './envelope.js'
import { Mouth } from './sessions/mouth.js'
import { ASSET_BODY, COMMAND_BODY, LIST_BODIES, PROJECT_BODY, SESSION_BODY, SIGN_BODY, type CreateBody } from './sessions/request.js'
import { castOf, numericId, playAddress, roomKey, shownSession, type Session } from './sessions/session.js'

/** Milliseconds at speed 1. */
const PREPARING = 1000
/** By the vendor's clock. */
const IDLE_MS = 10 * 60 * 1000
const TEXT_INTERVAL_MS = 1000

/** Interactive sessions (section 6): created, polled until ready, started, driven, closed. */
export class Sessions {
  readonly #context: Context
  readonly #othersInUse: () => number
  /** All that there were. */
  readonly all = new Register<Session>()

  /** `othersInUse`: how many streams the live rooms take of the same concurrency. */
  constructor(context: Context, othersInUse: () => number) {
    this.#context = context
    this.#othersInUse = othersInUse
  }

  /** How many streams are open. */
  get inUse(): number {
    this.#endIdle()
    return this.all.all.filter(isOpen).length
  }

  /** createsession. The id of a project was once called virtualmankey, and goes by both. */
  createByProject(call: Call): Answer {
    const body = readPayload(PROJECT_BODY, call, CODES.parameter)
    this.checkProject(body.VirtualmanProjectId)
    return this.#create(body)
  }

  /** createsessionbyasset. */
  createByAsset(call: Call): Answer {
    const body = readPayload(ASSET_BODY, call, CODES.parameter)
    this.checkAsset(body.AssetVirtualmanKey)
    return this.#create(body)
  }

  /** statsession. */
  state(call: Call): Answer {
    const { ReqId, SessionId } = readPayload(SESSION_BODY, call, CODES.parameter)
    const session = this.#find(SessionId)
    return success({
      ReqId, SessionStatus: session.status, PlayStreamAddr: playAddress(session), SpeakStatus: session.mouth.status,
      IsSessionStarted: session.started, ErrorCode: session.errorCode, ErrorMessage: session.errorMessage,
    })
  }

  /** startsession: once, and when the stream is ready. */
  start(call: Call): Answer {
    const { ReqId, SessionId } = readPayload(SESSION_BODY, call, CODES.parameter)
    const session = this.#ready(SessionId)
    if (session.started) throw refusal(CODES.wrongTime, 'the session has been started before')
    session.started = true
    session.touchedAt = this.#context.options.now()
    return success({ ReqId })
  }

  /** closesession. */
  close(call: Call): Answer {
    const { ReqId, SessionId } = readPayload(SESSION_BODY, call, CODES.parameter)
    const session = this.#find(SessionId)
    if (!isOpen(session)) throw closedRefusal(session)
    this.#end(session)
    return success({ ReqId })
  }

  /** The lists: those that are open, newest first. */
  list(call: Call, by: keyof typeof LIST_BODIES): Answer {
    const body = readPayload(LIST_BODIES[by], call, CODES.parameter) as { ReqId: string; VirtualmanProjectId?: string; AssetVirtualmanKey?: string }
    this.#endIdle()
    const found = this.all.all.filter((session) => {
      const { project, asset } = castOf(session.body)
      return isOpen(session) && (body.VirtualmanProjectId === undefined || body.VirtualmanProjectId === project) && (body.AssetVirtualmanKey === undefined || body.AssetVirtualmanKey === asset)
    })
    return success({ ReqId: body.ReqId, Sessions: found.map(shownSession) })
  }

  /** gettrtcsign: for viewers of a session in the platform's own TRTC application. */
  sign(call: Call): Answer {
    const body = readPayload(SIGN_BODY, call, CODES.parameter)
    const session = this.#ready(body.SessionId)
    if (session.body.Protocol !== 'trtc') throw refusal(CODES.parameter, `the session goes over ${session.body.Protocol}, not over trtc`)
    if (session.body.ProtocolOption?.TrtcUseExternalApp === true) throw refusal(CODES.parameter, 'the session is in a TRTC application of your own')
    const room = String(body.RoomId ?? body.StrRoomId)
    return success({ UserSig: roomKey(body.UserId), PrivateMapKey: roomKey(body.UserId, room) })
  }

  /** command: a text to say; an empty one interrupts. More than a second must lie between two. */
  command(call: Call): Answer {
    const { ReqId, SessionId, Data: data } = readPayload(COMMAND_BODY, call, CODES.parameter)
    const session = this.#ready(SessionId)
    if (!session.started) throw refusal(CODES.notStarted, 'call startsession first')
    const { now, throttle } = this.#context.options
    const at = now()
    if (throttle && at - session.textAt <= TEXT_INTERVAL_MS) throw refusal(CODES.tooFrequent, `the last text came ${at - session.textAt} ms ago, more than ${TEXT_INTERVAL_MS} must lie between two`)
    session.textAt = at
    session.touchedAt = at
    if (data.Text === '') session.mouth.hush()
    else session.mouth.say(data.Text, data.Interrupt ?? false)
    return success({ ReqId })
  }

  /** Ends an open session as the vendor would; false when there is none of this id. */
  end(id: string, ending: ResultCode): boolean {
    const session = this.all.byId.get(id)
    if (!session || !isOpen(session)) return false
    if (session.status === 3) session.status = 4
    this.#end(session, ending)
    return true
  }

  /** Throws the vendor's refusal when all that was bought is in use, or nothing was bought. */
  checkConcurrency(): void {
    const { concurrency } = this.#context.world.quotas
    if (concurrency <= 0) throw refusal(CODES.noConcurrency, 'no concurrency was bought')
    if (this.inUse + this.#othersInUse() >= concurrency) throw refusal(CODES.quota, `all ${concurrency} streams are in use`)
  }

  /** Throws the vendor's refusal of a project that is not there. */
  checkProject(id: string): void {
    if (id !== CREDENTIALS.projectId && id !== CREDENTIALS.virtualmanKey) throw refusal(CODES.noProject, 'VirtualmanProjectId: there is no such project')
  }

  /** Throws the vendor's refusal of an avatar that is not there or has expired. */
  checkAsset(key: string): void {
    const image = this.#context.world.images.byId.get(key)
    if (!image) throw refusal(CODES.parameter, 'AssetVirtualmanKey: there is no such avatar')
    if (image.expiresAt < this.#context.options.now()) throw refusal(CODES.avatarExpired, 'AssetVirtualmanKey: this avatar has expired')
  }

  #create(body: CreateBody): Answer {
    const { options, pace } = this.#context
    const earlier = this.all.all.find((session) => isOpen(session) && session.body.UserId === body.UserId)
    if (earlier) this.#end(earlier, CODES.replaced)
    this.checkConcurrency()
    const now = options.now()
    const session: Session = {
      id: numericId('m', newId()), createdAt: now, body, mouth: new Mouth(pace), status: 3, started: false, errorCode: 0, errorMessage: '', touchedAt: now, textAt: -Infinity,
    }
    this.all.add(session)
    pace.after(PREPARING, () => {
      if (session.status !== 3) return
      if (isMarked(body.UserId)) this.end(session.id, CODES.streamTimeout)
      else session.status = 1
    })
    return success({ ReqId: body.ReqId, SessionId: session.id, SessionStatus: session.status, PlayStreamAddr: playAddress(session) })
  }

  #end(session: Session, ending?: ResultCode): void {
    session.mouth.hush()
    if (session.status !== 4) session.status = 2
    session.errorCode = ending?.code ?? 0
    session.errorMessage = ending?.message ?? ''
  }

  /** Ten minutes without a command close a session (1211/62112). */
  #endIdle(): void {
    const now = this.#context.options.now()
    for (const session of this.all.all) if (isOpen(session) && now - session.touchedAt > IDLE_MS) this.#end(session, CODES.connectionLost)
  }

  #find(id: string): Session {
    this.#endIdle()
    const session = this.all.byId.get(id)
    if (!session) throw refusal(CODES.noSession, 'SessionId: there is no such session')
    return session
  }

  #ready(id: string): Session {
    const session = this.#find(id)
    if (session.status === 2) throw closedRefusal(session)
    if (session.status !== 1) throw refusal(CODES.notReady, `SessionStatus is ${session.status}`)
    return session
  }
}

function isOpen({ status }: Session): boolean {
  return status === 1 || status === 3
}

function closedRefusal(session: Session): Error {
  return session.errorCode === CODES.replaced.code ? refusal(CODES.replaced, 'a newer session of this UserId took its place') : refusal(CODES.sessionClosed, 'the session is over')
}
