import { newId } from '../../ids.js'
import { StoredAsset, type AssetFile } from '../assets/asset.js'
import type { Context } from '../context.js'
import { CREDENTIALS } from '../credentials.js'
import { tone } from '../../tone.js'
import type { VoiceJob } from './job.js'

/** Puts the trained voice into the asset library, with a sample to listen to. Returns its id. */
export function voiceAsset({ world, media, options }: Context, job: VoiceJob): string {
  const [assetId, now] = [newId(), options.now()]
  const sample = tone(job.sex === 'FEMALE' ? 440 : 220, 500)
  const file = (category: string, type: string, size: number): AssetFile => {
    const id = newId()
    return { id, category, type, size, name: `${job.name}.${type}`, state: 'CREATED', path: `${assetId}/${id}.${type}` }
  }
  const [main, wav] = [file('MAIN', 'zip', 12_000_000), file('SAMPLE', 'wav', sample.length)]
  media.keep(wav.path, { bytes: sample, type: 'audio/wav' })
  world.library.add(new StoredAsset(
    { id: assetId, type: 'VOICE_MODEL', source: 'CUSTOMIZATION', projectId: CREDENTIALS.projectId, appUserId: job.appUserId, createdAt: now },
    {
      name: job.name, description: job.description ?? '', state: 'ACTIVED', tags: job.tag === undefined ? [] : [job.tag], order: 0, role: null, properties: [],
      meta: {
        voice_model_meta: {
          order: 1, model_type: 'CLONE', sex: job.sex, language: job.language, speed_ratio: 1, volume_ratio: 1, is_realtime_voice: true,
          voice_capability: { is_support_phoneme: true, is_support_break_time: true, is_support_speed: true, is_support_ssml_sub: true },
        },
      },
      files: [main, wav],
    },
    now,
    media,
  ))
  return assetId
}
