import { expect } from 'vitest'
import type { RequestEntry } from '../../src/sandbox/journal.js'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { mutate } from '../huawei/support.js'
import type { TestApp } from '../support/app.js'
import type { TestSubscription } from '../support/subscription.js'

/** The simulator's services of sessions. */
export const SESSIONS = 'sessionmanagerservice'

/** The payloads that an operation was sent, oldest first. */
export const payloads = ({ journal }: Pick<TencentSandbox, 'journal'>, operation: string): Record<string, unknown>[] =>
  journal
    .entries()
    .filter((entry): entry is RequestEntry => entry.kind === 'request' && entry.operation === operation)
    .map(({ body }) => (body as { Payload: Record<string, unknown> }).Payload)

/** An avatar of the account that has not expired; the `index`th of them. */
export const avatarOf = ({ world }: TencentSandbox, index = 0): string => world.images.all.filter(({ expiresAt }) => expiresAt > Date.now())[index]!.id

/** A session as it begins. */
export interface Opened {
  id: string
  nativeId: string
  state: string
}

/** Opens a session and expects no complaint. */
export async function open(app: TestApp, input: object): Promise<Opened> {
  const { session, userErrors } = await mutate<{ session: Opened }>(app, 'startLive', input, 'session { id nativeId state }')
  expect(userErrors).toEqual([])
  return session
}

/** The changes of a session's state, or of those of a room. */
export const CHANGES = `subscription ($session: ID, $room: ID) {
  liveStateChanged(sessionId: $session, roomId: $room, snapshot: true) {
    ... on LiveStateChanged { state previousState source session { id } room { id } }
  }
}`

/** Takes changes up to one into a state, and resolves to all that it took. */
export async function upTo(changes: TestSubscription, state: string): Promise<Record<string, unknown>[]> {
  const taken: Record<string, unknown>[] = []
  do {
    const { data, errors } = await changes.next()
    expect(errors).toBeUndefined()
    taken.push(data?.liveStateChanged ?? {})
  } while (taken.at(-1)?.state !== state)
  return taken
}

/** Waits until a session is in a state. */
export async function reached(app: TestApp, session: string, state: string): Promise<void> {
  const changes = app.subscribe(CHANGES, { session })
  try {
    await upTo(changes, state)
  } finally {
    changes.dispose()
  }
}
