import type { CallbackJob, Callbacks, RawCallback, VerifiedCallback } from '../../domain/port.js'
import { createWordReader } from '../words.js'
import { notProved, notReadable, parseBody } from '../callback.js'
import { isOurAddress } from './callback-address.js'
import { decodeLiveRoomCallback, verifyLiveRoomCallback } from './live-room-callback.js'
import { LIVE_ROOM_STATES } from './mapping/video-words.js'
import type { TencentSettings } from './settings.js'
import { readVideoFacts } from './video-facts.js'
import { wireVideoCallback } from './wire-videos.js'

/** What Tencent sends of its own accord: results of videos, and the state of live rooms where there is a key for them. */
export function createCallbacks(settings: TencentSettings): Callbacks {
  const readState = createWordReader(settings.onUnknownWord)('live room Status', LIVE_ROOM_STATES)
  return {
    kinds: settings.liveSignKeys.length > 0 ? ['video', 'live'] : ['video'],
    verify: (raw, now) => (raw.kind === 'live' ? verifyLiveRoomCallback(raw, settings, now) : verifyResult(raw, settings, now)),
    decode(callback) {
      if (callback.kind === 'live') return decodeLiveRoomCallback(callback, settings.slug, readState)
      // A result that names no job is refused; of one that does nothing but the job is believed.
      taskOf(callback)
      return []
    },
    hints: async (callback) => (callback.kind === 'video' ? hintsOf(callback, settings) : []),
  }
}

/** A result is not signed and says nothing that is believed; its address shows that the vendor was given it for a job (1211/62096). */
function verifyResult(raw: RawCallback, settings: TencentSettings, now: number): VerifiedCallback {
  if (!isOurAddress(settings, raw.query)) throw notProved('Expected an address that this account gave out for the result of a video: its parameters job and proof are not of one.')
  return { ...raw, signedAt: new Date(now), replayKey: '' } as VerifiedCallback
}

function taskOf({ body }: VerifiedCallback): string {
  const { data: result } = wireVideoCallback.safeParse(parseBody(body))
  if (!result) throw notReadable('expected Payload.TaskId, the id of a video job')
  return result.Payload.TaskId
}

/**
 * The job to ask about, if the address was made for it. Any other leaves no trace: one that was not ordered here, and one
 * whose result overtakes the answer to its order, which is asked about as soon as it is noted.
 */
async function hintsOf(callback: VerifiedCallback, { knownJobs }: TencentSettings): Promise<CallbackJob[]> {
  const job = { kind: 'VIDEO', key: taskOf(callback) } as const
  const known = await knownJobs.get(job)
  return known && readVideoFacts(known.facts).nonce === callback.query.job ? [job] : []
}
