import { Arg, Ctx, Field, ID, InputType, Int, Query, Resolver } from 'type-graphql'
import type { AssetDetails, AssetKind as Kind, AssetState as State } from '../../domain/assets.js'
import { decodeIdOf } from '../../domain/ids.js'
import { AccountFilter, connectionOf, list, withoutNulls, type Connection } from '../connection.js'
import { abilityOf, type GraphContext } from '../context.js'
import { graphEnum } from '../enums.js'
import { DateTime } from '../scalars.js'
import { Asset } from './asset.js'
import { AssetKind, AssetState } from './asset-words.js'

const AssetSource = graphEnum('AssetSource', "Whose assets are listed.", {
  OWN: "The account's own.",
  SYSTEM: "Those of the vendor's library.",
  ALL: 'Both.',
})

/** What narrows `assets`. */
@InputType({ description: 'What narrows a list of assets; everything given must hold.' })
export class AssetFilter extends AccountFilter {
  @Field(() => [AssetKind], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: Kind[] | null

  @Field(() => [AssetState], { nullable: true, description: 'In one of these states.' })
  statuses?: State[] | null

  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  search?: string | null

  @Field(() => String, { nullable: true, description: 'Part of a tag.' })
  tag?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Created at or after this instant.' })
  createdAfter?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Created at or before this instant.' })
  createdBefore?: Date | null

  @Field(() => AssetSource, { nullable: true, description: "Whose assets: the account's own when nothing is said." })
  source?: 'OWN' | 'SYSTEM' | 'ALL' | null
}

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
    const { kinds, statuses, search, tag, createdAfter, createdBefore, source } = filter ?? {}
    const narrowed = withoutNulls({ kinds, states: statuses, search, tag, createdAfter, createdBefore, source })
    return list<AssetDetails, Asset>(context, { first, after, filter }, {
      ability: 'catalogue',
      fetch: (account, page) => abilityOf(account, 'catalogue').list(narrowed, page, context.call),
      createdAt: (asset) => asset.createdAt,
      show: (account, asset) => new Asset(account.slug, asset.nativeId, asset),
    })
  }
}

/** An asset that was asked for by its id: its summary is fetched, so that a missing one is told at once. */
export async function existingAsset(ref: { account: string; key: string }, context: GraphContext): Promise<Asset> {
  const asset = new Asset(ref.account, ref.key)
  await asset.summary(context)
  return asset
}
