import { expect } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { Answer, TestApp } from '../support/app.js'
import type { TestSubscription } from '../support/subscription.js'
import { idOf, mutate } from './support.js'

/** A room of the simulator's world that can go live and has no session running; the `index`th of them. */
export function freeRoom({ world }: HuaweiSandbox, index = 0) {
  return world.rooms.filter(({ detail }) => detail.room_state === 'ENABLE' && detail.room_type === 'NORMAL' && detail.scene_scripts.length > 1)[index]!
}

/** The native id of a usable asset of a type in the simulator's world. */
export const assetOf = ({ world }: HuaweiSandbox, type: string, index = 0): string => world.assets.filter((it) => it.type === type && it.state === 'ACTIVED')[index]!.id

/** The global id of an asset. */
export const assetId = (native: string): string => idOf('Asset', 'huawei', native)

/** A session that plays its script until it is stopped. */
export interface OnAir {
  id: string
  room: string
  session: string
}

/** Starts a session in a room and waits until it is on air. */
export async function goLive(app: TestApp, room: string, input: object = {}, huawei: HuaweiSandbox = app.app.sandboxes.huawei!): Promise<OnAir> {
  const { session, userErrors } = await mutate<{ session: { id: string; nativeId: string } }>(
    app,
    'startLive',
    { id: idOf('LiveRoom', 'huawei', room), outputs: [{ url: 'rtmp://push.example/live', streamKey: 'first' }], playPolicy: { repeatCount: -1 }, ...input },
    'session { id nativeId }',
  )
  expect(userErrors).toEqual([])
  await huawei.journal.until((entry) => entry.kind === 'callback' && entry.jobId === session.nativeId && entry.outcome === 'delivered')
  return { id: session.id, room, session: session.nativeId }
}

/** The vendor operations that one answer took, in order: the tracker's own polls are not among them. */
export const operationsBehind = (app: TestApp, { headers }: Answer<unknown>): unknown[] =>
  app.logs.filter(({ msg, requestId }) => msg === 'vendor call' && requestId === headers.get('x-request-id')).map(({ operation }) => operation)

/** Runs a test with one subscription, attached when it begins and gone when it has ended. */
export async function watching<T>(app: TestApp, document: string, id: string, run: (subscription: TestSubscription) => Promise<T>): Promise<T> {
  const subscription = app.subscribe(document, { id })
  try {
    await app.subscribers(1)
    return await run(subscription)
  } finally {
    subscription.dispose()
    await app.subscribers(0)
  }
}
