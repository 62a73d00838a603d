import { AvatarGraphError } from '../domain/errors.js'
import { parseLiveSessionKey } from '../domain/live.js'
import type { Account, CallContext } from '../domain/port.js'
import { isFinalLiveState, liveTransition } from '../domain/transitions.js'
import type { ClaimedJob } from './jobs.js'
import type { Finding } from './poll.js'

/** Asks for the state of a live session (Huawei 6.2.3). */
export async function probeLiveSession(job: ClaimedJob, account: Account, call: CallContext): Promise<Finding> {
  if (!account.live) throw new AvatarGraphError('UNSUPPORTED', `The account ${account.slug} has no live sessions.`)
  const ref = parseLiveSessionKey(job.key)
  const { state, vendorState, startedAt, endedAt } = await account.live.get(ref, call)
  const final = isFinalLiveState(state)
  return {
    state,
    final,
    event: {
      kind: 'LiveStateChanged',
      content: { state, vendorState },
      vendor: account.vendor,
      account: account.slug,
      source: 'POLL',
      occurredAt: (final ? endedAt : state === 'LIVE' ? startedAt : null) ?? new Date(),
      ...ref,
      transition: liveTransition(account.slug, ref, state),
    },
  }
}
