import type { Random } from '../../random.js'
import type { StoredAsset } from '../assets/asset.js'
import type { AssetItem, TextItem } from '../products/request.js'
import { PARAGRAPHS, THEMES } from './themes.js'
import { WORLD_DATE } from './times.js'

/** A product that live rooms talk about (section 6.3). */
export interface StoredProduct {
  readonly id: string
  name: string
  description: string
  tags: string[]
  coverAssetId?: string
  texts: TextItem[]
  assets: AssetItem[]
  state: 'ACTIVED' | 'UNACTIVED' | 'BLOCK' | 'DELETED'
  readonly createdAt: number
  updatedAt: number
}

const STATES: readonly StoredProduct['state'][] = ['ACTIVED', 'ACTIVED', 'ACTIVED', 'UNACTIVED', 'ACTIVED', 'ACTIVED', 'BLOCK', 'ACTIVED', 'UNACTIVED', 'ACTIVED']

/** The ten products of the world, of things that its rooms sell. */
export function createProducts(random: Random, assets: readonly StoredAsset[]): StoredProduct[] {
  const pictures = assets.filter((asset) => (asset.type === 'IMAGE' || asset.type === 'VIDEO') && asset.source === 'CUSTOMIZATION' && asset.state === 'ACTIVED')
  return STATES.map((state, index) => {
    const theme = THEMES[index] ?? random.pick(THEMES)
    const name = random.pick(theme.products)
    const linked = random.sample(pictures, random.integer(1, 3))
    const createdAt = WORLD_DATE - random.integer(2, 400) * 86_400_000
    return {
      id: random.hex(32), name, state, createdAt,
      updatedAt: createdAt + 3_600_000,
      description: theme.description,
      tags: [theme.language === 'zh' ? '直播' : 'live'],
      coverAssetId: linked.find((asset) => asset.type === 'IMAGE')?.id,
      texts: PARAGRAPHS[theme.language].product.slice(0, 2).map(([title, text]) => ({ title, text: text.replaceAll('{product}', name) })),
      assets: linked.map((asset, order) => ({ asset_id: asset.id, asset_type: asset.type as 'IMAGE' | 'VIDEO', order: order + 1 })),
    }
  })
}
