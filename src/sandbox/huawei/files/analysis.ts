import type { StoredAsset } from '../assets/asset.js'
import type { Context } from '../context.js'
import { newId } from '../../ids.js'
import { measureImage, measureWav } from '../media/measure.js'

/** Milliseconds at speed 1. */
const TRANSCODING = 1000
const PPT_PAGES = 3

type Analyst = (context: Context, asset: StoredAsset, bytes: Buffer) => void

/** What is found out about a main file, by type of asset; the others are left alone. */
const ANALYSTS: Record<string, Analyst> = {
  IMAGE: (context, asset, bytes) => {
    const found = measureImage(bytes)
    merge(context, asset, 'image_meta', found ? { ...found, size: bytes.length, mode: modeOf(found) } : { error_info: { error_code: 'MSS.10010015', error_msg: 'Incorrect file type.' } })
  },
  MUSIC: measureSound,
  AUDIO: measureSound,
  VIDEO: (context, asset) => {
    const size = { width: 1920, height: 1080 }
    merge(context, asset, 'video_meta', { ...size, video_codec: 'h264', frame_rate: '25', video_bit_rate: 4000, duration: 30, audio_codec: 'aac', audio_bit_rate: 128, audio_channels: 2, sample: 48_000, mode: modeOf(size), video_transcoding_status: 'WAITING' })
    walk(context, asset, 'video_meta', 'video_transcoding_status', ['TRANSCODING', 'SUCCEEDED'])
  },
  PPT: (context, asset) => {
    if (asset.meta['ppt_meta']?.['auto_analysis'] === false) return
    merge(context, asset, 'ppt_meta', { auto_analysis: true, ppt_analysis_status: 'WAITING' })
    walk(context, asset, 'ppt_meta', 'ppt_analysis_status', ['CONVERTING', 'SUCCEEDED'], () => drawPages(context, asset))
  },
}

/** Extracts the metadata of a main file that has just arrived (sections 4.2.3 and 4.1.1, tables 4-12 to 4-22); what takes time goes on at the simulator's speed. */
export function analyse(context: Context, asset: StoredAsset, bytes: Buffer | undefined): void {
  if (bytes) ANALYSTS[asset.type]?.(context, asset, bytes)
}

function measureSound(context: Context, asset: StoredAsset, bytes: Buffer): void {
  const found = measureWav(bytes)
  merge(context, asset, 'audio_meta', found
    ? { duration: found.duration, audio_codec: 'pcm', audio_bit_rate: found.bitRate, audio_channels: found.channels, sample: found.sample }
    : { duration: Math.max(1, Math.round(bytes.length / 16_000)), audio_codec: 'mp3', audio_bit_rate: 128, audio_channels: 2, sample: 44_100 })
}

function walk(context: Context, asset: StoredAsset, kind: string, field: string, [next, ...rest]: readonly string[], before?: () => void): void {
  if (next === undefined) return
  context.pace.after(TRANSCODING, () => {
    if (rest.length === 0) before?.()
    merge(context, asset, kind, { [field]: next })
    walk(context, asset, kind, field, rest, before)
  })
}

function drawPages({ world, media, options }: Context, asset: StoredAsset): void {
  const pages = Array.from({ length: PPT_PAGES }, (_, index) => {
    const id = newId()
    const path = `${asset.id}/${id}.svg`
    media.put(path, { motif: 'slides', caption: `${asset.name} ${index + 1}`, hue: 30 * index })
    world.library.putFile(asset, { id, path, name: `page-${index + 1}.svg`, size: 1500, type: 'svg', category: 'PAGE', state: 'CREATED' }, options.now())
    return { page_no: index + 1, file_id: id, page_content: `${asset.name} ${index + 1}` }
  })
  merge({ options }, asset, 'ppt_meta', { page_count: pages.length, pages })
}

function merge({ options }: Pick<Context, 'options'>, asset: StoredAsset, kind: string, found: Record<string, unknown>): void {
  asset.change({ meta: { ...asset.meta, [kind]: { ...asset.meta[kind], ...found } } }, options.now())
}

function modeOf({ width, height }: { width: number; height: number }): string {
  return width > height ? 'Horizontal' : 'Vertical'
}
