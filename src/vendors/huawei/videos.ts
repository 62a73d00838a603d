import { badInput } from '../../domain/errors.js'
import { honourOnly } from '../../domain/filters.js'
import { limits } from '../../domain/limits.js'
import type { CallContext } from '../../domain/port.js'
import { completeVideoSettings } from '../../domain/production.js'
import type { VideoCallback, VideoDraft } from '../../domain/video-draft.js'
import type { VideoJobDetails, VideoJobFilter, VideoJobSummary, Videos } from '../../domain/videos.js'
import type { Query } from '../../transport/url.js'
import { callbackUrl } from '../callback.js'
import type { VendorClient } from '../client.js'
import { VIDEO_JOB_KINDS, VIDEO_STATUSES } from './mapping-videos.js'
import { failure } from './mapping/errors.js'
import { firstWords, notAfter, notBefore, time, url, wordsOf, type Words } from './mapping/words.js'
import { videoOperations as operations } from './operations/videos.js'
import { fetchPage } from './paging.js'
import { checkAndWriteContent, checkName, readContent } from './scenes.js'
import type { HuaweiSettings } from './settings.js'
import type { WireVideoJob, WireVideoJobSummary } from './wire-videos.js'

/** Making videos in a Huawei account (sections 5.2 and 5.3). */
export function createVideos(client: Pick<VendorClient, 'call'>, words: Words, settings: HuaweiSettings): Videos {
  const { call } = client
  return {
    listTellsStates: true,
    async list(filter, page, context) {
      const narrowed = toQuery(filter)
      if (!narrowed) return { items: [], hasMore: false, total: 0 }
      const query = { ...narrowed, sort_key: 'create_time', sort_dir: 'desc' }
      const wire = await fetchPage(
        page,
        (offset, limit) => call(operations.listDigitalHumanVideo, { query: { ...query, offset, limit } }, context),
        (job) => job.job_id,
      )
      return { ...wire, items: wire.items.map(({ entity, cursor }) => ({ entity: toSummary(entity, words), cursor })) }
    },
    async get(id, { content }, context) {
      return toDetails(await call(operations.show2DDigitalHumanVideo, { params: { job_id: id }, query: { show_script: String(content) } }, context), words)
    },
    async create(draft, context) {
      const body = await toBody(client, draft, context)
      const callback_config = draft.callback ? toCallback(draft.callback) : ourCallback(settings)
      return (await call(operations.create2DDigitalHumanVideo, { body: { ...body, callback_config } }, context)).job_id
    },
    async cancel(id, context) {
      await call(operations.cancel2DDigitalHumanVideo, { params: { job_id: id } }, context)
    },
  }
}

/** The filter in the vendor's parameters; undefined when it asks for what the vendor has no word for, and so no jobs of. */
function toQuery(filter: VideoJobFilter): Query | undefined {
  honourOnly('Huawei', filter, ['kinds', 'statuses', 'search', 'script', 'job', 'createdAfter', 'createdBefore'])
  const { kinds, statuses, search, script, job, createdAfter, createdBefore } = filter
  const types = kinds && wordsOf('kinds', kinds, firstWords(VIDEO_JOB_KINDS))
  const states = statuses && wordsOf('statuses', statuses, firstWords(VIDEO_STATUSES))
  if (types?.length === 0 || states?.length === 0) return undefined
  const all = types && types.length === new Set(Object.values(VIDEO_JOB_KINDS)).size
  return {
    // One at a time, and there are two.
    job_type: all ? undefined : types?.[0],
    state: states,
    asset_name: search || undefined,
    script_id: script,
    job_id: job,
    create_since: notBefore(createdAfter),
    create_until: notAfter(createdBefore),
  }
}

/** The body of 5.3.1 without its callback, its limits checked (errata, section 8). */
async function toBody(client: Pick<VendorClient, 'call'>, draft: VideoDraft, context: CallContext) {
  const { driver, audioUrl, format, concurrency, referenceVideo, referencePhotoUrl, storage, options } = draft
  limits.unused('Huawei', { driver, audioUrl, format, concurrency, referenceVideo, referencePhotoUrl, storage, options })
  checkName('name', draft.name)
  if (draft.script === null) checkWhole(draft)
  // A script brings its own picture.
  const video = draft.video ?? (draft.script === null ? completeVideoSettings({}, draft.orientation ?? 'LANDSCAPE') : null)
  return {
    script_id: draft.script ?? undefined,
    output_asset_config: draft.name === null ? undefined : { asset_name: draft.name },
    ...(await checkAndWriteContent(client, { ...draft, video }, context)),
  }
}

/** A video without a script brings everything itself. */
function checkWhole({ avatar, voice, scenes }: VideoDraft): void {
  const missing = Object.entries({ avatarId: avatar, voice, scenes }).find(([, value]) => value === null || (Array.isArray(value) && value.length === 0))
  if (missing) throw badInput(`${missing[0]}: expected a scriptId, or an avatarId, a voice and at least one scene.`, { field: missing[0] })
}

/** Longest `callback_url` (errata, section 8). */
const LONGEST_URL = 2048

function toCallback({ url: address, key }: VideoCallback) {
  limits.length('callback.url', address, 1, LONGEST_URL)
  return { callback_url: address, auth_type: key === null ? 'NONE' : 'MSS_A', key: key ?? undefined }
}

/** Structure CallBackConfig with our own address, signed with the newest key; undefined where the vendor cannot reach us. */
function ourCallback(settings: HuaweiSettings) {
  const address = callbackUrl(settings, 'video')
  const [key] = settings.callbackKeys
  return address === undefined || key === undefined ? undefined : toCallback({ url: address, key })
}

function toSummary(wire: WireVideoJobSummary, words: Words): VideoJobSummary {
  const output = wire.output_asset_config
  return {
    nativeId: wire.job_id,
    kind: words.videoJobKind(wire.job_type),
    status: words.videoStatus(wire.state),
    vendorStatus: wire.state ?? '',
    createdAt: time(wire.create_time),
    updatedAt: time(wire.lastupdate_time),
    startedAt: time(wire.start_time),
    endedAt: time(wire.end_time),
    durationSeconds: wire.duration ?? null,
    output: output
      ? { asset: output.asset_id || null, name: output.asset_name || null, coverUrl: url(output.cover_url), previewUrl: url(output.preview_video_url) }
      : null,
    // Huawei has the address with the asset, and subtitles in the picture.
    outputUrl: null,
    subtitlesUrl: null,
    queueLength: null,
    failure: failure(wire.error_info),
  }
}

const toDetails = (wire: WireVideoJob, words: Words): VideoJobDetails => ({
  ...toSummary(wire, words),
  ...readContent(wire, words),
  skipReview: null,
  script: wire.script_id || null,
})
