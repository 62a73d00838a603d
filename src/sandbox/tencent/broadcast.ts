import type { Answer, Call } from '../call.js'
import { unsigned } from '../deliveries.js'
import { isMarked, newId } from '../ids.js'
import { checkImage, checkVoice } from './broadcast/casting.js'
import { callbackBody, FAIL_CODES, shownJob, type BroadcastJob, type Failure, type Order } from './broadcast/job.js'
import { REFERENCE_PHOTO_BODY, REFERENCE_VIDEO_BODY, SPEECH_BODY, VIDEO_BODY, type FilmedBody } from './broadcast/request.js'
import { deliverResult } from './broadcast/result.js'
import { spoken } from './broadcast/ssml.js'
import { speak } from './broadcast/timeline.js'
import { CODES, refusal, success } from './codes.js'
import type { Context } from './context.js'
import { readPayload } from './envelope.js'
import { TASK_BODY } from './shapes.js'

/** Milliseconds at speed 1. */
const QUEUE = 500
const WORK = 1500
/** How many are made at the same time, and how many may wait. */
const WORKERS = 2
const MOST_WAITING = 50
const SENTENCE_WORDS = 30
/** A text with it does not pass the safety check when it is submitted. */
const UNSAFE_MARKER = 'sandbox-unsafe'
const EXTENSIONS = { TransparentWebm: 'webm', TransparentMov: 'mov', Mp4: 'mp4', GreenScreenMp4: 'mp4' } as const

/** Videos and sounds (section 4): COMMIT in a queue, MAKING, then SUCCESS or FAIL, and one callback that is never repeated. */
export class Broadcast {
  readonly #context: Context
  readonly #waiting: BroadcastJob[] = []
  /** What is still to happen to those that are being made. */
  readonly #making = new Map<BroadcastJob, () => void>()
  readonly #closing = new AbortController()

  constructor(context: Context) {
    this.#context = context
  }

  /** tts. */
  speech(call: Call): Answer {
    const body = readPayload(SPEECH_BODY, call)
    if (body.VirtualmanKey !== undefined && body.TimbreKey === undefined) checkImage(this.#context, body.VirtualmanKey)
    checkVoice(this.#context, body)
    return this.#create({
      kind: 'speech', words: spoken(body.InputSsml), speed: body.Speed ?? 1, extension: body.Codec ?? 'mp3', sources: [], callbackUrl: undefined,
      storage: body.AudioStorageS3Url, subtitlesStorage: undefined, sentenceWords: body.SentenceMaxWords === undefined || body.SentenceMaxWords === 0 ? SENTENCE_WORDS : body.SentenceMaxWords,
    })
  }

