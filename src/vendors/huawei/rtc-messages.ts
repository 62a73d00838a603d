import { badInput } from '../../domain/errors.js'
import type { EventDraft } from '../../domain/events.js'
import type { JsonObject } from '../../domain/json.js'
import { limits } from '../../domain/limits.js'
import type { LiveSessionRef } from '../../domain/live.js'
import type { RtcMessage } from '../../domain/port.js'
import { objectIn } from '../callback.js'
import { progressEvent, replyEvent, stateEvent, wholeNumber, type LiveEventBody } from './live-events.js'
import type { Words } from './mapping/words.js'

interface Reading {
  account: string
  ref: LiveSessionRef
  words: Words
  /** When the message came: it carries no time of its own. */
  now: Date
}

/**
 * Reads a message that an RTC client received: `message_type` and `data` of 6.1.1 (RTCLiveEventCallBackConfig), and
 * state_notify of 10.6, whose `state` stands in the place of `data`'s. BAD_USER_INPUT names what is missing.
 */
export function readRtcMessage({ type, data }: RtcMessage, { account, ref, words, now }: Reading): EventDraft {
  const read = READERS.get(type)
  if (!read) throw badInput(`message.type: expected one of ${[...READERS.keys()].join(', ')}, got ${JSON.stringify(type.slice(0, 80))}.`, { field: 'message.type' })
  const carried = objectIn(data)
  if (!carried) throw badInput(`message.data: expected a JSON object, or a text that carries one, for ${type}.`, { field: 'message.data' })
  return { vendor: 'HUAWEI', account, source: 'RTC', occurredAt: now, ...ref, ...read(carried, { account, ref, words, now }) }
}

type Reader = (data: JsonObject, reading: Reading) => LiveEventBody

const READERS = new Map<string, Reader>([
  [
    'live_progress_notify',
    (data, { account, ref }) =>
      progressEvent(account, ref, {
        sceneName: textIn(data, 'script_name'),
        sequenceNo: wholeNumber(data['shoot_script_sequence_no']),
        paragraphTitle: textIn(data, 'shoot_script_title'),
        offset: textIn(data, 'offset'),
        replyId: textIn(data, 'reply_id'),
      }),
  ],
  ['reply_command_finish_notify', (data, { account, ref }) => replyEvent(account, ref, required(data, 'reply_id'))],
  [
    'state_notify',
    (data, { account, ref, words }) => {
      const state = required(data, 'state')
      return stateEvent(account, ref, words.rtcState(state), state)
    },
  ],
])

/** The longest text of a message; what the vendor's scripts allow. */
const LONGEST = 256

function textIn(data: JsonObject, name: string): string | null {
  const value = data[name]
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string' || value === '') return null
  limits.length(`message.data.${name}`, value, 0, LONGEST)
  return value
}

function required(data: JsonObject, name: string): string {
  const value = textIn(data, name)
  if (value === null) throw badInput(`message.data: expected the field ${name}.`, { field: 'message.data' })
  return value
}
