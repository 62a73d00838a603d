import type { Random } from '../../random.js'
import { CREDENTIALS, SYSTEM_PROJECT } from '../credentials.js'
import type { Media } from '../media.js'
import { SHELVES, type Shelf } from './catalogue.js'
import { extraMeta } from './extra-meta.js'
import { vendorTime, WORLD_DATE } from './times.js'

const TWO_YEARS_S = 2 * 365 * 24 * 3600

/** What the filters of 4.1.2 look at beside the fields that are shown. */
export interface StoredAsset {
  id: string
  name: string
  type: string
  state: string
  source: 'SYSTEM' | 'CUSTOMIZATION'
  /** Who shares it, from the tenant's point of view. */
  role: 'SHARER' | 'SHAREE' | null
  movable: boolean
  createdAt: number
  tags: readonly string[]
  meta: Record<string, Record<string, unknown>>
  properties: readonly { key: string; value: string }[]
  /** The asset as 4.1.2 and 4.1.5 show it (DigitalAssetInfo); `download_url`s are those of the moment. */
  info: () => Record<string, unknown>
  /** The same as bytes of JSON, kept ready because lists of many assets are asked for often. */
  infoJson: () => Buffer
  /** The asset as 4.1.8 shows it (DigitalAssetSummary: five fields, no state). */
  summary: () => Record<string, unknown>
}

/** Asset states of which the world holds two each; all others are ACTIVED. */
const RARE_STATES = ['CREATING', 'FAILED', 'UNACTIVED', 'DELETING', 'DELETED', 'BLOCK'] as const
/** Room scripts need many usable assets of these types. */
const ALWAYS_ACTIVE = new Set(['HUMAN_MODEL_2D', 'VOICE_MODEL'])

/** The asset library, oldest first; the same for the same seed. */
export function createAssets(random: Random, media: Media): StoredAsset[] {
  const drafts = SHELVES.flatMap((shelf) => Array.from({ length: shelf.system + shelf.tenant }, (_, index) => draft(shelf, index, random)))
  const eligible = drafts.filter((one) => !ALWAYS_ACTIVE.has(one.shelf.type) && one.source === 'CUSTOMIZATION')
  random.sample(eligible, 2 * RARE_STATES.length).forEach((one, index) => { one.state = RARE_STATES[index % RARE_STATES.length] ?? 'ACTIVED' })
  return drafts.sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1)).map((one, index) => stored(one, index, random, media))
}

interface Draft {
  shelf: Shelf
  id: string
  name: string
  state: string
  source: 'SYSTEM' | 'CUSTOMIZATION'
  createdAt: number
}

function draft(shelf: Shelf, index: number, random: Random): Draft {
  const stem = shelf.names[index % shelf.names.length] ?? shelf.type
  const round = Math.floor(index / shelf.names.length)
  return {
    shelf,
    id: random.hex(32),
    name: round === 0 ? stem : `${stem} #${round + 1}`,
    state: 'ACTIVED',
    source: index < shelf.system ? 'SYSTEM' : 'CUSTOMIZATION',
    createdAt: WORLD_DATE - random.integer(1, TWO_YEARS_S) * 1000,
  }
}

function stored({ shelf, id, name, state, source, createdAt }: Draft, order: number, random: Random, media: Media): StoredAsset {
  const tags = random.sample(shelf.tags, random.integer(1, 3))
  const meta = extraMeta(shelf.type, random) as StoredAsset['meta'] | undefined
  const properties = systemProperties(shelf.type, random)
  const updatedAt = Math.min(WORLD_DATE, createdAt + random.integer(0, 30 * 86400) * 1000)
  const files = state === 'CREATING' ? [] : assetFiles(shelf, id, name, state, random)
  const hue = random.integer(0, 359)
  for (const file of files) if (file.extension === 'svg') media.put(file.path, { motif: shelf.motif, caption: name, hue })
  const cover = files.find((file) => file.category === 'COVER')
  const thumbnail = `${id}/thumbnail.svg`
  if (cover) media.put(thumbnail, { motif: shelf.motif, caption: name, hue })
  const fixed = {
    project_id: source === 'SYSTEM' ? SYSTEM_PROJECT : CREDENTIALS.projectId,
    asset_id: id,
    asset_name: name,
    asset_description: `${name}（${tags.join('、')}）`,
    create_time: vendorTime(createdAt),
    update_time: vendorTime(updatedAt),
    asset_type: shelf.type,
    asset_state: state,
    ...(state === 'FAILED' ? { fail_type: 'AUTOMATIC_REVIEW_REJECT', reason: 'The content did not pass the automatic review.' } : {}),
    ...(state === 'BLOCK' ? { reason: 'Frozen by the administrator.' } : {}),
    tags,
    ...(meta ? { asset_extra_meta: meta } : {}),
    system_properties: properties,
    asset_order: order % 100,
  }
  const info = (): Record<string, unknown> => ({ ...fixed, files: files.map((file) => ({ ...file.shown, download_url: media.url(file.path) })) })
  return {
    id, name, state, source, createdAt, tags, properties,
    type: shelf.type,
    role: source === 'CUSTOMIZATION' && random.chance(0.12) ? random.pick(['SHARER', 'SHAREE'] as const) : null,
    movable: shelf.type === 'HUMAN_MODEL' && random.chance(0.5),
    meta: meta ?? {},
    info,
    infoJson: media.kept(() => Buffer.from(JSON.stringify(info()))),
    summary: media.kept(() => ({
      asset_id: id,
      asset_name: name,
      asset_type: shelf.type,
      ...(cover ? { cover_url: media.url(cover.path), thumbnail_url: media.url(thumbnail) } : {}),
    })),
  }
}

interface StoredFile {
  path: string
  category: string
  extension: string
  shown: Record<string, unknown>
}

function assetFiles(shelf: Shelf, id: string, name: string, state: string, random: Random): StoredFile[] {
  const file = (category: string, fileName: string, extension: string, size: number): StoredFile => {
    const fileId = random.hex(32)
    return {
      path: `${id}/${fileId}.${extension}`,
      category,
      extension,
      shown: {
        file_id: fileId, file_name: fileName, file_md5: Buffer.from(random.hex(32), 'hex').toString('base64'), file_size: size,
        file_type: extension, asset_file_category: category, state: state === 'FAILED' ? 'FAILED' : state === 'BLOCK' ? 'BLOCK' : 'CREATED',
      },
    }
  }
  const files = [file('MAIN', `${name}.${shelf.extension}`, shelf.extension, random.integer(...shelf.size))]
  if (shelf.cover) files.push(file('COVER', 'cover.svg', 'svg', random.integer(900, 2400)))
  if (shelf.type === 'VOICE_MODEL') files.push(file('SAMPLE', 'sample.wav', 'wav', random.integer(90_000, 600_000)))
  return files
}

function systemProperties(type: string, random: Random): { key: string; value: string }[] {
  if (type === 'IMAGE') return random.chance(0.6) ? [{ key: 'BACKGROUND_IMG', value: 'Yes' }] : random.chance(0.5) ? [{ key: 'MATERIAL_IMG', value: 'Yes' }] : []
  if (type === 'VIDEO') return random.chance(0.4) ? [{ key: 'MATERIAL_VIDEO', value: 'Yes' }] : []
  if (type === 'HUMAN_MODEL' || type === 'ANIMATION') return [{ key: 'STYLE_ID', value: 'system_female_001' }, { key: 'RENDER_ENGINE', value: random.pick(['UE', 'MetaEngine']) }]
  return []
}
