import type { Answer, Call } from '../call.js'
import { isCallbackUrl } from '../deliveries.js'
import { readBody } from './body.js'
import { callbackTarget } from './callback-signature.js'
import type { Context } from './context.js'
import { ERRORS, refusal } from './errors.js'
import { isMarked, newId } from '../ids.js'
import { contains, page, PAGING, readQuery, SORTING } from './query.js'
import { scriptOf } from './scripts.js'
import type { ScriptBody } from './scripts/request.js'
import { checkFilmable } from './videos/checks.js'
import { lengthOf, shownScript, shownVideo, VIDEO_STATES, VIDEO_TYPES, type VideoJob } from './videos/job.js'
import { outputAsset } from './videos/output.js'
import { VIDEO_BODY, type VideoBody } from './videos/request.js'
import { wholeSeconds } from './world/times.js'

/** Milliseconds at speed 1. */
const QUEUE = 1000
const WORK = 3000
const MOST_WAITING = 50
const SENSITIVE = { error_code: ERRORS.sensitiveText.code, error_msg: ERRORS.sensitiveText.message }

const LIST_QUERY = {
  ...PAGING, ...SORTING, state: { kind: 'list', max: 128, of: VIDEO_STATES }, create_since: { kind: 'time' }, create_until: { kind: 'time' }, script_id: { kind: 'text', max: 64 },
  asset_name: { kind: 'text', max: 256 }, job_type: { kind: 'choice', of: VIDEO_TYPES }, job_id: { kind: 'text', max: 64 },
} as const

/** Video production (sections 5.2 and 5.3): WAITING, PROCESSING, then SUCCEED with an asset, or FAILED. */
export class Videos {
  readonly #context: Context
  /** What is still to happen to a job, and whom to tell at its end. */
  readonly #pending = new Map<string, { cancel: () => void; tell: (job: VideoJob) => void }>()

  constructor(context: Context) {
    this.#context = context
  }

