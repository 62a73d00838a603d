import { StoredAsset, type AssetFile } from '../assets/asset.js'
import type { Context } from '../context.js'
import { CREDENTIALS } from '../credentials.js'
import { newId } from '../../ids.js'
import type { AvatarJob } from './job.js'

/** Puts the trained avatar into the asset library (model versions are spelt V3_2 there, V3.2 here). Returns its id. */
export function avatarAsset({ world, media, options }: Context, job: AvatarJob): string {
  const [assetId, now] = [newId(), options.now()]
  const file = (category: string, type: string, size: number): AssetFile => {
    const id = newId()
    return { id, category, type, size, name: `${job.name}.${type}`, state: 'CREATED', path: `${assetId}/${id}.${type}` }
  }
  const [main, cover] = [file('MAIN', 'zip', 80_000_000), file('COVER', 'svg', 1500)]
  media.put(cover.path, { motif: 'person', caption: job.name, hue: 160 })
  world.library.add(new StoredAsset(
    { id: assetId, type: 'HUMAN_MODEL_2D', source: 'CUSTOMIZATION', projectId: CREDENTIALS.projectId, appUserId: job.appUserId, createdAt: now },
    {
      name: job.name, description: '', state: 'ACTIVED', tags: job.tags, order: 0, role: null, properties: [],
      meta: { human_model_2d_meta: { is_action_editable: true, is_real_background: !job.backgroundReplacement, support_live: true, model_version: job.modelVersion.replace('.', '_'), model_resolution: '1080P', device_names: ['GPU-T4'] } },
      files: [main, cover],
    },
    now,
    media,
  ))
  return assetId
}
