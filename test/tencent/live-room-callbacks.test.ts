import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApp, type TestApp } from '../support/app.js'
import { tencentOf } from '../support/tencent.js'

const CHANGES = 'subscription { liveStateChanged { ... on LiveStateChanged { state previousState vendor source room { nativeId } } } }'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.dispose())

const address = () => `${app.url}/callbacks/tencent/live`
const room = (LiveRoomId: string, Status: number) => ({ LiveRoomId, Status, VideoStreamPlayUrl: 'webrtc://example.com/live/x' })
/** Signs as the document says (1240/112145), not with our own code. */
const signed = (reqid: string) => {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', tencentOf(app).settings.liveSignKey).update(`reqid=${reqid}&timestamp=${timestamp}`).digest('base64')
  return new URLSearchParams({ reqid, timestamp, signature }).toString()
}
const post = async (query: string, data: object) =>
  (await fetch(`${address()}?${query}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ MsgType: 'LiveRoomStatus', MsgData: JSON.stringify(data) }) })).status

it('the state of a live room is relayed from the callback to the subscriber', async () => {
  const changes = app.subscribe(CHANGES)
  await app.subscribers(1)
  for (const [status, state, previousState] of [[1, 'PREPARING', null], [2, 'READY', 'PREPARING'], [4, 'LIVE', 'READY'], [6, 'ENDED', 'LIVE']] as const) {
    tencentOf(app).emitLiveCallback(address(), 'LiveRoomStatus', room('lm1', status))
    expect((await changes.next()).data?.liveStateChanged).toEqual({ state, previousState, vendor: 'TENCENT', source: 'CALLBACK', room: { nativeId: 'lm1' } })
  }
  changes.dispose()
  await app.subscribers(0)
})

it('a proof that came with one body serves no other', async () => {
  const changes = app.subscribe(CHANGES)
  await app.subscribers(1)
  const query = signed('0123456789abcdef0123456789abcdef')
  expect(await post(query, room('lm2', 1))).toBe(200)
  expect(await post(query, room('lm2', 1))).toBe(200)
  expect(await post(query, room('lm2', 6))).toBe(401)
  expect(await post(signed('f'.repeat(32)), room('lm2', 2))).toBe(200)
  const states = [await changes.next(), await changes.next()].map(({ data }) => (data?.liveStateChanged as { state: string }).state)
  expect(states).toEqual(['PREPARING', 'READY'])
  changes.dispose()
})
