import { describe, expect, it } from 'vitest'
import { isOver, refreshed, sessionOf, withEvent, withOutputs, type GraphEvent, type Session } from '../../src/dashboard/live/session.js'
import type { SessionFieldsFragment } from '../../src/dashboard/queries/documents.js'

const FIELDS: SessionFieldsFragment = {
  id: 'session', nativeId: 'native', vendor: 'HUAWEI', account: { slug: 'huawei' }, room: null, roomName: 'Tea house', state: 'LIVE', vendorState: 'PROCESSING',
  speaking: null, coverUrl: 'https://example.com/first', createdAt: null, startedAt: null, endedAt: null, failure: null,
}
const BASE = { vendor: 'HUAWEI', account: { slug: 'huawei' }, source: 'CALLBACK', receivedAt: '', session: { id: 'session' }, room: null } as const

const at = (second: number) => `2026-06-01T08:00:${String(second).padStart(2, '0')}.000Z`
const output = (id: string, second: number, rtmpState: 'CONNECTED' | 'DISCONNECTED' | 'RECONNECTING', outputUrl = 'rtmp://a'): GraphEvent => ({
  ...BASE, __typename: 'RtmpStateChanged', id, cursor: id, occurredAt: at(second), outputUrl, rtmpState, previousRtmpState: null,
})
const progress = (id: string, second: number, sequenceNo: number): GraphEvent => ({
  ...BASE, __typename: 'LiveProgress', id, cursor: id, occurredAt: at(second), sceneName: 'Opening', sequenceNo, paragraphTitle: `Paragraph ${sequenceNo}`, replyId: null,
})
const state = (second: number, liveState: Session['state']): GraphEvent => ({
  ...BASE, __typename: 'LiveStateChanged', id: `state-${second}`, cursor: '', occurredAt: at(second), liveState, previousLiveState: null, vendorState: liveState,
})
const after = (...events: GraphEvent[]) => events.reduce(withEvent, sessionOf(FIELDS))
const statesOf = ({ outputs }: Session) => outputs.map(({ transitions }) => transitions.map((transition) => transition.state))

describe('the outputs of a session', () => {
  it('show the state last told, and what their connections went through', () => {
    const session = after(output('1', 1, 'DISCONNECTED'), output('2', 2, 'RECONNECTING'), output('3', 3, 'CONNECTED'), output('4', 4, 'DISCONNECTED', 'rtmp://b'))
    expect(session.outputs.map(({ url, state: now }) => [url, now])).toEqual([['rtmp://a', 'CONNECTED'], ['rtmp://b', 'DISCONNECTED']])
    expect(statesOf(session)).toEqual([['DISCONNECTED', 'RECONNECTING', 'CONNECTED'], ['DISCONNECTED']])
  })

  it('count an event that comes from the log and from the stream once', () => {
    expect(statesOf(after(output('1', 1, 'DISCONNECTED'), output('1', 1, 'DISCONNECTED')))).toEqual([['DISCONNECTED']])
  })

  it('are not set back by history that is read later', () => {
    const session = after(output('2', 5, 'CONNECTED'), output('1', 2, 'DISCONNECTED'))
    expect(session.outputs[0]?.state).toBe('CONNECTED')
    expect(statesOf(session)).toEqual([['DISCONNECTED', 'CONNECTED']])
  })

  it('are those that the log knows of, but for one that an event has told of since', () => {
    const session = withOutputs(after(output('1', 1, 'DISCONNECTED')), [{ url: 'rtmp://a', state: 'CONNECTED' }, { url: 'rtmp://b', state: 'CONNECTED' }])
    expect(session.outputs.map(({ url, state: now }) => [url, now])).toEqual([['rtmp://a', 'DISCONNECTED'], ['rtmp://b', 'CONNECTED']])
  })

  it('keep the order in which events of the same second came', () => {
    expect(statesOf(after(output('9', 1, 'DISCONNECTED'), output('1', 1, 'RECONNECTING'), output('5', 1, 'CONNECTED')))).toEqual([['DISCONNECTED', 'RECONNECTING', 'CONNECTED']])
  })

  it('remember a bounded number of transitions, the newest', () => {
    const events = Array.from({ length: 40 }, (_, index) => output(String(index), index, index % 2 ? 'CONNECTED' : 'DISCONNECTED'))
    const [transitions = []] = after(...events).outputs.map((shown) => shown.transitions)
    expect(transitions).toHaveLength(16)
    expect(transitions.at(-1)?.id).toBe('39')
  })
})

describe('the script of a session', () => {
  it('is where the newest event says, also when an older one is read later', () => {
    expect(after(progress('2', 5, 7), progress('1', 2, 3)).progress?.sequenceNo).toBe(7)
  })
})

describe('the state of a session', () => {
  it('comes with the times of going on air and of the end where the vendor has not told them', () => {
    const session = after(state(1, 'LIVE'), state(9, 'ENDED'))
    expect(session).toMatchObject({ state: 'ENDED', startedAt: at(1), endedAt: at(9) })
    expect(isOver(session)).toBe(true)
  })

  it('stands against an answer that an event has overtaken, and so does the cover that is on the screen', () => {
    const session = refreshed(after(state(1, 'PAUSED')), { ...FIELDS, state: 'LIVE', startedAt: at(0), coverUrl: 'https://example.com/second' })
    expect(session).toMatchObject({ state: 'PAUSED', startedAt: at(0), coverUrl: 'https://example.com/first' })
  })
})
