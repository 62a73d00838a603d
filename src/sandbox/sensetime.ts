import { randomBytes } from 'node:crypto'
import { Deliveries } from './deliveries.js'
import type { Faults } from './faults.js'
import { newId } from './ids.js'
import { Journal } from './journal.js'
import type { Manners } from './operation.js'
import { settle, type SandboxOptions } from './options.js'
import { Pace } from './pace.js'
import { createAccount, CREDENTIALS, isAuthKey, type Account } from './sensetime/account.js'
import { createAvatars, listAppearances, serveAppearances, type Avatar } from './sensetime/appearances.js'
import { Callbacks, isTaken, RETRY_WAITS_MS } from './sensetime/callbacks.js'
import { LIVE, type Channel } from './sensetime/channel.js'
import { Channels } from './sensetime/channels.js'
import { errorAnswer, errorOf, ERRORS, failureOf } from './sensetime/errors.js'
import { detectLanguage } from './sensetime/language.js'
import { operationTable, withStatus, type Handlers } from './sensetime/operations.js'
import { Tasks, type Task } from './sensetime/tasks.js'
import { Tokens } from './sensetime/tokens.js'
import { settleUnconfirmed, type Unconfirmed, type UnconfirmedOptions } from './sensetime/unconfirmed.js'
import { buildServer } from './server.js'

export interface SenseTimeOptions extends SandboxOptions {
  /** Other guesses for what the vendor has not published. */
  unconfirmed?: UnconfirmedOptions
}

/** A running simulator of SenseTime's digital humans (aigc.softsugar.com). */
export interface SenseTimeSandbox {
  /** What a client needs to use it (contract section 3, in camelCase). `authKeys` has the newest first. */
  settings: { endpoint: string; appId: string; appKey: string; authKeys: string[] }
  journal: Journal
  faults: Faults
  /** What is there now; `account` may be changed. Channels and tasks are newest first. */
  world: { account: Account; avatars: readonly Avatar[]; channels: readonly Channel[]; tasks: readonly Task[] }
  /** The guesses in force. */
  unconfirmed: Unconfirmed
  /** Sets the account's callback address, as the vendor's staff do; signatures cover exactly this text. */
  setCallbackUrl: (url: string) => void
  /** Gives the account a new AuthKey, a fresh one unless told otherwise; the old one stays in `settings.authKeys` behind it. Throws a `RangeError` on one that breaks the vendor's rule. */
  rotateAuthKey: (authKey?: string) => string
  /** Posts any body to the callback address, signed like an event; the journal calls it EMITTED. False while there is no address. */
  emit: (body: Record<string, unknown>) => boolean
  /** Brings a channel to a status, documented or not, and leaves it there; calls back. False when there is none of this id. */
  moveChannel: (sessionId: string, status: number) => boolean
  /** The same with 5, completed. */
  endChannel: (sessionId: string) => boolean
  /** The same with 9, abnormal. */
  failChannel: (sessionId: string) => boolean
  /** Brings a task to a status, any number, and leaves it there; calls back. False when there is none of this id. */
  moveTask: (taskId: string, status: number) => boolean
  /** Ends all access tokens as time would; with `refreshTokens` those too. */
  expireTokens: (which?: { refreshTokens?: boolean }) => void
  /** Ends it at once: callbacks, connections. Nothing is left behind. */
  close: () => Promise<void>
}

