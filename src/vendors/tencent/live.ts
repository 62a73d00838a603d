import { AvatarGraphError, badInput, notFound } from '../../domain/errors.js'
import { NOTHING_TOLD, type LiveSession, type LiveSessionRef, type RtcUser } from '../../domain/live.js'
import type { StartLiveOptions } from '../../domain/live-start.js'
import type { CallContext, LiveBroadcasts } from '../../domain/port.js'
import { failureOf } from '../../domain/failure.js'
import { createWordReader } from '../words.js'
import type { TencentClient } from './client.js'
import { createLiveCommands } from './live-commands.js'
import { pageOfSessions } from './live-list.js'
import { readFacts, startedAt, toSession, writeFacts } from './live-sessions.js'
import { openingByAvatar, openingByProject, reqId, trtcRoomNumber, type Opening } from './live-start.js'
import { sessionReaders } from './mapping/live-words.js'
import { liveOperations as operations } from './operations/live.js'
import type { TencentSettings } from './settings.js'

/** The mainland's host, whose gettrtcsign takes rooms by number (1240/100405); the international one takes a text (1211/62121). */
const MAINLAND = 'gw.tvs.qq.com'

/** Interactive sessions of a Tencent account (1211/62099). A session is found by its own id. */
export function createLive({ call }: Pick<TencentClient, 'call'>, settings: TencentSettings): LiveBroadcasts {
  const { slug, projectId, knownJobs, onUnknownWord, endpoint } = settings
  const words = sessionReaders(createWordReader(onUnknownWord))
  const of = ({ session }: LiveSessionRef) => ({ ReqId: reqId(), SessionId: session })
  const listing = (context: CallContext) => ({ knownJobs, words, call: context })
  // What was noted here adds to what the vendor tells: without the database the vendor's word still stands.
  const known = ({ session }: LiveSessionRef) => knownJobs.get({ kind: 'LIVE_SESSION', key: session }).catch(() => undefined)

  return {
    async start(room, options, context) {
      const { operation, payload, facts } = opening(room, options)
      const { SessionId, SessionStatus, PlayStreamAddr } = await call(operation, { ReqId: reqId(), ...payload }, context)
      return {
        session: {
          nativeId: SessionId,
          ...words.state({ SessionStatus: SessionStatus ?? '3' }),
          ...facts,
          rtcRoom: facts.rtcRoom && { ...facts.rtcRoom, users: [] },
          playUrl: PlayStreamAddr || null,
        },
        warnings: [],
        facts: writeFacts(facts),
      }
    },
    async goOnAir(ref, context) {
      await call(operations.startsession, of(ref), context)
    },
    async stop(ref, context) {
      await call(operations.closesession, of(ref), context)
    },
    async get(ref, context) {
      const [wire, noted] = await Promise.all([call(operations.statsession, of(ref), context).catch(overBy), known(ref)])
      if (!(wire instanceof AvatarGraphError)) return toSession(ref.session, wire, noted, words)
      const ended: LiveSession = { ...NOTHING_TOLD, nativeId: ref.session, state: 'ENDED', vendorState: wire.details.vendorCode ?? '' }
      return { ...ended, room: readFacts(noted).room, createdAt: startedAt(noted), failure: failureOf(wire) }
    },
    list: (filter, page, context) =>
      pageOfSessions(async () => (await call(operations.listsessionofuin, { ReqId: reqId() }, context)).Sessions ?? [], filter, page, listing(context)),
    listOfRoom: async (room, filter, page, context) => {
      const fetch = async () => (await call(operations.listsessionofprojectid, { ReqId: reqId(), VirtualmanProjectId: room }, context)).Sessions ?? []
      const sessions = await pageOfSessions(fetch, filter, page, listing(context))
      return { ...sessions, items: sessions.items.map(({ entity, cursor }) => ({ entity: { ...entity, room }, cursor })) }
    },
    async rtcUser(ref, { userId, room }, context): Promise<RtcUser> {
      const number = trtcRoomNumber(room, 'roomId')
      const facts = readFacts(await known(ref))
      if (facts.rtcRoom) throw badInput('roomId: the session is in a room of your own RTC application: its identities are signed with the key of that application.', { field: 'roomId' })
      if (userId === facts.userId) throw badInput('userId: expected another id than that of the session: the avatar is in the room under it, and would be thrown out.', { field: 'userId' })
      const place = new URL(endpoint).hostname !== MAINLAND ? { RoomId: room } : number === undefined ? { StrRoomId: room } : { RoomId: number }
      const { UserSig, PrivateMapKey } = await call(operations.gettrtcsign, { ...of(ref), ...place, UserId: userId }, context)
      return { kind: 'PLAYER', nativeId: userId, signature: UserSig, privateMapKey: PrivateMapKey || null, expiresAt: null }
    },
    commands: createLiveCommands({ call }),
  }

  /** By avatar where one is named, else by the account's project. */
  function opening(room: string | null, options: StartLiveOptions): Opening & { operation: typeof operations.createsession } {
    if (room !== null && room !== projectId) throw notFound(`The account ${slug} has one live room, its interactive project; ${JSON.stringify(room.slice(0, 80))} is another one.`, { vendor: 'TENCENT', account: slug })
    if (options.avatar !== undefined) return { operation: operations.createsessionbyasset, ...openingByAvatar(options.avatar, options) }
    if (projectId !== undefined) return { operation: operations.createsession, ...openingByProject(projectId, options) }
    throw badInput(`avatarId: expected the id of an avatar: the account ${slug} has no interactive project to open sessions in. TENCENT_PROJECT_ID names one.`, { field: 'avatarId' })
  }
}

/** The codes that say of a session that it is over (1240/100406): they are its state, not a failure to read it. */
const OVER: ReadonlySet<string | undefined> = new Set(['110013', '110022'])

function overBy(error: unknown): AvatarGraphError {
  if (error instanceof AvatarGraphError && OVER.has(error.details.vendorCode)) return error
  throw error
}
