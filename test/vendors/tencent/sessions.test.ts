import { expect, test } from 'vitest'
import { ERROR_TABLE } from '../../../src/vendors/tencent/error-table.js'
import { toSession } from '../../../src/vendors/tencent/live-sessions.js'
import { SESSION_STATES, sessionReaders, SPEAK_STATES, WANTED_ENDS } from '../../../src/vendors/tencent/mapping/live-words.js'
import { createWordReader } from '../../../src/vendors/words.js'

const unknown: string[] = []
const words = sessionReaders(createWordReader((field, word) => unknown.push(`${field} ${word}`)))
const read = (wire: Parameters<typeof toSession>[1]) => toSession('m1', wire, undefined, words)

test.each(Object.entries(SESSION_STATES))('SessionStatus %s is %s', (word, state) => {
  expect(read({ SessionStatus: word, IsSessionStarted: false })).toMatchObject({ state, vendorState: word })
})

test('a session that is ready and was started is LIVE', () => {
  expect(read({ SessionStatus: '1', IsSessionStarted: true })).toMatchObject({ state: 'LIVE', vendorState: '1 IsSessionStarted' })
})

test.each(ERROR_TABLE.filter(([code, where]) => where === 'RESULT' && Number(code) !== 0))('a closed session with the ErrorCode %s says why', (code, _, meaning, hint, [ours]) => {
  const wanted = WANTED_ENDS.has(Number(code))
  expect(read({ SessionStatus: '2', IsSessionStarted: true, ErrorCode: Number(code), ErrorMessage: '' })).toMatchObject({
    state: wanted ? 'ENDED' : 'FAILED',
    failure: { code: ours, vendorCode: code, message: meaning, hint },
  })
})

test('a closed session without an ErrorCode has ended', () => {
  expect(read({ SessionStatus: '2', ErrorCode: 0 })).toMatchObject({ state: 'ENDED', failure: null })
})

test.each(Object.entries(SPEAK_STATES))('SpeakStatus %s is %s', (word, speaking) => {
  expect(read({ SessionStatus: '1', SpeakStatus: word })).toMatchObject({ speaking })
})

test('words that are in no table are UNKNOWN, and told', () => {
  unknown.length = 0
  expect(read({ SessionStatus: '7', SpeakStatus: 'Whistling' })).toMatchObject({ state: 'UNKNOWN', vendorState: '7', speaking: 'UNKNOWN' })
  expect(read({ SessionId: 'm1', SessionStatus: '1', DriverType: '2' })).toMatchObject({ driver: 'UNKNOWN' })
  expect(unknown).toEqual(['SessionStatus 7', 'SpeakStatus Whistling', 'DriverType 2'])
})
