import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import type { AssetDetails } from '../../domain/assets.js'
import { decodeIdOf } from '../../domain/ids.js'
import { emptyPage } from '../../domain/page.js'
import { connectionOf, list, type Connection } from '../connection.js'
import { abilityOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { AssetFile } from './asset-file.js'
import { AssetFilter, filterAt, idsByAccount } from './asset-filter.js'
import { Asset } from './asset.js'

const AssetConnection = connectionOf(Asset, 'Asset', 'assets')

/** The queries over assets. */
@Resolver()
export class AssetQueries {
  @Query(() => Asset, { nullable: true, description: 'One asset; null with the error NOT_FOUND when its vendor does not know it.' })
  async asset(@Arg('id', () => ID, { description: 'The global id of the asset.' }) id: string, @Ctx() context: GraphContext): Promise<Asset> {
    return existingAsset(decodeIdOf('Asset', id, 'id'), context)
  }

  @Query(() => AssetConnection, { description: 'Assets of all accounts, newest first.' })
  async assets(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most; 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor to go on behind.' }) after: string | null | undefined,
    @Arg('filter', () => AssetFilter, { nullable: true, description: 'What narrows the list.' }) filter: AssetFilter | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Asset>> {
    const ids = idsByAccount(context, filter?.ids)
    return list<AssetDetails, Asset>(context, { first, after, filter }, {
      ability: 'catalogue',
      fetch: async (account, page, call) =>
        ids && !ids.has(account.slug) ? emptyPage() : abilityOf(account, 'catalogue').list(filterAt(account.slug, filter ?? {}, ids), page, call),
      createdAt: (asset) => asset.createdAt,
      show: (account, asset) => new Asset(account.slug, asset.nativeId, asset),
    })
  }
}

/** The way back from a file to its asset: here, since assets know files. */
@Resolver(() => AssetFile)
export class AssetFileFields {
  @FieldResolver(() => Asset, { description: 'The asset that it is a file of.' })
  asset(@Root() { ref, file }: AssetFile): Asset {
    return new Asset(ref.account, file.asset)
  }
}

/** An asset that was asked for by its id: its summary is fetched, so that a missing one is told at once. */
export async function existingAsset(ref: { account: string; key: string }, context: GraphContext): Promise<Asset> {
  const asset = new Asset(ref.account, ref.key)
  await asset.summary(context)
  return asset
}
