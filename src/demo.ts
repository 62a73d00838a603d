import type { JsonObject } from './domain/json.js'
import type { StartLiveOptions } from './domain/live-start.js'
import { liveSessionKey } from './domain/live.js'
import type { Account, CallContext } from './domain/port.js'

/** What the demonstration works with. */
export interface DemoOptions {
  accounts: readonly Account[]
  /** Puts a session under observation. */
  watch: (account: Account, key: string, facts: JsonObject | undefined) => Promise<void>
  /** Told of what could not be started. */
  onError: (account: string, error: unknown) => void
}

/** Sessions started in the rooms of one account. */
const SESSIONS = 4
/** The first rooms of the list stay free: they are the ones that the banner, the playground and the README start sessions in. */
const LEFT_FREE = 3
/** Milliseconds that a vendor may take. */
const DEADLINE = 10_000

/**
 * Gives a newcomer something to look at: a few live sessions at the simulated vendors, started through their interfaces as a
 * person would. Accounts of real vendors are left alone. What fails is told and forgotten. `signal` ends it.
 */
export async function startDemo({ accounts, watch, onError }: DemoOptions, signal: AbortSignal): Promise<void> {
  const call = (): CallContext => ({ requestId: 'demo', deadline: Date.now() + DEADLINE, signal })
  const start = async (account: Account, room: string | null, options: StartLiveOptions) => {
    const { session, facts } = await account.live!.start(room, options, call())
    await watch(account, liveSessionKey({ room: (account.live!.keyedByRoom && room) || '', session: session.nativeId }), facts)
  }
  const open = async (account: Account) => {
    if (account.live?.keyedByRoom) {
      const { items } = (await account.liveRooms?.list({ kinds: ['NORMAL'] }, { size: 50 }, call())) ?? { items: [] }
      const rooms = items.filter(({ entity }) => entity.state === 'ENABLED').slice(LEFT_FREE, LEFT_FREE + SESSIONS)
      for (const { entity } of rooms) await start(account, entity.nativeId, {})
    } else if (account.live) {
      // A vendor of no rooms takes the whole script with the start, where it takes one at all.
      await start(account, null, account.liveRooms ? {} : { script: { version: '0.0.1', recycle: 1, sceneList: [{ tts_query: { content: 'Welcome.', ssml: false } }] } })
    }
  }
  await Promise.all(
    accounts
      .filter(({ sandbox }) => sandbox)
      .map((account) =>
        open(account).catch((error: unknown) => {
          if (!signal.aborted) onError(account.slug, error)
        }),
      ),
  )
}
