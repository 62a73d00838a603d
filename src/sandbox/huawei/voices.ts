import type { Answer, Call } from '../call.js'
import { appUserOf, visibleTo } from './app-user.js'
import { readBody } from './body.js'
import type { Context } from './context.js'
import { ERRORS, refusal } from './errors.js'
import { isMarked, newId } from '../ids.js'
import { contains, page, PAGING, readQuery } from './query.js'
import { Stages } from '../stages.js'
import { sentencesOf, shownVoice, voicePaths, type VoiceJob } from './voices/job.js'
import { voiceAsset } from './voices/output.js'
import { COMMIT_BODY, CREATE_BODY, type VoiceFields } from './voices/request.js'
import { VOICE_STATES, VOICE_STEPS, type Edition, type VoiceState } from './voices/states.js'
import { deleteVoiceFiles, missingData, openVoiceUploads } from './voices/uploads.js'
import { wholeSeconds } from './world/times.js'

const MOST_OPEN = 50
const OVER: ReadonlySet<VoiceState> = new Set<VoiceState>(['SUCCEED', 'FAILED'])
const LIST_QUERY = {
  ...PAGING, create_since: { kind: 'time' }, create_until: { kind: 'time' }, state: { kind: 'list', max: 128, of: VOICE_STATES }, job_id: { kind: 'text', max: 64 },
  voice_name: { kind: 'text', max: 256 }, tag: { kind: 'text', max: 32 },
} as const

/** Voice training (section 8): upload, submission, two reviews, training, a voice. */
export class Voices {
  readonly #context: Context
  readonly #stages: Stages<VoiceState, VoiceJob>

  constructor(context: Context) {
    this.#context = context
    this.#stages = new Stages(context.pace, { steps: VOICE_STEPS, decide: (job, next) => verdict(job, next), entered: (job) => this.#entered(job) })
  }

  /** 8.1 to 8.3: a task and the addresses of its files. The premium edition takes a package only. */
  create(edition: Edition, call: Call): Answer {
    const body = readBody(CREATE_BODY, call)
    const { world, options, media } = this.#context
    const createType = body.create_type ?? 'PACKAGE'
    if (edition === 'ADVANCE' && createType === 'SEGMENT') throw refusal(ERRORS.invalid, 'create_type: the premium edition takes a PACKAGE only')
    if (world.voices.all.filter((job) => !OVER.has(job.state)).length >= MOST_OPEN) throw refusal(ERRORS.voiceTooMany, `${MOST_OPEN} tasks are not finished`)
    const now = options.now()
    const job: VoiceJob = {
      id: newId(), edition, createType, name: body.voice_name, state: 'CREATING', createdAt: now, updatedAt: now, sex: 'FEMALE', language: 'CN',
      appUserId: appUserOf(call), rejectTimes: 0, confirmed: new Set(), letterGiven: false,
    }
    apply(job, body)
    world.voices.add(job)
    const urls = openVoiceUploads(job, media)
    return {
      status: 200,
      body: {
        job_id: job.id,
        ...(urls.package === undefined ? {} : { training_data_uploading_url: urls.package }),
        ...(urls.segments === undefined ? {} : { segment_uploading_url: urls.segments }),
        authorization_letter_uploading_url: urls.letter,
      },
    }
  }

