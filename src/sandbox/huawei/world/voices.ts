import type { Random } from '../../random.js'
import type { StoredAsset } from '../assets/asset.js'
import type { VoiceJob } from '../voices/job.js'
import type { Edition, VoiceState } from '../voices/states.js'
import { WORLD_DATE } from './times.js'

const ROWS: readonly (readonly [name: string, edition: Edition, state: VoiceState])[] = [
  ['温柔女声·晚晴', 'BASIC', 'SUCCEED'],
  ['Calm narrator', 'MIDDLE', 'PROCESSING'],
  ['活力主播', 'BASIC', 'AUDIT_FAILED'],
  ['Audiobook voice', 'ADVANCE', 'CREATING'],
  ['新闻男声', 'MIDDLE', 'FAILED'],
  ['Customer care', 'BASIC', 'WAITING'],
]
const TAGS = ['ECOMMERCE', 'NEWS', 'MARKETING'] as const

/** The six voice trainings of the world; they stay as they are until somebody does something. */
export function createVoices(random: Random, assets: readonly StoredAsset[]): VoiceJob[] {
  const own = assets.filter((asset) => asset.type === 'VOICE_MODEL' && asset.source === 'CUSTOMIZATION')
  return ROWS.map(([name, edition, state], index) => {
    const createdAt = WORLD_DATE - random.integer(1, 150) * 86_400_000
    const finished = state === 'SUCCEED' ? random.pick(own) : undefined
    const auditedAt = createdAt + 7_200_000
    const error = { audio_name: '4.wav', text_name: '4.txt', error_message: 'audio is too long or too short!' }
    return {
      id: random.hex(32), edition, state, createdAt,
      name: finished?.name ?? name,
      createType: edition === 'BASIC' && index % 2 === 0 ? 'SEGMENT' : 'PACKAGE',
      updatedAt: createdAt + random.integer(1, 72) * 3_600_000,
      sex: index % 2 === 0 ? 'FEMALE' : 'MALE',
      language: /[a-z]/.test(name) ? 'EN' : 'CN',
      description: name,
      tag: TAGS[index % 3],
      phone: `1390000${String(2000 + index)}`,
      rejectTimes: state === 'AUDIT_FAILED' ? 1 : 0,
      ...(finished ? { assetId: finished.id } : {}),
      confirmed: new Set(state === 'CREATING' ? [] : Array.from({ length: 20 }, (_, sentence) => sentence)),
      ...(state === 'CREATING' ? {} : { audit: { time: auditedAt, errors: state === 'AUDIT_FAILED' ? [error] : [] } }),
      ...(state === 'AUDIT_FAILED' ? { adminAudit: { time: auditedAt, message: 'Please record the sentences in question again.' } } : {}),
      letterGiven: state !== 'CREATING',
    }
  })
}
