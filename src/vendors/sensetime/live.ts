import { AvatarGraphError, badInput, notFound } from '../../domain/errors.js'
import { honourOnly } from '../../domain/filters.js'
import type { JsonObject } from '../../domain/json.js'
import type { KnownJob } from '../../domain/known-jobs.js'
import { limits } from '../../domain/limits.js'
import { usesOnly, type StartLiveOptions } from '../../domain/live-start.js'
import type { CallContext, LiveBroadcasts } from '../../domain/port.js'
import { isFinalLiveState } from '../../domain/transitions.js'
import { createShared } from '../../transport/shared.js'
import type { VendorClient } from '../client.js'
import { listSessions } from './live-list.js'
import { factsOf, roomOf, sessionOf, told, toldOfAbsent } from './live-sessions.js'
import type { Words } from './mapping/words.js'
import type { Operations } from './operations.js'
import type { SenseTimeSettings } from './settings.js'
import { naming } from './tasks.js'

/** Codes that say of a session which is to be closed that it is over. */
const OVER = ['84115919', '84115946', '84115953']
/** Codes that say of a session which is to be started that it has been. */
const STARTED = ['84115916', '84115933']
/** `urtcUid` is a number within unsigned 32 bits (code 83115961). */
const MOST_UID = 0xffff_ffff

/** Live sessions ("live channels") of a SenseTime account (page 5). They are of no room. */
export function createLive({ call }: Pick<VendorClient, 'call'>, operations: Operations, words: Words, settings: SenseTimeSettings): LiveBroadcasts {
  const { slug: account, knownJobs, now = Date.now } = settings
  const source = { vendor: 'SENSETIME', account } as const
  const { startLiveChannel, showLiveChannel } = operations
  /** The numbers of all sessions that run, by id. */
  const running = createShared(source, async (context) => new Map((await call(operations.listRunningLiveChannels, {}, context)).map(({ sessionId, status }) => [sessionId, status])))

  const find = (session: string) => knownJobs.get({ kind: 'LIVE_SESSION', key: session })
  /** Adds to what is kept of a session that was created here. That it is not kept costs accuracy later, and must not fail what the vendor did now. */
  const note = async (known: KnownJob | undefined, facts: JsonObject, context: CallContext) => {
    if (known && Object.keys(known.facts).length > 0) await knownJobs.remember({ kind: 'LIVE_SESSION', key: known.key, facts }, context).catch(() => undefined)
  }

  return {
    async start(room, options, context) {
      if (room !== null) throw badInput('Expected no id: SENSETIME starts sessions of no room. Give `account` and `script`.', { field: 'input.id' })
      const wire = await call(operations.createLiveChannel, { body: toBody(options) }, context)
      return {
        session: {
          nativeId: wire.sessionId,
          ...(wire.status != null && told(wire.status, words)),
          room: null,
          createdAt: new Date(now()),
          rtcRoom: roomOf(wire),
          token: wire.sessionToken ?? null,
        },
        warnings: [],
        facts: factsOf(wire),
      }
    },
    ...(startLiveChannel && {
      async goOnAir({ session }, context) {
        await unless(STARTED, call(startLiveChannel, naming(startLiveChannel, 'sessionId', session), context))
      },
    }),
    async stop({ session }, context) {
      const closed = await unless(OVER, call(operations.closeLiveChannel, { body: { sessionId: session } }, context))
      if (closed === false) throw new AvatarGraphError('VENDOR_REJECTED', 'SENSETIME answered closeLiveChannel (5) with false: the session was not closed.', source)
      await note(await find(session).catch(() => undefined), { closed: true }, context)
    },
    async get({ session }, context) {
      if (showLiveChannel) {
        const { status } = await call(showLiveChannel, naming(showLiveChannel, 'sessionId', session), context)
        return sessionOf(session, told(status, words), await find(session).catch(() => undefined))
      }
      const status = (await running(context)).get(session)
      if (status === undefined) {
        const known = await find(session)
        if (known) return sessionOf(session, toldOfAbsent(known, words, now()), known)
        throw notFound(`SENSETIME runs no session ${JSON.stringify(session.slice(0, 80))}, and it was not created or tracked here: the vendor has published no way to ask after a session that is over.`, source)
      }
      const known = await find(session).catch(() => undefined)
      const state = told(status, words)
      if (isFinalLiveState(state.state)) await note(known, { end: status }, context)
      else if (known?.facts.seen !== true) await note(known, { seen: true }, context)
      return sessionOf(session, state, known)
    },
    async list(filter, page, context) {
      honourOnly('SENSETIME', filter, ['states', 'createdAfter', 'createdBefore'])
      return listSessions({ running: await running(context), knownJobs, words, now: now() }, filter, page, context)
    },
  }
}

/** The vendor's answer, or nothing where it refuses with one of these codes: what was asked for is the case already. */
async function unless<T>(codes: readonly string[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof AvatarGraphError && codes.includes(error.details.vendorCode ?? '')) return undefined
    throw error
  }
}

/** The body of a session's creation (page 5), its documented limits checked. */
function toBody(options: StartLiveOptions) {
  usesOnly('SENSETIME', options, ['script', 'rtcRoom', 'userData'])
  const { script, rtcRoom, userData } = options
  if (!script) throw badInput("script: expected the live script, the JSON of the vendor's `param`: SENSETIME starts no session without one.", { field: 'script' })
  return { param: JSON.stringify(script), ...(rtcRoom && toRtc(rtcRoom)), userData }
}

function toRtc({ appId, room, userId, token, privateMapKey }: NonNullable<StartLiveOptions['rtcRoom']>) {
  limits.unused('SENSETIME', { 'rtcRoom.privateMapKey': privateMapKey })
  limits.length('rtcRoom.roomId', room, 1, 64)
  for (const [field, value] of Object.entries({ 'rtcRoom.appId': appId, 'rtcRoom.token': token, 'rtcRoom.userId': userId })) {
    if (!value) throw badInput(`${field}: expected a value: SENSETIME needs appId, roomId, token and userId of an RTC room (code 83115965).`, { field })
  }
  limits.pattern('rtcRoom.userId', userId, /^\d{1,10}$/, `a whole number up to ${MOST_UID}`)
  limits.range('rtcRoom.userId', Number(userId), 0, MOST_UID)
  return { urtcUseExternalApp: true, urtcAppId: appId, urtcToken: token, urtcChannelId: room, urtcUid: userId }
}
