import type { Operation } from '../../operation.js'
import { wireTask } from '../wire.js'
import { wireProgress } from '../wire-videos.js'

const CREATES = { method: 'POST', retry: 'CREATE', success: 200, answer: wireTask } as const
const PATH = '/v2/ivh/videomaker/broadcastservice'

/** The operations over videos and speech; sections are pages of product 1211. No rate is documented. */
export const videoOperations = {
  videomake: { ...CREATES, name: 'videomake', section: '1211/62087', path: `${PATH}/videomake` },
  videomakeadvanced: { ...CREATES, name: 'videomakeadvanced', section: '1211/62089', path: `${PATH}/videomakeadvanced` },
  videomakenotrain: { ...CREATES, name: 'videomakenotrain', section: '1211/73472', path: `${PATH}/videomakenotrain` },
  phototovideonotrain: { ...CREATES, name: 'phototovideonotrain', section: '1211/73473', path: `${PATH}/phototovideonotrain` },
  tts: { ...CREATES, name: 'tts', section: '1211/62086', path: `${PATH}/tts` },
  getprogress: { name: 'broadcastservice/getprogress', section: '1211/62088', method: 'POST', path: `${PATH}/getprogress`, retry: 'READ', success: 200, answer: wireProgress },
} as const satisfies Record<string, Operation>
