import type { Answer, Call } from '../call.js'
import { appUserOf, visibleTo } from './app-user.js'
import { executeCommand } from './avatars/commands.js'
import { filePath, hasFile, shownBasics, shownDetails, USER_FILES, type AvatarJob } from './avatars/job.js'
import { avatarAsset } from './avatars/output.js'
import { COMMAND_BODY, CREATE_BODY, UPDATE_BODY, type AvatarFields } from './avatars/request.js'
import { AVATAR_LOGS, AVATAR_STATES, AVATAR_STEPS, DELETABLE, UPDATABLE, type AvatarState } from './avatars/states.js'
import { readBody } from './body.js'
import type { Context } from './context.js'
import { CREDENTIALS } from './credentials.js'
import { ERRORS, refusal } from './errors.js'
import { isMarked, newId } from '../ids.js'
import { contains, page, PAGING, readQuery, SORTING } from './query.js'
import { Stages } from '../stages.js'
import { vendorTime, wholeSeconds } from './world/times.js'

const MOST_OPEN = 100
const SPECIAL = /[<>{}\\]/
const LIST_QUERY = {
  ...PAGING, ...SORTING, create_since: { kind: 'time' }, create_until: { kind: 'time' }, state: { kind: 'list', max: 512, of: AVATAR_STATES }, query_project_id: { kind: 'text', max: 64 },
  batch_name: { kind: 'text', max: 256 }, tag: { kind: 'text', max: 128 }, job_id: { kind: 'text', max: 64 }, name: { kind: 'text', max: 256 }, model_resolution: { kind: 'choice', of: ['1080P', '4K'] },
} as const

/** Avatar training (section 7): upload, two reviews, training, the user's confirmation. */
export class Avatars {
  readonly #context: Context
  readonly #stages: Stages<AvatarState, AvatarJob>

