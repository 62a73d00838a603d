import { describe, expect, test } from 'vitest'
import { CallbackRefusal, type VerifiedCallback } from '../../../src/domain/port.js'
import { decodeLiveCallback } from '../../../src/vendors/huawei/callback-events.js'
import { createWords } from '../../../src/vendors/huawei/mapping/words.js'

const signedAt = new Date('2024-06-01T12:00:00Z')
const ids = { room_id: '26f065244f754b3aa853b649a21aaf66', job_id: 'e87104f76d7546ce8a46ac6b04c49c3c' }
const progress = { ...ids, scene_script_name: 'Product 1', shoot_script_sequence_no: '2', shoot_script_title: 'Paragraph 2' }
const rtmp = { ...ids, output_url: 'rtmp://live.example/app', stream_key: 'super-secret-stream', state: 'CONNECTED' }
const reply = { ...ids, reply_id: 'reply-1' }

function decode(body: unknown, unknownWords: string[][] = []) {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const callback = { kind: 'live', query: {}, headers: {}, body: bytes, signedAt, replayKey: 'replay' } as unknown as VerifiedCallback
  return decodeLiveCallback(callback, 'huawei', createWords((...word) => unknownWords.push(word)))
}
const event = (event_type: string, message: unknown) => ({ event_type, message: JSON.stringify(message) })
const told = { vendor: 'HUAWEI', account: 'huawei', source: 'CALLBACK', occurredAt: signedAt, replayKey: 'replay' }
const session = { room: ids.room_id, session: ids.job_id }

describe('a callback becomes an event', () => {
  test('SHOOT_SCRIPT_SWITCH is LiveProgress, its sequence number a number', () => {
    expect(decode(event('SHOOT_SCRIPT_SWITCH', progress))).toEqual([
      {
        ...told,
        ...session,
        kind: 'LiveProgress',
        content: { sceneName: 'Product 1', sequenceNo: 2, paragraphTitle: 'Paragraph 2', offset: null, replyId: null },
        transition: { subject: `huawei/progress/${ids.room_id}/${ids.job_id}`, state: '["Product 1",2,"Paragraph 2"]', supersededBy: [] },
      },
    ])
  })

  test('REPLY_COMMAND_FINISH is ReplyFinished', () => {
    expect(decode(event('REPLY_COMMAND_FINISH', reply))).toMatchObject([{ ...told, ...session, kind: 'ReplyFinished', content: { replyId: 'reply-1' }, transition: { state: 'FINISHED' } }])
  })

  test.each([
    ['CONNECTING', 'CONNECTING'],
    ['CONNECTED', 'CONNECTED'],
    ['DISCONNECTED', 'DISCONNECTED'],
    ['RECONNECTING', 'RECONNECTING'],
    ['END', 'ENDED'],
  ])('RTMP_STREAM_STATE_CHANGE %s is RtmpStateChanged %s', (word, state) => {
    expect(decode(event('RTMP_STREAM_STATE_CHANGE', { ...rtmp, state: word }))).toMatchObject([
      { ...told, ...session, kind: 'RtmpStateChanged', content: { outputUrl: rtmp.output_url, state }, transition: { state } },
    ])
  })

  test('an unknown RTMP word is UNKNOWN, and told', () => {
    const unknown: string[][] = []
    expect(decode(event('RTMP_STREAM_STATE_CHANGE', { ...rtmp, state: 'MELTED' }), unknown)).toMatchObject([{ content: { state: 'UNKNOWN' } }])
    expect(unknown).toEqual([['rtmp_state', 'MELTED']])
  })

  test('the message may be an object, as copies of the document show it', () => {
    expect(decode({ event_type: 'SHOOT_SCRIPT_SWITCH', message: progress })).toEqual(decode(event('SHOOT_SCRIPT_SWITCH', progress)))
  })

  test('outputs that differ only by stream key have states of their own, and the key is nowhere', () => {
    const subjectOf = (stream_key: string | undefined) => decode(event('RTMP_STREAM_STATE_CHANGE', { ...rtmp, stream_key }))[0]?.transition?.subject
    expect(subjectOf('a')).toBe(subjectOf('a'))
    expect(new Set([subjectOf('a'), subjectOf('b'), subjectOf(undefined)]).size).toBe(3)
    expect(JSON.stringify(decode(event('RTMP_STREAM_STATE_CHANGE', rtmp)))).not.toContain(rtmp.stream_key)
  })
})

describe('a callback of an unknown kind', () => {
  test('is an UnrecognizedEvent of its room and session', () => {
    expect(decode(event('CONFETTI', { ...ids, colour: 'red' }))).toEqual([
      { ...told, ...session, kind: 'UnrecognizedEvent', content: { kind: 'CONFETTI', content: { event_type: 'CONFETTI', message: { ...ids, colour: 'red' } } } },
    ])
  })

  test.each(['constructor', '__proto__', 'toString'])('is one even when it is called %s', (kind) => {
    expect(decode(event(kind, {}))).toMatchObject([{ kind: 'UnrecognizedEvent', content: { kind } }])
  })

  test('loses its secrets, also those inside its message', () => {
    const [one] = decode({ ...event('CONFETTI', { stream_key: 's3cret', list: [{ hwSecret: 's3cret', deep: '{"accessToken":"s3cret"}' }] }), key: 's3cret' })
    expect(JSON.stringify(one)).not.toContain('s3cret')
    expect(one).toMatchObject({ content: { content: { key: '[redacted]', message: { stream_key: '[redacted]' } } } })
  })
})

describe('a callback is MALFORMED', () => {
  const without = (message: Record<string, unknown>, field: string) => ({ ...message, [field]: undefined })
  test.each<[string, unknown, string]>([
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'UTF-8'],
    ['not JSON', '{"event_type":', 'JSON object'],
    ['empty', '', 'JSON object'],
    ['an array', [], 'JSON object'],
    ['a string that carries an object', JSON.stringify('{"event_type":"X"}'), 'JSON object'],
    ['without event_type', { message: '{}' }, 'event_type'],
    ['with an event_type that is no text', { event_type: 5, message: '{}' }, 'event_type'],
    ['without a message', { event_type: 'SHOOT_SCRIPT_SWITCH' }, 'message'],
    ['with a message that is not JSON', { event_type: 'SHOOT_SCRIPT_SWITCH', message: '{' }, 'message'],
    ['without room_id', event('SHOOT_SCRIPT_SWITCH', without(progress, 'room_id')), 'room_id'],
    ['without job_id', event('REPLY_COMMAND_FINISH', without(reply, 'job_id')), 'job_id'],
    ['without reply_id', event('REPLY_COMMAND_FINISH', without(reply, 'reply_id')), 'reply_id'],
    ['without output_url', event('RTMP_STREAM_STATE_CHANGE', without(rtmp, 'output_url')), 'output_url'],
    ['without state', event('RTMP_STREAM_STATE_CHANGE', without(rtmp, 'state')), 'state'],
  ])('%s, and the refusal says so', (_, body, says) => {
    expect(() => decode(body)).toThrow(CallbackRefusal)
    expect(() => decode(body)).toThrow(says)
  })
})
