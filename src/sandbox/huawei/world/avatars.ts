import type { Random } from '../../random.js'
import type { StoredAsset } from '../assets/asset.js'
import { filePath, USER_FILES, type AvatarJob } from '../avatars/job.js'
import { AVATAR_LOGS, type AvatarState } from '../avatars/states.js'
import type { Media } from '../media.js'
import { vendorTime, WORLD_DATE } from './times.js'

/** Each task's state, and those that it came through. */
const STATES: readonly (readonly AvatarState[])[] = [
  ['WAIT_FILE_UPLOAD'],
  ['WAIT_FILE_UPLOAD', 'AUTO_VERIFYING', 'AUTO_VERIFY_FAILED'],
  ['WAIT_FILE_UPLOAD', 'AUTO_VERIFYING', 'MANUAL_VERIFYING'],
  ['WAIT_FILE_UPLOAD', 'AUTO_VERIFYING', 'MANUAL_VERIFYING', 'MANUAL_VERIFY_FAILED'],
  ['WAIT_FILE_UPLOAD', 'AUTO_VERIFYING', 'MANUAL_VERIFYING', 'MANUAL_VERIFY_SUCCESS', 'TRAINING_DATA_PREPROCESSING', 'TRAINING_DATA_PREPROCESS_SUCCESS', 'TRAINING'],
  ['WAIT_FILE_UPLOAD', 'AUTO_VERIFYING', 'MANUAL_VERIFYING', 'MANUAL_VERIFY_SUCCESS', 'TRAINING', 'TRAIN_SUCCESS', 'INFERENCE_DATA_PREPROCESSING', 'JOB_SUCCESS', 'WAIT_USER_CONFIRM'],
  ['WAIT_FILE_UPLOAD', 'AUTO_VERIFYING', 'MANUAL_VERIFYING', 'MANUAL_VERIFY_SUCCESS', 'TRAINING', 'TRAIN_SUCCESS', 'INFERENCE_DATA_PREPROCESSING', 'INFERENCE_DATA_PREPROCESS_FAILED'],
  ['WAIT_FILE_UPLOAD', 'AUTO_VERIFYING', 'MANUAL_VERIFYING', 'MANUAL_VERIFY_SUCCESS', 'TRAINING', 'TRAIN_SUCCESS', 'INFERENCE_DATA_PREPROCESSING', 'JOB_SUCCESS', 'WAIT_USER_CONFIRM', 'JOB_FINISH'],
]
const NAMES = ['沈听澜', 'Marcus Hale', '林晚舟', 'Priya Nair', '顾北辰', 'Elena Petrova', '许清如', 'Thomas Weber'] as const

/** The eight avatar trainings of the world, each in a state of its own; they stay as they are until somebody does something. */
export function createAvatars(random: Random, assets: readonly StoredAsset[], media: Media): AvatarJob[] {
  const own = assets.filter((asset) => asset.type === 'HUMAN_MODEL_2D' && asset.source === 'CUSTOMIZATION')
  return STATES.map((states, index) => {
    const state = states.at(-1) ?? 'WAIT_FILE_UPLOAD'
    const finished = state === 'JOB_FINISH' ? random.pick(own) : undefined
    const createdAt = WORLD_DATE - random.integer(1, 200) * 86_400_000
    const times = states.map((_, step) => createdAt + step * random.integer(600, 40_000) * 1000).sort((one, other) => one - other)
    const name = finished?.name ?? NAMES[index] ?? 'avatar'
    const id = random.hex(32)
    const hue = random.integer(0, 359)
    media.put(filePath({ id }, 'cover'), { motif: 'person', caption: name, hue })
    media.put(filePath({ id }, 'verifyVideo'), { motif: 'person', caption: name, hue, moving: true })
    return {
      id, name, state, createdAt,
      updatedAt: createdAt + random.integer(1, 48) * 3_600_000,
      contact: `1380000${String(1000 + index)}`,
      tags: index % 2 === 0 ? ['host'] : [],
      ...(index % 3 === 0 ? { batchName: `batch-${1 + index / 3}` } : {}),
      modelVersion: index % 2 === 0 ? 'V3' : 'V3.2',
      backgroundReplacement: index % 2 === 0,
      ...(finished ? { assetId: finished.id } : {}),
      given: new Set(state === 'WAIT_FILE_UPLOAD' ? [] : USER_FILES),
      logs: states.flatMap((passed, step) => {
        const log = AVATAR_LOGS[passed]
        return log ? [{ operate_time: vendorTime(times[step] ?? createdAt), log_type: log[0], operate_user: log[1] }] : []
      }),
      comments: [],
    }
  })
}