  constructor(context: Context) {
    this.#context = context
    this.#stages = new Stages(context.pace, {
      steps: AVATAR_STEPS,
      decide: (job, next) => verdict(job, next, hasFile(job, 'training_video', context.media)),
      entered: (job) => this.#entered(job),
    })
  }

  /** 7.1: a task that waits for its files, each with an address that dies with the upload. */
  create(call: Call): Answer {
    const body = readBody(CREATE_BODY, call)
    checkName(body.name)
    const { world, options } = this.#context
    if (world.avatars.all.filter((job) => job.state !== 'JOB_FINISH').length >= MOST_OPEN) throw refusal(ERRORS.trainingQuota, `${MOST_OPEN} tasks are not finished`)
    const now = options.now()
    const job: AvatarJob = {
      id: newId(), name: body.name, state: 'WAIT_FILE_UPLOAD', createdAt: now, updatedAt: now, tags: [], modelVersion: body.model_version ?? 'V3', backgroundReplacement: false,
      appUserId: appUserOf(call), given: new Set(), logs: [], comments: [],
    }
    apply(job, body)
    world.avatars.add(job)
    this.#stages.enter(job, 'WAIT_FILE_UPLOAD')
    return { status: 200, body: { job_id: job.id, ...this.#openUploads(job, body.video_multipart_count) } }
  }

  /** 7.2: newest first unless sorted. */
  list(call: Call): Answer {
    const query = readQuery(LIST_QUERY, call.query)
    const { state, create_since: since, create_until: until, query_project_id: project, batch_name: batch, tag, job_id: id, name, model_resolution: resolution } = query
    const user = appUserOf(call)
    const found = this.#context.world.avatars.all.filter((job) => visibleTo(user, job.appUserId) && (!state || state.includes(job.state))
      && (since === undefined || wholeSeconds(job.createdAt) >= since) && (until === undefined || wholeSeconds(job.createdAt) <= until)
      && (project === undefined || project === CREDENTIALS.projectId) && (batch === undefined || contains(job.batchName ?? '', batch))
      && (tag === undefined || job.tags.some((own) => contains(own, tag))) && (id === undefined || job.id === id)
      && (name === undefined || contains(job.name, name)) && (resolution === undefined || resolution === '1080P'))
    const sorted = query.sort_dir !== undefined || query.sort_key !== undefined
    if (sorted && query.sort_dir !== 'desc') found.reverse()
    return { status: 200, body: { count: found.length, jobs: page(found, query).map((job) => shownBasics(job, this.#context.media)) } }
  }

  /** 7.3. */
  show(call: Call): Answer {
    return { status: 200, body: shownDetails(this.#find(call), this.#context.media) }
  }

  /** 7.4: with its files and its asset, in the listed states only; no body in the answer. */
  delete(call: Call): Answer {
    const job = this.#find(call)
    if (!DELETABLE.has(job.state)) throw refusal(ERRORS.trainingUndeletable, `a task that is ${job.state} cannot be deleted`)
    const { world, media } = this.#context
    this.#stages.drop(job)
    world.avatars.remove(job)
    for (const file of USER_FILES) media.delete(filePath(job, file))
    const asset = job.assetId === undefined ? undefined : world.assetsById.get(job.assetId)
    if (asset) world.library.remove(asset)
    return { status: 200 }
  }

  /** 7.5: after a review has failed; answers new addresses. The task stays failed until it is submitted again. */
  update(call: Call): Answer {
    const job = this.#find(call)
    const body = readBody(UPDATE_BODY, call)
    if (!UPDATABLE.has(job.state)) throw refusal(ERRORS.trainingState, `a task that is ${job.state} cannot be updated`)
    if (body.name !== undefined) checkName(body.name)
    apply(job, body)
    job.updatedAt = this.#context.options.now()
    if (body.command_message === 'UPDATE_VIDEO') this.#log(job, 'USER_UPDATE_VIDEO', 'USER')
    return { status: 200, body: { job_id: job.id, ...this.#openUploads(job, body.video_multipart_count) } }
  }

  /** 7.6. */
  command(call: Call): Answer {
    const job = this.#find(call)
    const body = readBody(COMMAND_BODY, call)
    const result = executeCommand(this.#context, this.#stages, job, body)
    job.updatedAt = this.#context.options.now()
    return { status: 200, body: result }
  }

  /** Brings a task to a state and leaves it there until somebody does something; false when there is none of this id or no such state. */
  move(jobId: string, state: string): boolean {
    const job = this.#context.world.avatars.byId.get(jobId)
    const known = AVATAR_STATES.find((one) => one === state)
    if (job && known) this.#stages.hold(job, known)
    return job !== undefined && known !== undefined
  }

  #entered(job: AvatarJob): void {
    const log = AVATAR_LOGS[job.state]
    if (log) this.#log(job, log[0], log[1], REASONS[job.state])
    if (job.state === 'JOB_SUCCESS') this.#context.media.put(filePath(job, 'verifyVideo'), { motif: 'person', caption: job.name, hue: 160, moving: true })
    if (job.state === 'JOB_FINISH' && job.assetId === undefined) job.assetId = avatarAsset(this.#context, job)
  }

  #log(job: AvatarJob, type: string, user: 'USER' | 'ADMIN' | 'SYSTEM', description?: string): void {
    job.logs.push({ operate_time: vendorTime(this.#context.options.now()), log_type: type, ...(description === undefined ? {} : { log_description: description }), operate_user: user })
  }

  #openUploads(job: AvatarJob, parts = 1): Record<string, unknown> {
    const { media } = this.#context
    const urls = USER_FILES.map((file) => {
      const upload = media.upload(filePath(job, file), { once: true, parts: file === 'training_video' ? parts : 1 })
      if (file === 'training_video') job.video = upload
      return [`${file}_upload_url`, file === 'training_video' ? upload.urls : upload.urls[0]]
    })
    return Object.fromEntries(urls) as Record<string, unknown>
  }

  #find(call: Call): AvatarJob {
    const job = this.#context.world.avatars.byId.get(call.params['job_id'] ?? '')
    if (!job || !visibleTo(appUserOf(call), job.appUserId)) throw refusal(ERRORS.trainingNotFound, 'there is no avatar training of this id')
    return job
  }
}

/** What the log says about a failure. */
const REASONS: Partial<Record<AvatarState, string>> = {
  AUTO_VERIFY_FAILED: 'The training video must be an MP4 of 3 to 10 minutes in 1080P or 4K.',
  MANUAL_VERIFY_FAILED: 'The lighting changes during the video. Please record it again.',
  TRAINING_DATA_PREPROCESS_FAILED: 'The training data could not be preprocessed.',
  TRAIN_FAILED: 'The training did not converge.',
  INFERENCE_DATA_PREPROCESS_FAILED: 'The inference data could not be preprocessed.',
}

/** The automatic review refuses a marked name, the manual one a marked batch name. */
function verdict(job: AvatarJob, next: AvatarState, hasVideo: boolean): AvatarState {
  if (next === 'MANUAL_VERIFYING' && (isMarked(job.name) || !hasVideo)) return 'AUTO_VERIFY_FAILED'
  if (next === 'MANUAL_VERIFY_SUCCESS' && isMarked(job.batchName)) return 'MANUAL_VERIFY_FAILED'
  return next
}

function apply(job: AvatarJob, body: AvatarFields): void {
  job.name = body.name ?? job.name
  job.contact = body.contact ?? job.contact
  job.batchName = body.batch_name ?? job.batchName
  job.tags = body.tags ?? job.tags
  job.backgroundReplacement = body.is_background_replacement ?? job.backgroundReplacement
}

function checkName(name: string): void {
  if (SPECIAL.test(name)) throw refusal(ERRORS.trainingName, 'name: must not contain < > { } or a backslash')
}
