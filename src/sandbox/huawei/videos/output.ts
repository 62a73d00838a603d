import { MP4 } from '../../film.js'
import { newId } from '../../ids.js'
import { StoredAsset, type AssetFile } from '../assets/asset.js'
import type { Context } from '../context.js'
import { CREDENTIALS } from '../credentials.js'
import { lengthOf, type VideoJob } from './job.js'

/** Puts the result of a video task into the asset library. Returns its id and the name of its cover in the object store. */
export function outputAsset({ world, media, options }: Context, job: VideoJob): { assetId: string; cover: string } {
  const [assetId, now] = [newId(), options.now()]
  const webm = job.script.video_config?.codec !== undefined && job.script.video_config.codec !== 'H264'
  const type = webm ? 'webm' : 'mp4'
  const file = (category: string, extension: string, size: number): AssetFile => {
    const id = newId()
    return { id, category, size, name: `${job.outputName}.${extension}`, type: extension, state: 'CREATED', path: `${assetId}/${id}.${extension}` }
  }
  const [main, cover] = [file('MAIN', type, MP4.length), file('COVER', 'svg', 1500)]
  media.keep(main.path, { bytes: MP4, type: `video/${type}` })
  media.put(cover.path, { motif: 'film', caption: job.outputName, hue: 210 })
  const { width = 1920, height = 1080, bitrate = 4000 } = job.script.video_config ?? {}
  world.library.add(new StoredAsset(
    { id: assetId, type: 'VIDEO', source: 'CUSTOMIZATION', projectId: CREDENTIALS.projectId, createdAt: now },
    {
      name: job.outputName, description: '', state: 'ACTIVED', tags: [], order: 0, role: null,
      meta: {
        video_meta: {
          video_codec: webm ? 'vp8' : 'h264', width, height, frame_rate: '25', video_bit_rate: bitrate, duration: Math.round(lengthOf(job.script)),
          audio_codec: 'aac', audio_bit_rate: 128, audio_channels: 2, sample: 48_000, mode: width > height ? 'Horizontal' : 'Vertical', video_transcoding_status: 'SUCCEEDED',
        },
      },
      properties: [{ key: 'CREATED_BY_PLATFORM', value: 'Yes' }],
      files: [main, cover],
    },
    now,
    media,
  ))
  return { assetId, cover: cover.path }
}
