import type { CallbackJob, Callbacks, RawCallback, VerifiedCallback } from '../../domain/port.js'
import { CallbackRefusal } from '../../domain/port.js'
import { isOurAddress } from './callback-address.js'
import { decodeLiveRoomCallback, verifyLiveRoomCallback } from './live-room-callback.js'
import type { Words } from './mapping/words.js'
import type { TencentSettings } from './settings.js'
import { readVideoFacts } from './video-facts.js'
import { wireVideoCallback } from './wire-videos.js'

/** What Tencent sends of its own accord: results of videos, and the state of live rooms where there is a key for them. */
export function createCallbacks(settings: TencentSettings, words: Words): Callbacks {
  return {
    kinds: settings.liveSignKeys.length > 0 ? ['video', 'live'] : ['video'],
    verify: (raw, now) => (raw.kind === 'live' ? verifyLiveRoomCallback(raw, settings, now) : verifyResult(raw, settings, now)),
    decode: (callback) => (callback.kind === 'live' ? decodeLiveRoomCallback(callback, settings.slug, words) : []),
    hints: async (callback) => (callback.kind === 'video' ? hintsOf(callback, settings) : []),
  }
}

/** A result is not signed and says nothing that is believed; its address shows that the vendor was given it for a job (1211/62096). */
function verifyResult(raw: RawCallback, settings: TencentSettings, now: number): VerifiedCallback {
  if (!isOurAddress(settings, raw.query)) throw new CallbackRefusal('UNAUTHENTICATED', 'Expected an address that this account gave out for the result of a video. Its parameters job and proof are not of one.')
  return { ...raw, signedAt: new Date(now), replayKey: '' } as VerifiedCallback
}

/**
 * The job to ask about: the one that the address was made for. A job that is not known here leaves no trace, also when the
 * result overtakes the order's answer: then the job is asked about as soon as it is noted.
 */
async function hintsOf({ query, body }: VerifiedCallback, { knownJobs }: TencentSettings): Promise<CallbackJob[]> {
  const { data: result } = wireVideoCallback.safeParse(parseJsonBody(body))
  if (!result) throw new CallbackRefusal('MALFORMED', 'Expected Payload.TaskId, the id of a video job.')
  const job = { kind: 'VIDEO', key: result.Payload.TaskId } as const
  const known = await knownJobs.get(job)
  if (!known) return []
  if (readVideoFacts(known.facts).nonce !== query.job) throw new CallbackRefusal('UNAUTHENTICATED', 'The address was made for another job than the body tells of.')
  return [job]
}

/** The JSON of a body; CallbackRefusal MALFORMED for anything else. */
export function parseJsonBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown
  } catch {
    throw new CallbackRefusal('MALFORMED', 'Expected a body of JSON.')
  }
}
