import type { Random } from '../../random.js'
import type { StoredAsset } from '../assets/asset.js'
import { lengthOf, type VideoJob } from '../videos/job.js'
import type { StoredScript } from './scripts.js'
import { WORLD_DATE } from './times.js'

const STATES: readonly VideoJob['state'][] = ['SUCCEED', 'SUCCEED', 'FAILED', 'SUCCEED', 'WAITING', 'SUCCEED', 'PROCESSING', 'CANCELED', 'SUCCEED', 'BLOCK', 'FAILED', 'SUCCEED']
const ERRORS = [
  { error_code: 'MSS.20010007', error_msg: 'text include sensitive word' },
  { error_code: 'MSS.42000002', error_msg: 'TTSC task failed' },
]

/** The twelve video tasks of the world, in all states; those that are not over stay as they are. */
export function createVideos(random: Random, scripts: readonly StoredScript[], assets: readonly StoredAsset[]): VideoJob[] {
  const outputs = random.shuffle(assets.filter((asset) => asset.type === 'VIDEO' && asset.source === 'CUSTOMIZATION' && asset.state === 'ACTIVED'))
  return STATES.map((state, index) => {
    const script = random.pick(scripts)
    const output = state === 'SUCCEED' ? outputs[index] : undefined
    const createdAt = output?.createdAt ?? WORLD_DATE - random.integer(1, 300) * 86_400_000
    const startedAt = state === 'WAITING' || state === 'CANCELED' ? undefined : createdAt + random.integer(2, 90) * 1000
    const endedAt = state === 'WAITING' || state === 'PROCESSING' ? undefined : createdAt + random.integer(120, 900) * 1000
    const length = lengthOf(script.body)
    return {
      id: random.hex(32), state, createdAt, startedAt, endedAt,
      type: index % 6 === 5 ? 'DIGITAL_HUMAN_PHOTO_VIDEO' : '2D_DIGITAL_HUMAN_VIDEO',
      updatedAt: endedAt ?? startedAt ?? createdAt,
      scriptId: script.id,
      script: script.body,
      outputName: output?.name ?? script.body.script_name ?? '',
      ...(output ? { assetId: output.id, cover: output.file('COVER')?.path, duration: length } : {}),
      ...(state === 'FAILED' ? { error: ERRORS[index % 2] } : {}),
      ...(state === 'BLOCK' ? { error: { error_code: 'MSS.20010006', error_msg: 'moderation error' } } : {}),
    }
  })
}
