import { z } from 'zod'
import type { Call } from '../call.js'
import { readInput } from './body.js'
import { ERRORS, refusal } from './errors.js'
import { checkVideoScript } from './script.js'

/** What tasks make. */
export type TaskKind = 'avatar' | 'video' | 'voice' | 'faceSwap'

const AVATAR = z.looseObject({
  assetScale: z.number().min(0.1).max(3).optional(),
  assetStart: z.number().min(0).optional(),
  assetEnd: z.number().min(0).optional(),
  greenParamsSpillByalpha: z.number().min(0.3).max(0.7).optional(),
  greenParamsBlurKs: z.int().min(1).refine((size) => size % 2 === 1, 'expected an odd number').optional(),
}).refine(({ assetStart: start, assetEnd: end }) => (start === undefined) === (end === undefined) && (start === undefined || end === undefined || end > start), 'assetStart and assetEnd: expected both, the end after the start')

/** A kind of tasks: the check of a request, and the error that says that too many wait or run. */
interface Kind {
  check: (call: Call) => void
  busy: typeof ERRORS.concurrentTasks | typeof ERRORS.concurrentVoices
  /** Which number of the account's models it counts against, and how that is refused. */
  quota?: { model: 'avatar' | 'voice'; error: typeof ERRORS.avatarQuota | typeof ERRORS.voiceQuota }
}

/** Only the rules that the codes state; which fields there are beside them is not published, but for the face swap (page 11). */
export const TASK_KINDS: Readonly<Record<TaskKind, Kind>> = {
  avatar: {
    check: (call) => {
      const parsed = AVATAR.safeParse(readInput(z.looseObject({}), call))
      if (!parsed.success) throw refusal(ERRORS.avatarRules, z.prettifyError(parsed.error))
    },
    busy: ERRORS.concurrentTasks,
    quota: { model: 'avatar', error: ERRORS.avatarQuota },
  },
  video: {
    check: (call) => checkVideoScript(readInput(z.looseObject({ param: z.string() }), call).param),
    busy: ERRORS.concurrentTasks,
  },
  voice: {
    check: (call) => void readInput(z.looseObject({}), call),
    busy: ERRORS.concurrentVoices,
    quota: { model: 'voice', error: ERRORS.voiceQuota },
  },
  faceSwap: {
    check: (call) => void readInput(z.looseObject({ facePhotoUrl: z.url(), videoUrl: z.url(), materialName: z.string().min(1) }), call),
    busy: ERRORS.concurrentTasks,
  },
}