  /** videomake, and videomakeadvanced with its other default format. */
  video(call: Call, defaultFormat: keyof typeof EXTENSIONS): Answer {
    const body = readPayload(VIDEO_BODY, call)
    checkImage(this.#context, body.VirtualmanKey)
    checkVoice(this.#context, body.SpeechParam)
    return this.#createVideo(body, EXTENSIONS[body.VideoParam?.Format ?? defaultFormat], [])
  }

  /** videomakenotrain. */
  fromVideo(call: Call): Answer {
    const body = readPayload(REFERENCE_VIDEO_BODY, call)
    checkVoice(this.#context, body.SpeechParam)
    return this.#createVideo(body, 'mp4', [body.RefVideoUrl, body.IdentityVideoUrl, body.IdentityWrittenUrl])
  }

  /** phototovideonotrain. */
  fromPhoto(call: Call): Answer {
    const body = readPayload(REFERENCE_PHOTO_BODY, call)
    checkVoice(this.#context, body.SpeechParam)
    return this.#createVideo(body, 'mp4', [body.RefPhotoUrl])
  }

  /** getprogress. */
  progress(call: Call): Answer {
    const job = this.#context.world.broadcasts.byId.get(readPayload(TASK_BODY, call).TaskId)
    if (!job) throw refusal(CODES.noRecord, 'TaskId: there is no video or sound of this id')
    return success(shownJob(job, this.#context.cos, Math.max(0, this.#waiting.indexOf(job))))
  }

  /** Makes a job that is not over fail; false when there is none of this id. */
  fail(id: string, failure: Failure): boolean {
    const job = this.#context.world.broadcasts.byId.get(id)
    if (job?.status !== 'COMMIT' && job?.status !== 'MAKING') return false
    this.#end(job, failure)
    return true
  }

  /** Breaks off what is being put elsewhere. */
  close(): void {
    this.#closing.abort()
  }

  #createVideo(body: FilmedBody, extension: Order['extension'], sources: readonly (string | undefined)[]): Answer {
    const byVoice = body.DriverType === 'OriginalVoice' || body.DriverType === 'ModulatedVoice'
    return this.#create({
      kind: 'video', extension, words: byVoice ? '' : spoken(body.InputSsml ?? ''), speed: body.SpeechParam?.Speed ?? 1,
      sources: [...sources, byVoice ? body.InputAudioUrl : undefined].filter((url) => url !== undefined),
      callbackUrl: this.#context.options.callbackUrl ?? body.CallbackUrl,
      storage: body.VideoStorageS3Url, subtitlesStorage: body.SubtitleStorageS3Url, sentenceWords: SENTENCE_WORDS,
    })
  }

  #create(order: Order): Answer {
    const { world, options, pace } = this.#context
    if (order.words.includes(UNSAFE_MARKER)) throw refusal(CODES.unsafeText, 'InputSsml: the text holds the marker that fails the check')
    if (world.quotas.broadcastMs <= 0) throw refusal(CODES.noPackage, 'the hours that were bought are used up')
    if (this.#waiting.length >= MOST_WAITING) throw refusal(CODES.quota, `${MOST_WAITING} tasks are waiting`)
    const job: BroadcastJob = { id: newId(), createdAt: options.now(), order, status: 'COMMIT', media: '', subtitles: '' }
    world.broadcasts.add(job)
    this.#waiting.push(job)
    pace.after(QUEUE, () => this.#advance())
    return success({ TaskId: job.id })
  }

  /** Starts the first that waits, if somebody is free. Called once for each job, and whenever one is over. */
  #advance(): void {
    const job = this.#making.size < WORKERS ? this.#waiting.shift() : undefined
    if (!job) return
    job.status = 'MAKING'
    this.#making.set(job, this.#context.pace.after(WORK, () => void this.#finish(job)))
  }

  async #finish(job: BroadcastJob): Promise<void> {
    const { cos, world } = this.#context
    const { words, speed, sources, sentenceWords } = job.order
    if (isMarked(words)) return this.#end(job, FAIL_CODES.internal)
    if (sources.some((url) => isMarked(url) || !cos.isThere(url))) return this.#end(job, FAIL_CODES.download)
    const timeline = speak(words, speed, sentenceWords)
    const delivered = await deliverResult(job, timeline, cos, this.#closing.signal)
    if (this.#closing.signal.aborted || job.status !== 'MAKING') return
    if (!delivered) return this.#end(job, FAIL_CODES.upload)
    job.timeline = timeline
    world.quotas.broadcastMs -= timeline.duration
    this.#end(job)
  }

  #end(job: BroadcastJob, failure?: Failure): void {
    const { cos, deliveries } = this.#context
    this.#making.get(job)?.()
    this.#making.delete(job)
    if (job.status === 'COMMIT') this.#waiting.splice(this.#waiting.indexOf(job), 1)
    job.status = failure ? 'FAIL' : 'SUCCESS'
    if (failure) job.failure = failure
    const body = callbackBody(job, cos)
    if (job.order.callbackUrl !== undefined) deliveries.queue(job.id, unsigned(job.order.callbackUrl))({ type: 'VIDEO_RESULT', body, shown: body })
    this.#advance()
  }
}
