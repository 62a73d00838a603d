import { AvatarGraphError } from '../domain/errors.js'
import { isFinalStatus } from '../domain/jobs.js'
import type { Account, CallContext } from '../domain/port.js'
import { videoTransition } from '../domain/transitions.js'
import type { ClaimedJob } from './jobs.js'
import type { Finding } from './poll.js'

/** Asks for the status of a video job (Huawei 5.3.2). */
export async function probeVideo(job: ClaimedJob, account: Account, call: CallContext): Promise<Finding> {
  if (!account.videos) throw new AvatarGraphError('UNSUPPORTED', `The account ${account.slug} makes no videos.`)
  const { status, vendorStatus, startedAt, endedAt } = await account.videos.get(job.key, { content: false }, call)
  const final = isFinalStatus(status)
  return {
    state: status,
    final,
    event: {
      kind: 'VideoJobChanged',
      content: { status, vendorStatus },
      vendor: account.vendor,
      account: account.slug,
      source: 'POLL',
      occurredAt: (final ? endedAt : status === 'RUNNING' ? startedAt : null) ?? new Date(),
      job: job.key,
      transition: videoTransition(account.slug, job.key, status),
    },
  }
}
