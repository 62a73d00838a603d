import { z } from 'zod'
import type { Answer, Call } from '../call.js'
import { isMarked } from '../ids.js'
import { Register } from '../register.js'
import { Stages } from '../stages.js'
import { readInput } from './body.js'
import { CREATE_BODY, isOver, LIVE, newChannel, newRtcToken, type Channel } from './channel.js'
import type { Context } from './context.js'
import { ERRORS, refusal, success } from './errors.js'
import { checkLiveScript } from './script.js'

/** Milliseconds at speed 1. */
const TAKEOVER = 2000
const HOUR_MS = 3600 * 1000

const SESSION = z.object({ sessionId: z.string().min(1) })

/** Live channels: created with 32, 35 when initialised, 5 when closed, 9 when they fail. A change of the status calls back. */
export class Channels {
  readonly #context: Context
  readonly #register = new Register<Channel>()
  readonly #stages: Stages<number, Channel>
  readonly #tell = new Map<string, (status: number) => void>()

  constructor(context: Context) {
    this.#context = context
    const { initialiseMs, liveStatus } = context.unconfirmed
    this.#stages = new Stages<number, Channel>(context.pace, {
      steps: { [LIVE.initialising]: { after: initialiseMs, next: LIVE.ready }, [liveStatus.takingOver]: { after: TAKEOVER, next: liveStatus.running } },
      decide: ({ state, param, takeover }, next) => isMarked(state === LIVE.initialising ? param : takeover ?? '') ? LIVE.abnormal : next,
      entered: (channel) => this.#entered(channel),
    })
  }

  /** Newest first. */
  get all(): readonly Channel[] {
    return this.#register.all
  }

  /** Page 5 ("直播"). Use is counted from the creation. */
  create(call: Call): Answer {
    const body = readInput(CREATE_BODY, call)
    checkLiveScript(body.param)
    const { account, options, unconfirmed } = this.#context
    const state = unconfirmed.initialiseMs === 0 ? LIVE.ready : LIVE.initialising
    const channel = newChannel(body, state, options.now())
    if (this.#secondsUsed() >= account.liveSeconds) throw refusal(ERRORS.durationUsedUp, `${account.liveSeconds} s are used up`)
    if (this.#running().length >= account.liveChannels) throw refusal(account.trial ? ERRORS.trialChannels : ERRORS.officialChannels, 'all channels are in use', account.liveChannels)
    this.#register.add(channel)
    this.#tell.set(channel.id, this.#open(channel))
    this.#stages.enter(channel, state)
    return success({ sessionId: channel.id, sessionToken: channel.sessionToken, status: state, ...channel.rtc })
  }

  /** The path and the boolean answer are known from a third party's client. */
  close(call: Call): Answer {
    const channel = this.#find(readInput(SESSION, call).sessionId)
    if (isOver(channel)) throw refusal(ERRORS.nothingToClose, `the status is ${channel.state}`)
    this.#stages.hold(channel, LIVE.completed)
    return success(true)
  }

  /** The channels that are not over, newest first; known from a third party's client. */
  listRunning(): Answer {
    return success(this.#running().map(({ id, state }) => ({ sessionId: id, status: state })))
  }

  /** Unpublished: the codes 84115915 to 84115917 and 84115923 are documented, the path and the answer are not. */
  start(call: Call): Answer {
    const channel = this.#find(readInput(SESSION, call).sessionId)
    const { state } = channel
    if (state === LIVE.initialising) throw refusal(ERRORS.notInitialised, 'it initialises still')
    if (state === LIVE.abnormal) throw refusal(ERRORS.startAbnormal, 'it has failed')
    if (state === LIVE.completed) throw refusal(ERRORS.startClosed, 'it is closed')
    if (state !== LIVE.ready) throw refusal(ERRORS.alreadyStarted, `the status is ${state}`)
    this.#stages.enter(channel, this.#context.unconfirmed.liveStatus.running)
    return success(true)
  }

  /** Unpublished: the codes 84115918, 84115922 and 84115960 are documented, the path and the answer are not. */
  takeOver(call: Call): Answer {
    const { sessionId, param } = readInput(SESSION.extend({ param: z.string() }), call)
    const channel = this.#find(sessionId)
    const { running, takingOver } = this.#context.unconfirmed.liveStatus
    if (channel.state === LIVE.completed) throw refusal(ERRORS.closed, 'it is closed')
    if (channel.state === takingOver) throw refusal(ERRORS.beingTakenOver, 'another takeover is under way')
    if (channel.state !== running) throw refusal(ERRORS.notInProgress, `the status is ${channel.state}`)
    checkLiveScript(param, ERRORS.takeoverParam)
    channel.takeover = param
    this.#stages.enter(channel, takingOver)
    return success(true)
  }

  /** Unpublished: page 5 says that a session can be queried after its creation, and no more. */
  show(call: Call): Answer {
    const { id, state, userData } = this.#find(readInput(SESSION, call).sessionId)
    return success({ sessionId: id, status: state, ...(userData === undefined ? {} : { userData }) })
  }

  /** Unpublished: the codes 84115953, 84115955 and 84115956 are documented, the path, the fields and the hours are not. */
  refreshRtcToken(call: Call): Answer {
    const { sessionId, channelId } = readInput(SESSION.extend({ channelId: z.string().optional() }), call)
    const channel = this.#find(sessionId)
    if (isOver(channel)) throw refusal(ERRORS.rtcClosed, `the status is ${channel.state}`)
    if (channelId !== undefined && channelId !== channel.rtc.rtcChannelId) throw refusal(ERRORS.otherChannel, 'the channelId is not of this session')
    const { rtcRefreshHours: hours } = this.#context.unconfirmed
    const now = this.#context.options.now()
    if (channel.rtcRefreshedAt !== null && now - channel.rtcRefreshedAt < hours * HOUR_MS) throw refusal(ERRORS.rtcTooOften, 'too soon after the last one', hours)
    channel.rtcRefreshedAt = now
    channel.rtc.rtcToken = newRtcToken()
    return success({ rtcToken: channel.rtc.rtcToken })
  }

  /** Brings a channel to a status, documented or not, and leaves it there. False when there is none of this id. */
  move(sessionId: string, status: number): boolean {
    const channel = this.#register.byId.get(sessionId)
    if (!channel) return false
    this.#stages.hold(channel, status)
    return true
  }

  #entered(channel: Channel): void {
    channel.endedAt = isOver(channel) ? channel.endedAt ?? this.#context.options.now() : null
    if (channel.state === channel.told) return
    channel.told = channel.state
    this.#tell.get(channel.id)?.(channel.state)
  }

  #open({ id, userData }: Channel): (status: number) => void {
    const tell = this.#context.callbacks.open(id)
    return (status) => {
      const { event } = this.#context.unconfirmed
      tell(event.live, { [event.name]: event.live, [event.sessionId]: id, [event.status]: status, ...(userData === undefined ? {} : { [event.userData]: userData }) })
    }
  }

  #running(): Channel[] {
    return this.all.filter((channel) => !isOver(channel))
  }

  #secondsUsed(): number {
    const now = this.#context.options.now()
    return this.all.reduce((sum, { createdAt, endedAt }) => sum + ((endedAt ?? now) - createdAt) / 1000, 0)
  }

  #find(sessionId: string): Channel {
    const channel = this.#register.byId.get(sessionId)
    if (!channel) throw refusal(ERRORS.notFound, 'there is no session of this id')
    return channel
  }
}
