import { hash } from 'node:crypto'
import type { EventDraft } from '../../domain/events.js'
import type { JsonObject } from '../../domain/json.js'
import type { LiveSessionRef } from '../../domain/live.js'
import type { VerifiedCallback } from '../../domain/port.js'
import { withoutSecrets } from '../../domain/redaction.js'
import { rtmpTransition } from '../../domain/transitions.js'
import { progressEvent, replyEvent, wholeNumber, type LiveEventBody } from './live-events.js'
import { notReadable, objectIn, parseBody } from '../callback.js'
import type { Words } from './mapping/words.js'
import { wireCallback } from './wire.js'

/** Reads a verified live callback (errata, section 7). Throws CallbackRefusal MALFORMED, naming what is missing. */
export function decodeLiveCallback(callback: VerifiedCallback, account: string, words: Words): EventDraft[] {
  const body = parseBody(callback.body)
  const { data: wire } = wireCallback.safeParse(body)
  if (!wire) throw notReadable('expected the field event_type with the name of the event')

  const told = { vendor: 'HUAWEI', account, source: 'CALLBACK', occurredAt: callback.signedAt, replayKey: callback.replayKey } as const
  const read = READERS.get(wire.event_type)
  if (!read) {
    const { room_id: room, job_id: session } = objectIn(wire.message) ?? {}
    return [
      {
        ...told,
        kind: 'UnrecognizedEvent',
        content: { kind: wire.event_type, content: withoutSecrets(body) },
        ...(typeof room === 'string' && { room }),
        ...(typeof session === 'string' && { session }),
      },
    ]
  }
  const message = objectIn(wire.message)
  if (!message) throw notReadable(`expected message of ${wire.event_type} to be a JSON object, or a string that carries one`)
  const ref = { room: required(message, 'room_id'), session: required(message, 'job_id') }
  return [Object.assign(read(message, { account, ref, words }), told, ref)]
}

interface Reading {
  account: string
  ref: LiveSessionRef
  words: Words
}

type Reader = (message: JsonObject, reading: Reading) => LiveEventBody

const readProgress: Reader = (message, { account, ref }) =>
  progressEvent(account, ref, {
    sceneName: optional(message, 'scene_script_name'),
    sequenceNo: wholeNumber(message['shoot_script_sequence_no']),
    paragraphTitle: optional(message, 'shoot_script_title'),
    offset: null,
    replyId: null,
  })

const readRtmpState: Reader = (message, { account, ref, words }) => {
  const outputUrl = required(message, 'output_url')
  const state = words.rtmpState(required(message, 'state'))
  // Two outputs may share an address and differ by the key, which must not be kept.
  const output = hash('sha256', JSON.stringify([outputUrl, optional(message, 'stream_key')]), 'base64url').slice(0, 16)
  return { kind: 'RtmpStateChanged', content: { outputUrl, state }, transition: rtmpTransition(account, ref, output, state) }
}

const readReply: Reader = (message, { account, ref }) => replyEvent(account, ref, required(message, 'reply_id'))

const READERS = new Map<string, Reader>([
  ['SHOOT_SCRIPT_SWITCH', readProgress],
  ['RTMP_STREAM_STATE_CHANGE', readRtmpState],
  ['REPLY_COMMAND_FINISH', readReply],
])

function required(message: JsonObject, field: string): string {
  const value = optional(message, field)
  if (!value) throw notReadable(`expected the field ${field} in message`)
  return value
}

function optional(message: JsonObject, field: string): string | null {
  const value = message[field]
  return typeof value === 'string' ? value : null
}
