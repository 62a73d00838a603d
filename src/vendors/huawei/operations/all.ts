import type { Operation } from '../../operation.js'
import { operations } from '../operations.js'
import { assetOperations, fileOperations } from './assets.js'
import { liveRoomOperations } from './live-rooms.js'
import { liveSessionOperations } from './live-sessions.js'
import { productOperations } from './products.js'
import { scriptOperations } from './scripts.js'
import { speechOperations } from './speech.js'
import { avatarTrainingOperations, voiceTrainingOperations } from './training.js'
import { videoOperations } from './videos.js'

/** Every operation of Huawei's that this source can call, in the order of the document. */
export const HUAWEI_OPERATIONS: readonly Operation[] = [
  operations,
  assetOperations,
  fileOperations,
  scriptOperations,
  videoOperations,
  liveRoomOperations,
  liveSessionOperations,
  productOperations,
  avatarTrainingOperations,
  voiceTrainingOperations,
  speechOperations,
]
  .flatMap((rows) => Object.values<Operation>(rows))
  .sort((a, b) => a.section.localeCompare(b.section, 'en', { numeric: true }))
