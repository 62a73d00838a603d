import { AvatarGraphError } from '../domain/errors.js'
import { isFinalStatus } from '../domain/jobs.js'
import type { Account } from '../domain/port.js'
import { videoTransition } from '../domain/transitions.js'
import type { Videos, VideoJobSummary } from '../domain/videos.js'
import type { Probe } from './probe.js'

/** Asks for the status of a video job (Huawei 5.3.2) or of many (Huawei 5.2.1). */
export const videoProbe: Probe<VideoJobSummary> = {
  get: (job, account, call) => videosOf(account).get(job.key, { content: false }, call),
  async list(_kind, account, page, call) {
    const videos = videosOf(account)
    if (!videos.listTellsStates) return undefined
    const { items } = await videos.list({}, page, call)
    return new Map(items.map(({ entity }) => [entity.nativeId, entity]))
  },
  find(job, account, { status, vendorStatus, startedAt, endedAt }) {
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
  },
}

function videosOf({ videos, slug }: Account): Videos {
  if (videos) return videos
  throw new AvatarGraphError('UNSUPPORTED', `The account ${slug} makes no videos.`)
}
