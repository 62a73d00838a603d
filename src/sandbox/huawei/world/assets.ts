import type { Random } from '../../random.js'
import { StoredAsset, type AssetFile } from '../assets/asset.js'
import { CREDENTIALS, SYSTEM_PROJECT } from '../credentials.js'
import type { Media } from '../media.js'
import { SHELVES, type Shelf } from './catalogue.js'
import { extraMeta } from './extra-meta.js'
import { WORLD_DATE } from './times.js'

const TWO_YEARS_S = 2 * 365 * 24 * 3600

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
  const meta = extraMeta(shelf.type, random) as Record<string, Record<string, unknown>> | undefined
  const properties = systemProperties(shelf.type, random)
  const updatedAt = Math.min(WORLD_DATE, createdAt + random.integer(0, 30 * 86400) * 1000)
  const files = state === 'CREATING' ? [] : assetFiles(shelf, id, name, state, random)
  const hue = random.integer(0, 359)
  for (const file of files) if (file.type === 'svg') media.put(file.path, { motif: shelf.motif, caption: name, hue })
  const thumbnail = `${id}/thumbnail.svg`
  media.put(thumbnail, { motif: shelf.motif, caption: name, hue })
  return new StoredAsset(
    {
      id, source, createdAt, thumbnail,
      type: shelf.type,
      projectId: source === 'SYSTEM' ? SYSTEM_PROJECT : CREDENTIALS.projectId,
      movable: shelf.type === 'HUMAN_MODEL' && random.chance(0.5),
    },
    {
      name, state, tags, properties, files,
      description: `${name}（${tags.join('、')}）`,
      meta: meta ?? {},
      order: order % 100,
      role: source === 'CUSTOMIZATION' && random.chance(0.12) ? random.pick(['SHARER', 'SHAREE'] as const) : null,
      ...(state === 'FAILED' ? { failType: 'AUTOMATIC_REVIEW_REJECT', reason: 'The content did not pass the automatic review.' } : {}),
      ...(state === 'BLOCK' ? { reason: 'Frozen by the administrator.' } : {}),
    },
    updatedAt,
    media,
  )
}

function assetFiles(shelf: Shelf, id: string, name: string, state: string, random: Random): AssetFile[] {
  const file = (category: string, fileName: string, type: string, size: number): AssetFile => {
    const fileId = random.hex(32)
    return {
      id: fileId, category, type, size,
      name: fileName,
      path: `${id}/${fileId}.${type}`,
      md5: Buffer.from(random.hex(32), 'hex').toString('base64'),
      state: state === 'FAILED' ? 'FAILED' : state === 'BLOCK' ? 'BLOCK' : 'CREATED',
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
