import { z } from 'zod'
import type { Answer, Call } from '../call.js'
import { isMarked, newId } from '../ids.js'
import { CODES, refusal, success } from './codes.js'
import type { Context } from './context.js'
import { readPayload } from './envelope.js'
import { extensionOf, fileUrl, TASK_BODY, text } from './shapes.js'

/** Milliseconds at speed 1. */
const WORK = 600
const MOST_CHECKS = 1000
const LANGUAGE = z.enum(['chi', 'eng', 'can'])
const SOUNDS = ['wav', 'mp3', 'aac', 'm4a', 'wma', 'asf'] as const

const TEXTS: Readonly<Record<z.output<typeof LANGUAGE>, readonly string[]>> = {
  chi: ['清晨的阳光洒在窗台上，新的一天从一杯热茶开始。', '无论走到哪里，都别忘了出发时的那份热爱。'],
  eng: ['The morning light falls on the window, and the day begins with a cup of tea.', 'Wherever you go, remember why you set out.'],
  can: ['朝早嘅陽光照喺窗台上面，新嘅一日由一杯熱茶開始。'],
}

/** The payload of detectaudioquality (1211/62077). */
const DETECT_BODY = z.object({
  TextId: z.string().min(1).optional(),
  ReferenceText: text(1000).optional(),
  AudioUrl: fileUrl(...SOUNDS).refine((url) => new URL(url).pathname.includes('/zeroshot/'), 'expected an address in the folder zeroshot/')
    .refine((url) => { const name = fileName(url); return name.length >= 2 && name.length <= 50 }, 'expected a file name of 2 to 50 characters'),
}).refine((body) => body.TextId === undefined || body.ReferenceText === undefined, { path: ['TextId'], message: 'choose this or ReferenceText, not both' })

const EVALUATION_BODY = z.object({ AudioUrl: fileUrl(...SOUNDS), ReferenceText: text(1000).optional(), Language: LANGUAGE.optional() })
const FACE_BODY = z.object({ RequestId: z.string().min(1).optional(), ImageUrl: fileUrl(), CheckerVersion: z.union([z.literal(1), z.literal(2)]).optional() })

interface Check {
  kind: 'quality' | 'evaluation' | 'face'
  url: string
  over: boolean
  passed: boolean
  audioId: string
  version: number
}

/** The checks before a customization: sound for a fast voice clone (3.5), sound for a basic one, faces of a photo. A marked or missing file fails. */
export class Checks {
  readonly #context: Context
  readonly #checks = new Map<string, Check>()
  readonly #audioIds = new Set<string>()
  readonly #texts = new Map(Object.values(TEXTS).flat().map((words, index) => [String(1000 + index), words]))

  constructor(context: Context) {
    this.#context = context
  }

  /** Whether an AudioId is of a sound that passed. */
  hasAudio(audioId: string): boolean {
    return this.#audioIds.has(audioId)
  }

  /** gettext: what to read for the fast voice clone. The list stands under the name that third-party code has for it. */
  texts(call: Call): Answer {
    const { Language: language } = readPayload(z.object({ Language: LANGUAGE }), call)
    const list = [...this.#texts].filter(([, words]) => TEXTS[language].includes(words)).map(([TextId, Text]) => ({ TextId, Text }))
    return success({ Credentials: list })
  }

  /** detectaudioquality. */
  detect(call: Call): Answer {
    const { AudioUrl: url, TextId: textId } = readPayload(DETECT_BODY, call)
    if (textId !== undefined && !this.#texts.has(textId)) throw refusal(CODES.value, 'TextId: gettext did not answer it')
    return this.#start('quality', url)
  }

  /** getdetectprogress. */
  detected(call: Call): Answer {
    const check = this.#find(call, 'quality')
    if (!check.over) return success({ TaskState: 'PROCESSING', AudioId: '', DetectionCode: 0, DetectionMsg: '' })
    return success(check.passed
      ? { TaskState: 'SUCCESS', AudioId: check.audioId, DetectionCode: 0, DetectionMsg: 'pass' }
      : { TaskState: 'FAIL', AudioId: '', DetectionCode: -3, DetectionMsg: 'The environment is too noisy. Please record again.' })
  }

  /** audioevaluation. */
  evaluate(call: Call): Answer {
    return this.#start('evaluation', readPayload(EVALUATION_BODY, call).AudioUrl)
  }

  /** getaudioevaluationstate. */
  evaluated(call: Call): Answer {
    return success(stateOf(this.#taskId(call), this.#find(call, 'evaluation'), {}))
  }

  /** facedetect. */
  face(call: Call): Answer {
    const { ImageUrl: url, CheckerVersion: version } = readPayload(FACE_BODY, call)
    return this.#start('face', url, version)
  }

  /** getfacedetectstate. */
  faced(call: Call): Answer {
    const check = this.#find(call, 'face')
    const box = { X: 0.3, Y: 0.15, Width: 0.4, Height: 0.4 }
    const findings = check.version === 1
      ? { Faces: [{ Box: box, Rotation: 0, Score: 0.99 }] }
      : { IsPassDetect: true, Faces: [{ Box: box, AreaRatio: 0.16, FaceRadio: 0, FeatureRadio: 0, Yaw: 1.5, Pitch: -0.5, MaxCrop: { X: 0, Y: 0, Width: 1, Height: 1 }, MinCrop: box }] }
    return success(stateOf(this.#taskId(call), check, findings))
  }

  #start(kind: Check['kind'], url: string, version = 1): Answer {
    const id = newId()
    const check: Check = { kind, url, version, over: false, passed: false, audioId: '' }
    this.#checks.set(id, check)
    const oldest = this.#checks.keys().next()
    if (this.#checks.size > MOST_CHECKS && !oldest.done) this.#checks.delete(oldest.value)
    this.#context.pace.after(WORK, () => {
      check.over = true
      check.passed = !isMarked(url) && this.#context.cos.isThere(url)
      if (!check.passed || kind !== 'quality') return
      check.audioId = newId()
      this.#audioIds.add(check.audioId)
    })
    return success({ TaskId: id })
  }

  #taskId(call: Call): string {
    return readPayload(TASK_BODY, call).TaskId
  }

  #find(call: Call, kind: Check['kind']): Check {
    const check = this.#checks.get(this.#taskId(call))
    if (check?.kind !== kind) throw refusal(CODES.noRecord, 'TaskId: there is no check of this id')
    return check
  }
}

/** The states of a check of sound or face as third-party code has them. */
function stateOf(id: string, check: Check, findings: object): object {
  if (!check.over) return { TaskId: id, TaskState: 'PROCESSING' }
  return check.passed ? { TaskId: id, TaskState: 'SUCCESS', ...findings } : { TaskId: id, TaskState: 'FAILED', ErrorCode: 100002, ErrorMsg: `The ${extensionOf(check.url)} file does not pass.` }
}

/** The name of the file without its extension. */
function fileName(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  return last.replace(/\.[^.]*$/, '')
}