  /** 5.3.1: from a script, or from scenes of the request's own. At most fifty wait at a time. */
  create(call: Call): Answer {
    const body = readBody(VIDEO_BODY, call)
    const { world, options } = this.#context
    const source = body.script_id === undefined ? undefined : scriptOf(world.scripts.byId, body.script_id)
    const script: ScriptBody = source?.body ?? settings(body)
    checkFilmable(this.#context, script, source)
    const waiting = [...this.#pending.keys()].filter((id) => world.videos.byId.get(id)?.state === 'WAITING')
    if (waiting.length >= MOST_WAITING) throw refusal(ERRORS.tooManyWaiting, `${MOST_WAITING} tasks are waiting`)
    const tell = this.#planCallback(body.callback_config)
    const now = options.now()
    const job: VideoJob = {
      id: newId(), type: '2D_DIGITAL_HUMAN_VIDEO', state: 'WAITING', createdAt: now, updatedAt: now, script: structuredClone(script),
      outputName: body.output_asset_config?.asset_name ?? script.script_name ?? 'video',
      ...(source ? { scriptId: source.id } : {}),
    }
    if (isMarked(job.outputName)) throw refusal(ERRORS.sensitiveVideoName, 'the name holds the marker that fails reviews')
    world.videos.add(job)
    this.#then(job, QUEUE, () => this.#process(job), tell)
    return { status: 200, body: { job_id: job.id } }
  }

  /** 5.2.1: newest first unless sorted. The kind of photo videos goes by both of its names. */
  list(call: Call): Answer {
    const query = readQuery(LIST_QUERY, call.query)
    const { state, create_since: since, create_until: until, script_id: script, asset_name: name, job_type: type, job_id: id } = query
    const wanted = type === 'PHOTO_DIGITAL_HUMAN_VIDEO' ? 'DIGITAL_HUMAN_PHOTO_VIDEO' : type
    const found = this.#context.world.videos.all.filter((job) => (!state || state.includes(job.state))
      && (since === undefined || wholeSeconds(job.createdAt) >= since) && (until === undefined || wholeSeconds(job.createdAt) <= until)
      && (script === undefined || job.scriptId === script) && (name === undefined || contains(job.outputName, name))
      && (wanted === undefined || job.type === wanted) && (id === undefined || job.id === id))
    const sorted = query.sort_dir !== undefined || query.sort_key !== undefined
    if (sorted && query.sort_dir !== 'desc') found.reverse()
    return { status: 200, body: { count: found.length, jobs: page(found, query).map((job) => shownVideo(job, this.#context.media)) } }
  }

  /** 5.3.2. */
  show(call: Call): Answer {
    const { show_script: whole = false } = readQuery({ show_script: { kind: 'flag' } }, call.query)
    const job = this.#find(call)
    return { status: 200, body: { ...shownVideo(job, this.#context.media), ...shownScript(job, whole) } }
  }

  /** 5.3.3: only while it is WAITING; no body in the answer. */
  cancel(call: Call): Answer {
    const job = this.#find(call)
    if (job.state !== 'WAITING') throw refusal(job.state === 'PROCESSING' ? ERRORS.scriptTaskRunning : ERRORS.jobOver, `only a WAITING task can be cancelled, this one is ${job.state}`)
    this.#end(job, 'CANCELED')
    return { status: 200 }
  }

  /** Makes a task that is not over fail; false when there is none of this id. */
  fail(jobId: string, error: { error_code: string; error_msg: string }): boolean {
    const job = this.#context.world.videos.byId.get(jobId)
    if (!job || (job.state !== 'WAITING' && job.state !== 'PROCESSING')) return false
    this.#end(job, 'FAILED', error)
    return true
  }

  #process(job: VideoJob): void {
    const now = this.#context.options.now()
    job.state = 'PROCESSING'
    job.startedAt = now
    job.updatedAt = now
    const texts = (job.script.shoot_scripts ?? []).map((scene) => scene.shoot_script?.text_config?.text)
    this.#then(job, WORK, () => texts.some(isMarked) ? this.#end(job, 'FAILED', SENSITIVE) : this.#succeed(job))
  }

  #succeed(job: VideoJob): void {
    const { assetId, cover } = outputAsset(this.#context, job)
    job.assetId = assetId
    job.cover = cover
    job.duration = lengthOf(job.script)
    this.#end(job, 'SUCCEED')
  }

  #end(job: VideoJob, state: VideoJob['state'], error?: VideoJob['error']): void {
    const pending = this.#pending.get(job.id)
    pending?.cancel()
    this.#pending.delete(job.id)
    const now = this.#context.options.now()
    job.state = state
    job.error = error
    job.endedAt = now
    job.updatedAt = now
    pending?.tell(job)
  }

  #then(job: VideoJob, milliseconds: number, action: () => void, tell = this.#pending.get(job.id)?.tell): void {
    this.#pending.set(job.id, { cancel: this.#context.pace.after(milliseconds, action), tell: tell ?? (() => undefined) })
  }

  /** What tells the request's address of the end: SUCCEED or FAILED, with the asset. A cancelled task calls nobody back. */
  #planCallback(config: VideoBody['callback_config']): (job: VideoJob) => void {
    if (!config) return () => undefined
    const { callback_url: url, auth_type: auth = 'NONE', key } = config
    if (!isCallbackUrl(url)) throw refusal(ERRORS.badUrl, 'callback_config.callback_url is not https, nor http on loopback')
    if (auth === 'MSS_A' && key === undefined) throw refusal(ERRORS.invalid, 'callback_config.key: required with auth_type MSS_A')
    return (job) => {
      if (job.state !== 'SUCCEED' && job.state !== 'FAILED') return
      const body = { result: job.state, ...(job.assetId === undefined ? {} : { asset_id: job.assetId }), job_id: job.id }
      this.#context.deliveries.queue(job.id, callbackTarget(url, auth, key ?? '', 'video'))({ type: 'VIDEO_RESULT', body, shown: body })
    }
  }

  #find(call: Call): VideoJob {
    const job = this.#context.world.videos.byId.get(call.params['job_id'] ?? '')
    if (!job) throw refusal(ERRORS.notFound, 'there is no video task of this id')
    return job
  }
}

/** The settings of a request that names no script. */
function settings({ model_asset_id, voice_config, video_config, background_music_config, review_config, shoot_scripts }: VideoBody): ScriptBody {
  const scenes = shoot_scripts?.map((scene, index) => ({ ...scene, sequence_no: scene.sequence_no ?? index + 1 }))
  return { model_asset_id, voice_config, video_config, background_music_config, review_config, shoot_scripts: scenes }
}
