import type { AccountHealth, Quota, RateBudget } from './account-health.js'
import type { AssetEditing } from './asset-editing.js'
import type { AssetFiles } from './asset-files.js'
import type { AssetDetails, AssetFilter, AssetSummary } from './assets.js'
import type { EventDraft } from './events.js'
import type { AudienceEvent, ReportOptions } from './audience-events.js'
import type { JobKind } from './jobs.js'
import type { InteractionRuleGroups } from './interaction-rules.js'
import type { LiveCommands, PlayingScene } from './live-commands.js'
import type { LiveRoomDetails, LiveRooms } from './live-rooms.js'
import type { LiveSession, LiveSessionFilter, LiveSessionRef, RtcUser, StartedSession } from './live.js'
import type { StartLiveOptions } from './live-start.js'
import type { Json } from './json.js'
import type { Motion, MotionFilter } from './motions.js'
import type { Page, PageRequest } from './page.js'
import type { Products } from './products.js'
import type { VideoScripts } from './scripts.js'
import type { Speech } from './speech.js'
import type { Training } from './training/ability.js'
import type { Vendor } from './vendor.js'
import type { Videos } from './videos.js'

/**
 * The vendor port: what an account at a vendor can do, by concept. An ability that the vendor lacks is absent;
 * resolvers answer UNSUPPORTED from that and never ask which vendor it is.
 *
 * Every method throws AvatarGraphError: VENDOR_UNAVAILABLE (down, too slow, circuit open), VENDOR_RATE_LIMITED,
 * VENDOR_AUTH, VENDOR_REJECTED, VENDOR_MALFORMED or NOT_FOUND, each with vendor, account, vendorCode, requestId
 * and retryable as far as known.
 */
export interface Account {
  /** Lower-case name, unique in this deployment, part of global ids and callback addresses. */
  readonly slug: string
  readonly vendor: Vendor
  /** The vendor's region, where it has regions. */
  readonly region?: string
  /** Whether a simulator stands in for the vendor. */
  readonly sandbox: boolean
  readonly catalogue?: AssetCatalogue
  readonly assetEditing?: AssetEditing
  readonly files?: AssetFiles
  readonly motions?: MotionCatalogue
  readonly scripts?: VideoScripts
  readonly videos?: Videos
  readonly speech?: Speech
  readonly liveRooms?: LiveRooms
  readonly live?: LiveBroadcasts
  readonly ruleGroups?: InteractionRuleGroups
  readonly products?: Products
  readonly training?: Training
  readonly callbacks?: Callbacks
  /** What was bought from the vendor, and what is left of it. */
  readonly quotas?: (call: CallContext) => Promise<Quota[]>
  /** How the vendor is doing, as this process has seen it. */
  readonly health?: () => AccountHealth
  /** What is left of the documented rates, one entry an operation that has one. */
  readonly rates?: () => Promise<RateBudget[]>
  /** Why the account lacks an ability, or one of the kinds of training, where there is more to say than that its vendor has none. */
  readonly lacking?: Readonly<Partial<Record<Ability | 'avatars' | 'voices', string>>>
  /** Frees connections; nothing may be called afterwards. */
  close(): Promise<void>
}

/** The names of the abilities, as `vendorAccounts` shows them. */
export const ABILITIES = [
  'catalogue',
  'assetEditing',
  'files',
  'motions',
  'scripts',
  'videos',
  'speech',
  'liveRooms',
  'live',
  'products',
  'ruleGroups',
  'training',
  'callbacks',
  'quotas',
] as const satisfies (keyof Account)[]
/** One of {@link ABILITIES}. */
export type Ability = (typeof ABILITIES)[number]

