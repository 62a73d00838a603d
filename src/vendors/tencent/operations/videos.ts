import type { Operation } from '../../operation.js'
import { wireTask } from '../wire.js'
import { wireProgress } from '../wire-videos.js'
import { reusable, row } from './row.js'

const PATH = '/v2/ivh/videomaker/broadcastservice'

/** The operations over videos and speech; sections are pages of product 1211. */
export const videoOperations = {
  videomake: row(`${PATH}/videomake`, '1211/62087', 'CREATE', wireTask),
  videomakeadvanced: row(`${PATH}/videomakeadvanced`, '1211/62089', 'CREATE', wireTask),
  videomakenotrain: row(`${PATH}/videomakenotrain`, '1211/73472', 'CREATE', wireTask),
  phototovideonotrain: row(`${PATH}/phototovideonotrain`, '1211/73473', 'CREATE', wireTask),
  tts: row(`${PATH}/tts`, '1211/62086', 'CREATE', wireTask),
  getprogress: reusable(row(`${PATH}/getprogress`, '1211/62088', 'READ', wireProgress)),
} as const satisfies Record<string, Operation>
