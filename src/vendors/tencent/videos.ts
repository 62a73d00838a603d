import { AvatarGraphError } from '../../domain/errors.js'
import { honourOnly, unsupportedFilter } from '../../domain/filters.js'
import { isFinalStatus } from '../../domain/jobs.js'
import type { KnownJob } from '../../domain/known-jobs.js'
import { limits } from '../../domain/limits.js'
import type { CallContext } from '../../domain/port.js'
import type { VideoCallback } from '../../domain/video-draft.js'
import type { VideoJobDetails, VideoJobFilter, VideoJobSummary, Videos } from '../../domain/videos.js'
import { createWordReader } from '../words.js'
import { resultAddress } from './callback-address.js'
import type { TencentClient } from './client.js'
import { listKnown } from '../known-list.js'
import { toProgress, type Progress } from './mapping/progress.js'
import { BROADCAST_STATUSES } from './mapping/video-words.js'
import { videoOperations as operations } from './operations/videos.js'
import type { TencentSettings } from './settings.js'
import { endFacts, factsOf, readVideoFacts } from './video-facts.js'
import { LONGEST_CALLBACK_URL, toVideoRequest, webUrl } from './video-requests.js'

/** For so long the vendor keeps files that are not stored elsewhere (1211/62088): seven days. */
const KEPT_MS = 7 * 24 * 60 * 60_000

/** Making videos in a Tencent account. The vendor keeps no list of them: the list is of those that were ordered here or are tracked. */
export function createVideos({ call }: Pick<TencentClient, 'call'>, settings: TencentSettings): Videos {
  const status = createWordReader(settings.onUnknownWord)('Status', BROADCAST_STATUSES)
  const { knownJobs, now = Date.now } = settings

  /** How it is going with a job; one that has ended is remembered and not asked about again. */
  async function progressOf(id: string, known: KnownJob | undefined, context: CallContext): Promise<Progress> {
    const { end } = readVideoFacts(known?.facts)
    if (end) return end
    const progress = toProgress(await call(operations.getprogress, { TaskId: id }, context), status)
    // An end that cannot be noted is asked for again the next time.
    if (known && isFinalStatus(progress.status)) await knownJobs.remember({ kind: 'VIDEO', key: id, facts: endFacts(progress) }, context).catch(() => undefined)
    return progress
  }

  function toDetails(id: string, known: KnownJob | undefined, progress: Progress): VideoJobDetails {
    const { kind, name, avatar, voice, text, stored } = readVideoFacts(known?.facts)
    const gone = !stored && known !== undefined && now() - known.createdAt.getTime() > KEPT_MS
    return {
      ...progress,
      // The vendor has deleted them by then.
      ...(gone && { outputUrl: null, subtitlesUrl: null }),
      nativeId: id,
      kind,
      createdAt: known?.createdAt ?? null,
      updatedAt: null,
      startedAt: null,
      endedAt: null,
      output: name === null ? null : { asset: null, name, coverUrl: null, previewUrl: null },
      script: null,
      avatar,
      voice,
      video: null,
      music: null,
      skipReview: null,
      scenes: text === null ? [] : [{ sequenceNo: 0, control: 'TEXT', text, backgrounds: [], layers: [], thumbnailUrl: null }],
    }
  }

  /** A job of a list. That the vendor does not know one must not cost the others. */
  async function summaryOf(job: KnownJob, context: CallContext): Promise<VideoJobSummary> {
    try {
      return toDetails(job.key, job, await progressOf(job.key, job, context))
    } catch (error) {
      if (!(error instanceof AvatarGraphError) || error.code !== 'NOT_FOUND') throw error
      const { message, code, details } = error
      return toDetails(job.key, job, { ...NOTHING_TOLD, failure: { message, code, vendorCode: details.vendorCode ?? null, hint: details.hint ?? null } })
    }
  }

  return {
    async list(filter, page, context) {
      honourOnly('TENCENT', filter, ['kinds', 'statuses', 'search', 'script', 'job', 'createdAfter', 'createdBefore'])
      const { kinds, statuses, script, job, createdAfter, createdBefore } = filter
      // An avatar may be a 2D one, and nothing here says whether.
      if (kinds?.includes('AVATAR_2D') && !kinds.includes('AVATAR')) throw unsupportedFilter('kinds', 'TENCENT does not tell which kind of avatar a video shows: ask for AVATAR, too.')
      if (script !== undefined) return { items: [], hasMore: false }
      const span = { kinds: ['VIDEO'] as const, ...(job !== undefined && { keys: [job] }), createdAfter, createdBefore }
      const ask = (known: KnownJob) => summaryOf(known, context)
      return listKnown<VideoJobSummary>(knownJobs, { vendor: 'TENCENT', span, statuses, mayMatch: (known) => mayMatch(known, filter), ask, isAsked: ({ facts }) => readVideoFacts(facts).end === null }, page, context)
    },
    async get(id, _options, context) {
      const known = await knownJobs.get({ kind: 'VIDEO', key: id })
      return toDetails(id, known, await progressOf(id, known, context))
    },
    async create(draft, context) {
      const request = toVideoRequest(draft)
      const ours = draft.callback ? undefined : resultAddress(settings)
      const CallbackUrl = draft.callback ? callersAddress(draft.callback) : ours?.url
      const { TaskId: key } = await call(request.operation, { ...request.payload, CallbackUrl }, context)
      // The video is being made: a database that is away must not make the order look failed. That it cannot be watched is said by who watches it.
      await knownJobs.remember({ kind: 'VIDEO', key, facts: factsOf(draft, request, ours?.nonce ?? null) }, context).catch(() => undefined)
      return key
    },
  }
}

/** Whom the caller wants told instead of us. */
function callersAddress({ url, key }: VideoCallback): string | undefined {
  limits.unused('Tencent', { 'callback.key': key }, 'its callbacks are not signed: leave it out, and let the address carry the proof')
  limits.length('callback.url', url, 1, LONGEST_CALLBACK_URL)
  return webUrl('callback.url', url)
}

const NOTHING_TOLD: Progress = { status: 'UNKNOWN', vendorStatus: '', outputUrl: null, subtitlesUrl: null, durationSeconds: null, queueLength: null, failure: null }

/** Whether a job can match, by what is known of it without asking. */
function mayMatch({ facts }: KnownJob, { kinds, statuses, search }: VideoJobFilter): boolean {
  const { kind, name, end } = readVideoFacts(facts)
  return (
    (kinds === undefined || kinds.includes(kind)) &&
    (search === undefined || (name ?? '').toLowerCase().includes(search.toLowerCase())) &&
    (statuses === undefined || end === null || statuses.includes(end.status))
  )
}