/** What a call carries from the request that caused it. */
export interface CallContext {
  /** Follows the request through the logs, to the vendor's own request id. */
  readonly requestId: string
  /** Epoch milliseconds after which an answer is of no use. */
  readonly deadline: number
  /** Aborts when the caller has gone. */
  readonly signal?: AbortSignal
  /** The third-party user on whose behalf it is made, at vendors that keep such users apart (Huawei `X-App-UserId`). Answers are that user's alone. */
  readonly appUserId?: string
  /** Whether the vendor must be asked anew for everything, as by those who are about to change it, or who look for changes. */
  readonly fresh?: boolean
  /** Asked before every HTTP exchange with the vendor; throws when there may be no more of them. */
  readonly beforeCall?: () => void
  /** Told of every HTTP exchange with the vendor, also the failed ones. */
  readonly onCall?: (call: VendorCall) => void
  /** Told of every read, for how long what it brought may be told again. */
  readonly onRead?: (read: VendorRead) => void
}

/** One read of a vendor's, asked of it or not. */
export interface VendorRead {
  account: string
  /** Epoch milliseconds until which its answer may be told again; 0 when it may not, or when there was none. */
  freshUntil: number
  /** Whether an earlier answer, or the one under way for another caller, served this one too. */
  reused: boolean
}

/** One HTTP exchange with a vendor. */
export interface VendorCall {
  account: string
  /** The operation's name in its table. */
  operation: string
  outcome: 'OK' | 'REJECTED' | 'RATE_LIMITED' | 'AUTH' | 'UNAVAILABLE' | 'MALFORMED' | 'NOT_FOUND' | 'ABORTED'
  /** HTTP status; absent when no answer came. */
  status?: number
  /** Milliseconds from sending to the whole answer. */
  durationMs: number
  /** Milliseconds waited for the vendor's rate limit before sending. */
  waitedMs: number
  /** The vendor's id of the request. */
  vendorRequestId?: string
}

/** Reading the media assets of an account. */
export interface AssetCatalogue {
  /** How many ids one summary call may carry. */
  readonly summaryBatchSize: number
  /** Newest first. */
  list(filter: AssetFilter, page: PageRequest, call: CallContext): Promise<Page<AssetDetails>>
  /** One vendor call for all ids; what the vendor does not know is missing from the answer. */
  summaries(ids: readonly string[], call: CallContext): Promise<AssetSummary[]>
  get(id: string, call: CallContext): Promise<AssetDetails>
}

/** Reading the key actions of an account's avatars. */
export interface MotionCatalogue {
  list(filter: MotionFilter, page: PageRequest, call: CallContext): Promise<Page<Motion>>
  get(id: string, call: CallContext): Promise<Motion>
}

/** Running live sessions. What is optional, some vendors lack. */
export interface LiveBroadcasts {
  /** Whether the vendor finds a session only through its room: the key of a session then is `ROOM/SESSION`, else the session alone. */
  readonly keyedByRoom?: boolean
  /** Whether one vendor call brings a page of the list with the state of each: the tracker then asks for a page rather than for many one by one. */
  readonly listTellsStates?: boolean
  /** Starts a session and asks the vendor to call us back about it, unless the options name another receiver. Never repeated blindly. */
  start(room: string | null, options: StartLiveOptions, call: CallContext): Promise<StartedSession>
  /**
   * Puts a session that is READY on air, where starting it did not. The tracker calls it as soon as it finds a session ready
   * that was started here, which it knows by what {@link StartedSession.facts} noted of it, and again at the next poll if it fails.
   */
  goOnAir?(ref: LiveSessionRef, call: CallContext): Promise<void>
  stop(ref: LiveSessionRef, call: CallContext): Promise<void>
  get(ref: LiveSessionRef, call: CallContext): Promise<LiveSession>
  /** Sessions of all rooms, newest first. */
  list?(filter: LiveSessionFilter, page: PageRequest, call: CallContext): Promise<Page<LiveSession>>
  /** Sessions of one room, newest first; the name of the room does not narrow. */
  listOfRoom?(room: string, filter: LiveSessionFilter, page: PageRequest, call: CallContext): Promise<Page<LiveSession>>
  readonly commands?: LiveCommands
  /** An identity with which a viewer joins the RTC room of a session; `room` is that room's id. */
  rtcUser?(ref: LiveSessionRef, viewer: { userId: string; room: string }, call: CallContext): Promise<RtcUser>
  /** What of the script is played in this round; null when the vendor tells nothing. */
  playingScenes?(ref: LiveSessionRef, call: CallContext): Promise<PlayingScene[] | null>
  /** The room as the session has it, which commands may have changed; null when the vendor tells nothing. */
  roomConfig?(ref: LiveSessionRef, call: CallContext): Promise<LiveRoomDetails | null>
  /** Tells the vendor what happened in the audience. Returns the new address for reports, where one was asked for. */
  report?(ref: LiveSessionRef, events: AudienceEvent[], options: ReportOptions, call: CallContext): Promise<{ reportUrl: string | null }>
  /** Reads a message that an RTC client received; BAD_USER_INPUT for what is none. `now` is when it came. */
  readRtcMessage?(ref: LiveSessionRef, message: RtcMessage, now: Date): EventDraft[]
}