/** Starts the simulator on 127.0.0.1. Rejects when the port is taken, or with a `RangeError` for options that cannot be. */
export async function startSenseTimeSandbox(options: SenseTimeOptions = {}): Promise<SenseTimeSandbox> {
  const settled = settle(options)
  const unconfirmed = settleUnconfirmed(options.unconfirmed)
  const account = createAccount(settled.callbackUrl)
  const journal = new Journal()
  const pace = new Pace(settled.speed)
  const deliveries = new Deliveries(settled, journal, RETRY_WAITS_MS, isTaken)
  const callbacks = new Callbacks(account, unconfirmed, deliveries)
  const context = { options: settled, account, unconfirmed, pace, callbacks }
  const [tokens, channels, tasks] = [new Tokens(account, unconfirmed), new Channels(context), new Tasks(context)]
  let avatars: Avatar[] = []
  const handlers: Handlers = {
    createToken: (call) => tokens.issue(call),
    refreshToken: (call) => tokens.renew(call),
    createLiveChannel: (call) => channels.create(call),
    closeLiveChannel: (call) => channels.close(call),
    listRunningLiveChannels: () => channels.listRunning(),
    listAppearances: (call) => listAppearances(avatars, unconfirmed, call),
    createFaceSwap: (call) => tasks.create('faceSwap', call),
    detectLanguage: (call) => detectLanguage(unconfirmed, call),
    startLiveChannel: (call) => channels.start(call),
    takeOverLiveChannel: (call) => channels.takeOver(call),
    showLiveChannel: (call) => channels.show(call),
    refreshRtcToken: (call) => channels.refreshRtcToken(call),
    createAvatarTask: (call) => tasks.create('avatar', call),
    showAvatarTask: (call) => tasks.show('avatar', call),
    cancelAvatarTask: (call) => tasks.cancel('avatar', call),
    createVideoTask: (call) => tasks.create('video', call),
    showVideoTask: (call) => tasks.show('video', call),
    createVoiceTask: (call) => tasks.create('voice', call),
    showVoiceTask: (call) => tasks.show('voice', call),
    cancelVoiceTask: (call) => tasks.cancel('voice', call),
  }
  const server = buildServer({
    options: settled,
    journal,
    operations: operationTable(handlers, unconfirmed),
    manners: mannersOf(tokens, unconfirmed),
    extras: (app) => serveAppearances(app, () => avatars),
  })
  const endpoint = await server.listen()
  avatars = createAvatars(settled.seed, endpoint)
  const authKeys: string[] = [CREDENTIALS.authKey]
  return {
    settings: { endpoint, appId: CREDENTIALS.appId, appKey: CREDENTIALS.appKey, authKeys },
    journal,
    faults: server.faults,
    world: { account, avatars, channels: channels.all, tasks: tasks.all },
    unconfirmed,
    setCallbackUrl: (url) => { account.callbackUrl = url },
    rotateAuthKey: (authKey = `Sandbox1${randomBytes(12).toString('hex')}`) => {
      if (!isAuthKey(authKey)) throw new RangeError('authKey: expected at most 32 characters with upper case, lower case and digits')
      account.authKey = authKey
      authKeys.unshift(authKey)
      return authKey
    },
    emit: (body) => callbacks.open(newId())('EMITTED', body),
    moveChannel: (sessionId, status) => channels.move(sessionId, status),
    endChannel: (sessionId) => channels.move(sessionId, LIVE.completed),
    failChannel: (sessionId) => channels.move(sessionId, LIVE.abnormal),
    moveTask: (taskId, status) => tasks.move(taskId, status),
    expireTokens: (which) => tokens.expire(which),
    close: async () => {
      pace.close()
      await Promise.all([deliveries.close(), server.close()])
    },
  }
}

/** Every error is `{code, message}`; the HTTP status beside it is not known, but where a fault names one. */
function mannersOf(tokens: Tokens, unconfirmed: Unconfirmed): Manners {
  return {
    authorize: (call) => withStatus(unconfirmed, () => tokens.authorize(call)),
    throttled: () => errorAnswer(unconfirmed.errorStatus, ERRORS.tooFrequent),
    coded: (code) => errorAnswer(unconfirmed.errorStatus, errorOf(Number(code))),
    failure: failureOf,
    unknownPath: (call) => ({ ...errorAnswer(unconfirmed.errorStatus, ERRORS.badPath), refused: `no operation ${call.method} ${call.path}` }),
  }
}