  /** 8.4: newest first. */
  list(call: Call): Answer {
    const query = readQuery(LIST_QUERY, call.query)
    const { state, create_since: since, create_until: until, job_id: id, voice_name: name, tag } = query
    const user = appUserOf(call)
    const found = this.#context.world.voices.all.filter((job) => visibleTo(user, job.appUserId) && (!state || state.includes(job.state))
      && (since === undefined || wholeSeconds(job.createdAt) >= since) && (until === undefined || wholeSeconds(job.createdAt) <= until)
      && (id === undefined || job.id === id) && (name === undefined || contains(job.name, name)) && (tag === undefined || job.tag === tag))
    return { status: 200, body: { count: found.length, jobs: page(found, query).map((job) => shownVoice(job, this.#context.media)) } }
  }

  /** 8.5: once the data is there; what the body names replaces what the creation said; no body in the answer. */
  commit(call: Call): Answer {
    const job = this.#find(call.params['job_id'] ?? '', call)
    const body = readBody(COMMIT_BODY, call)
    if (job.state !== 'CREATING' && job.state !== 'AUDIT_FAILED') throw refusal(ERRORS.voiceState, `a task that is ${job.state} cannot be submitted`)
    const missing = missingData(job, this.#context.media)
    if (missing !== null) throw refusal(job.createType === 'PACKAGE' ? ERRORS.voiceNoData : ERRORS.voiceNotUploaded, missing)
    apply(job, body)
    this.#stages.enter(job, 'SYSTEM_AUDITING')
    return { status: 200 }
  }

  /** 8.6. */
  show(call: Call): Answer {
    return { status: 200, body: shownVoice(this.#find(call.params['job_id'] ?? '', call), this.#context.media) }
  }

  /** 8.7: with its files, but not its voice; no body in the answer. Not while it is reviewed or trained. */
  delete(call: Call): Answer {
    const job = this.#find(call.params['job_id'] ?? '', call)
    if (VOICE_STEPS[job.state]) throw refusal(ERRORS.voiceState, `a task that is ${job.state} cannot be deleted`)
    this.#stages.drop(job)
    this.#context.world.voices.remove(job)
    deleteVoiceFiles(job, this.#context.media)
    return { status: 200 }
  }

  /** 8.8: fresh addresses, to upload or to upload again. */
  addresses(call: Call): Answer {
    const job = this.#find(call.params['job_id'] ?? '', call)
    const urls = openVoiceUploads(job, this.#context.media)
    return {
      status: 200,
      body: {
        ...(urls.segments === undefined ? {} : { segment_url: urls.segments }),
        ...(urls.package === undefined ? {} : { package_url: { training_data_uploading_url: urls.package } }),
        authorization_letter_uploading_url: urls.letter,
      },
    }
  }

  /** 8.9: what the reviews found; empty before there was one. */
  auditResult(call: Call): Answer {
    const job = this.#find(call.params['job_id'] ?? '', call)
    const { media } = this.#context
    return {
      status: 200,
      body: {
        ...(job.audit ? { system_audit_result: { audit_time: job.audit.time, errors: job.audit.errors } } : {}),
        ...(job.adminAudit ? { admin_audit_result: { message: job.adminAudit.message, attachment_name: 'note.txt', attachment_url: media.url(voicePaths.note(job)), audit_time: job.adminAudit.time } } : {}),
      },
    }
  }

  /** 8.10: whether the recording of a sentence is that of its text. A text with the marker never is. */
  confirmSegment(call: Call): Answer {
    const query = readQuery({ job_id: { kind: 'text', max: 64 }, index: { kind: 'integer', low: 0, high: 2_147_483_647 } }, call.query)
    if (query.job_id === undefined || query.index === undefined) throw refusal(ERRORS.invalid, 'job_id and index are required')
    const job = this.#find(query.job_id, call)
    if (query.index >= sentencesOf(job)) throw refusal(ERRORS.invalid, `index: expected less than ${sentencesOf(job)}`)
    const { media } = this.#context
    const [audio, text] = [media.find(voicePaths.audio(job, query.index)), media.find(voicePaths.text(job, query.index))]
    if (!audio || !text) throw refusal(ERRORS.voiceNotUploaded, `sentence ${query.index} has not been uploaded`)
    const sentence = text.bytes.toString('utf8')
    const at = isMarked(sentence) ? [...sentence.split(/\s+/).keys()].slice(0, 2) : []
    if (at.length === 0) job.confirmed.add(query.index)
    else job.confirmed.delete(query.index)
    return { status: 200, body: { confirm_result: at.length === 0, unmatched_index_hit: at } }
  }

  /** 8.11. */
  segmentInfo(call: Call): Answer {
    const query = readQuery({ job_id: { kind: 'text', max: 64 } }, call.query)
    if (query.job_id === undefined) throw refusal(ERRORS.invalid, 'job_id is required')
    return { status: 200, body: { confirmed_index: [...this.#find(query.job_id, call).confirmed].sort((one, other) => one - other) } }
  }

  /** Brings a task to a state and leaves it there until somebody does something; false when there is none of this id or no such state. */
  move(jobId: string, state: string): boolean {
    const job = this.#context.world.voices.byId.get(jobId)
    const known = VOICE_STATES.find((one) => one === state)
    if (job && known) this.#stages.hold(job, known)
    return job !== undefined && known !== undefined
  }

  #entered(job: VoiceJob): void {
    const now = this.#context.options.now()
    job.updatedAt = now
    if (job.state === 'AUDIT_FAILED') {
      job.rejectTimes += 1
      job.audit = { time: now, errors: [0, 3].map((index) => ({ audio_name: `${index}.wav`, text_name: `${index}.txt`, error_message: 'The audio and the text do not match.' })) }
      job.adminAudit = { time: now, message: 'Please record the sentences in question again.' }
    }
    if (job.state === 'AUDITING') job.audit = { time: now, errors: [] }
    if (job.state === 'WAITING') job.adminAudit = { time: now, message: 'Approved.' }
    if (job.state === 'SUCCEED' && job.assetId === undefined) job.assetId = voiceAsset(this.#context, job)
  }

  #find(id: string, call: Call): VoiceJob {
    const job = this.#context.world.voices.byId.get(id)
    if (!job || !visibleTo(appUserOf(call), job.appUserId)) throw refusal(ERRORS.voiceNotFound, 'there is no voice training of this id')
    return job
  }
}

/** The automatic review refuses a marked name; a marked description breaks the training itself. */
function verdict(job: VoiceJob, next: VoiceState): VoiceState {
  if (next === 'AUDITING' && isMarked(job.name)) return 'AUDIT_FAILED'
  if (next === 'RESULT_REVIEW' && isMarked(job.description)) return 'FAILED'
  return next
}

function apply(job: VoiceJob, body: VoiceFields): void {
  job.name = body.voice_name ?? job.name
  job.description = body.description ?? job.description
  job.sex = body.sex ?? job.sex
  job.language = body.language ?? job.language
  job.tag = body.tag ?? job.tag
  job.phone = body.phone ?? job.phone
  job.appUserId = body.app_user_id ?? job.appUserId
}