/** A message that an RTC client of a session received. */
export interface RtcMessage {
  /** The vendor's word for its kind, such as `live_progress_notify`. */
  type: string
  /** What it carries: an object, or a text that carries one. */
  data: Json
}

/** The callback routes; each vendor serves some of them. */
export const CALLBACK_KINDS = ['live', 'video', 'tasks'] as const
/** One of {@link CALLBACK_KINDS}. */
export type CallbackKind = (typeof CALLBACK_KINDS)[number]

/** A callback as it came over the wire, believed by nobody yet. */
export interface RawCallback {
  kind: CallbackKind
  /** Query parameters of the request, decoded; of a repeated name the first. */
  query: Readonly<Record<string, string>>
  /** Lower-case names. */
  headers: Readonly<Record<string, string | undefined>>
  body: Uint8Array
}

declare const verified: unique symbol

/** A callback whose signature was checked. Only {@link Callbacks.verify} makes one. */
export interface VerifiedCallback extends RawCallback {
  readonly [verified]: true
  /** When the vendor signed it. */
  readonly signedAt: Date
  /** The same for the same signed message, different for any other. */
  readonly replayKey: string
  /** Present where the proof does not cover the body: the first body that comes with it stands, and any other is refused. */
  readonly seal?: CallbackSeal
}

/** A proof that does not cover the body of its callback, and that body, as digests. */
export interface CallbackSeal {
  seal: string
  body: string
}

/** A job that a callback tells of. */
export interface CallbackJob {
  kind: JobKind
  /** The key of the job's global id. */
  key: string
}

/** Why a callback was refused. `UNAUTHENTICATED` answers 401, `MALFORMED` 400. The message never holds a secret. */
export class CallbackRefusal extends Error {
  constructor(
    readonly reason: 'UNAUTHENTICATED' | 'MALFORMED',
    message: string,
  ) {
    super(message)
    this.name = 'CallbackRefusal'
  }
}

/** Trusting and reading what a vendor sends of its own accord. */
export interface Callbacks {
  readonly kinds: readonly CallbackKind[]
  /** Checks signature and clock over the raw bytes, before any parsing; throws {@link CallbackRefusal}. `now` in epoch ms. */
  verify(raw: RawCallback, now: number): VerifiedCallback
  /** Reads a verified callback; an unknown kind of event becomes an UnrecognizedEvent; throws {@link CallbackRefusal} MALFORMED. */
  decode(callback: VerifiedCallback): EventDraft[]
  /**
   * The jobs whose state a callback tells without proving it: the tracker asks the vendor about them at once, and only what
   * the vendor answers is believed. Absent where a signature covers the body. Rejects when the database is away.
   */
  hints?(callback: VerifiedCallback): CallbackJob[] | Promise<CallbackJob[]>
}
