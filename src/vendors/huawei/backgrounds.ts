import type { CallContext } from '../../domain/port.js'
import type { Background } from '../../domain/production.js'
import type { VendorClient } from '../client.js'
import { url } from './mapping/words.js'
import { operations } from './operations.js'

/**
 * A picture behind the avatar must come with its address (BackgroundConfigInfo `background_config`), which is to be taken
 * from the asset library: this finds the addresses of pictures that were given by their asset alone, each once (4.1.5).
 * An asset without an address passes as it is. Throws what the lookup throws, before anything is created.
 */
export async function addressFinder({ call }: Pick<VendorClient, 'call'>, backgrounds: readonly Background[], context: CallContext): Promise<(background: Background) => Background> {
  const ids = [...new Set(backgrounds.filter(lacksAddress).flatMap(({ asset }) => asset ?? []))]
  const found = new Map(
    await Promise.all(
      ids.map(async (id) => {
        const { files } = await call(operations.showAsset, { params: { asset_id: id } }, context)
        return [id, url(files?.find((file) => file.asset_file_category === 'MAIN')?.download_url)] as const
      }),
    ),
  )
  return (background) => (lacksAddress(background) ? { ...background, url: found.get(background.asset ?? '') ?? null } : background)
}

const lacksAddress = ({ kind, asset, url: address }: Background) => kind === 'IMAGE' && asset !== null && address === null
