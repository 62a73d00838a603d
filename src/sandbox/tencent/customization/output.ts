import { MP4 } from '../../film.js'
import { newId } from '../../ids.js'
import { tone } from '../../tone.js'
import type { Context } from '../context.js'
import { drawImage, type StoredImage } from '../world/images.js'
import { recordSample, sampleName, type StoredTimbre } from '../world/timbres.js'
import { isVoice, type CustomTask } from './task.js'

const YEAR_MS = 365 * 24 * 3600 * 1000
const DEMOS = 2

/** Makes the demos of a training: videos of an avatar, sounds of a voice. Returns their names in the store. */
export function makeDemos({ cos }: Pick<Context, 'cos'>, task: CustomTask): string[] {
  return Array.from({ length: DEMOS }, (_, index) => {
    const round = `${task.id}/${task.record.length + 1}-${index + 1}`
    const name = isVoice(task.makeType) ? `demo/${round}.wav` : `demo/${round}.mp4`
    cos.keep(name, isVoice(task.makeType) ? { bytes: tone(180 + 40 * index, 500), type: 'audio/wav' } : { bytes: MP4, type: 'video/mp4' })
    return name
  })
}

/** Puts what a task made into the account's assets. */
export function makeAssets(context: Context, task: CustomTask): CustomTask['made'] {
  const withVoice = isVoice(task.makeType) || task.body?.TimbreInfo?.IsWithTimbre === true
  return { ...(isVoice(task.makeType) ? {} : { image: makeImage(context, task) }), ...(withVoice ? { timbre: makeTimbre(context, task) } : {}) }
}

/** AssetInfo of what a task became; its names are those of third-party code. */
export function assetInfos({ world, cos }: Context, { makeType, made }: CustomTask): object[] {
  const image = world.images.byId.get(made.image ?? '')
  const timbre = world.timbres.byId.get(made.timbre ?? '')
  return [
    ...(image ? [{
      MakeType: makeType, VirtualmanTypeCode: image.type, VirtualmanKey: image.id, VirtualmanResourceId: image.resourceId,
      Resolution: image.resolution, OriginZoom: image.zoom.toFixed(3),
    }] : []),
    ...(timbre ? [{ MakeType: makeType, TimbreKey: timbre.id, TimbreSample: cos.url(sampleName(timbre)) }] : []),
  ]
}

function makeImage({ world, cos, options }: Context, task: CustomTask): string {
  const now = options.now()
  const image: StoredImage = {
    id: newId(), createdAt: now, personal: true, anchorName: task.anchorName, anchorCode: newId().slice(0, 12), type: 'real_man_2d', resourceId: 1 + world.images.all.length,
    clothes: '默认服装', pose: '默认姿态', resolution: task.makeType === 'IMAGE_4K' ? '2160x3840' : '1080x1920', zoom: 1, expiresAt: now + YEAR_MS, usedMs: 0, videos: 0,
  }
  world.images.add(image)
  drawImage(cos, image, 200)
  return image.id
}

function makeTimbre({ world, cos, options }: Context, task: CustomTask): string {
  const now = options.now()
  const timbre: StoredTimbre = {
    id: newId(), createdAt: now, name: task.anchorName, description: task.body?.Notes ?? '', gender: task.sex === 'MALE' ? 'male' : 'female', purchase: 'Custom',
    type: task.makeType === 'ZERO_SHOT_VOICE' ? 'SampleFast' : 'SampleBasic', languages: [task.body?.ZeroshortLang ?? 'chi'], emotions: [], expiresAt: now + YEAR_MS, usedMs: 0, sounds: 0,
  }
  world.timbres.add(timbre)
  recordSample(cos, timbre)
  return timbre.id
}
