import type { EventDraft } from '../../domain/events.js'
import type { VerifiedCallback } from '../../domain/port.js'
import { videoTransition } from '../../domain/transitions.js'
import { notReadable, parseBody } from '../callback.js'
import type { Words } from './mapping/words.js'
import { wireVideoCallback } from './wire-videos.js'

/** Reads a verified video callback (5.3.1, CallBackConfig). Throws CallbackRefusal MALFORMED, naming what is missing. */
export function decodeVideoCallback(callback: VerifiedCallback, account: string, words: Words): EventDraft[] {
  const { data: wire } = wireVideoCallback.safeParse(parseBody(callback.body))
  if (!wire) throw notReadable('expected the fields result and job_id')
  const status = words.videoStatus(wire.result)
  return [
    {
      kind: 'VideoJobChanged',
      content: { status, vendorStatus: wire.result },
      vendor: 'HUAWEI',
      account,
      source: 'CALLBACK',
      occurredAt: callback.signedAt,
      job: wire.job_id,
      transition: videoTransition(account, wire.job_id, status),
      replayKey: callback.replayKey,
    },
  ]
}
