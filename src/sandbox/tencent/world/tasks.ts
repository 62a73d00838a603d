import type { Random } from '../../random.js'
import type { Cos } from '../cos.js'
import { makeDemos } from '../customization/output.js'
import { isVoice, splitState, type CustomTask, type MakeType, type TaskState } from '../customization/task.js'
import type { StoredImage } from './images.js'
import type { StoredTimbre } from './timbres.js'

const HOUR_MS = 3600 * 1000

const ROWS: readonly (readonly [name: string, type: MakeType, sex: CustomTask['sex'], state: TaskState])[] = [
  ['苏念安', 'IMAGE', 'FEMALE', 'END:SUCCESS'],
  ['林小满', 'IMAGE_GENERAL', 'FEMALE', 'CONFIRM:WAIT_PROCESS'],
  ['Marco_Bianchi', 'IMAGE_4K', 'MALE', 'AUDIT:PROCESSING'],
  ['光线不足的视频', 'IMAGE', 'MALE', 'AUDIT:FAIL'],
  ['苏念安的声音', 'VOICE', 'FEMALE', 'END:SUCCESS'],
  ['Daniel_Brooks_photo', 'IMAGE_PHOTO', 'MALE', 'TRAIN:PROCESSING'],
]

/** The six customizations of the world; they stay as they are until somebody does something. One has been trained twice. */
export function createTasks(random: Random, images: readonly StoredImage[], timbres: readonly StoredTimbre[], cos: Cos, now: number): CustomTask[] {
  return ROWS.map(([anchorName, makeType, sex, state]) => {
    const createdAt = now - random.integer(24, 2000) * HOUR_MS
    const task: CustomTask = {
      id: random.hex(32), createdAt, makeType, anchorName, sex, state, trainedAt: createdAt + 6 * HOUR_MS, demos: [], record: [], rejectReason: '',
      failMessage: splitState(state).status === 'FAIL' ? 'The light changes during the video. Please record it again.' : '',
      made: {},
    }
    if (state === 'END:SUCCESS') task.made = isVoice(makeType) ? { timbre: timbres.find(({ name }) => name === anchorName)?.id } : { image: images.find((image) => image.anchorName === anchorName)?.id }
    if (state === 'CONFIRM:WAIT_PROCESS') {
      task.record.push({ trainedAt: createdAt + 2 * HOUR_MS, demos: makeDemos({ cos }, task) })
      task.demos = makeDemos({ cos }, task)
    }
    return task
  })
}
