import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql'
import type { AssetActionResult as ResultData, AssetEditing } from '../../domain/asset-editing.js'
import { AvatarGraphError, badInput } from '../../domain/errors.js'
import { failureOf } from '../../domain/failure.js'
import { decodeIdOf } from '../../domain/ids.js'
import { withoutNulls } from '../connection.js'
import { abilityOf, accountFor, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { Failure } from '../failure.js'
import { payloadOf, type Payload } from '../payload.js'
import { UserError, userErrorOf, withUserErrors } from '../user-error.js'
import { nativeIdsByAccount } from './asset-filter.js'
import { ApplyAssetActionInput, assetTraits, CreateAssetInput, DeleteAssetInput, RestoreAssetInput, UpdateAssetInput } from './asset-inputs.js'
import { Asset, forgetAsset } from './asset.js'

const payload = (mutation: string, description: string) => payloadOf(mutation, 'asset', Asset, description)

const CreateAssetPayload = payload('createAsset', 'The new asset, CREATING until its main file is uploaded.')
const UpdateAssetPayload = payload('updateAsset', 'The asset, as it is now.')
const DeleteAssetPayload = payload('deleteAsset', 'The asset: in the recycle bin, or when it is gone for good, with an `id` alone that can still be read.')
const RestoreAssetPayload = payload('restoreAsset', 'The asset, out of the recycle bin.')

type AssetPayload = Payload<'asset', Asset>

/** What became of one asset of an action, in the graph. */
@ObjectType({ description: 'What became of one asset.' })
export class AssetActionResult {
  @Field(() => Asset, { description: 'The asset that it was done to.' })
  asset!: Asset

  @Field(() => Boolean, { description: 'Whether it was done.' })
  succeeded!: boolean

  @Field(() => Failure, { nullable: true, description: 'Why it was not.' })
  failure!: Failure | null
}

/** The answer of `applyAssetAction`. */
@ObjectType({ description: 'The answer of applyAssetAction.' })
export class ApplyAssetActionPayload {
  @Field(() => [AssetActionResult], { description: 'What became of each asset, in the order of the ids; empty when nothing was tried.' })
  results!: AssetActionResult[]

  @Field(() => [UserError], { description: 'What went wrong as a whole, such as an account that could not be reached; empty when every asset was tried.' })
  userErrors!: UserError[]
}

/** The commands over assets. */
@Resolver()
export class AssetMutations {
  @Mutation(() => CreateAssetPayload, { description: 'Creates an asset without content (Huawei 4.1.1).' })
  createAsset(@Arg('input', () => CreateAssetInput, { description: 'What it is, and where.' }) input: CreateAssetInput, @Ctx() context: GraphContext): Promise<AssetPayload> {
    return withUserErrors<{ asset: Asset | null }>({ asset: null }, async () => {
      const { name, kind, generateCover } = input
      const account = accountFor(context, input.account, 'assetEditing')
      const asset = { name, kind, ...withoutNulls({ generateCover }), ...assetTraits(input, account.slug) }
      return { asset: new Asset(account.slug, await abilityOf(account, 'assetEditing').create(asset, context.call)) }
    })
  }

  @Mutation(() => UpdateAssetPayload, { description: 'Changes an asset (Huawei 4.1.3).' })
  updateAsset(@Arg('input', () => UpdateAssetInput, { description: 'Which asset, and what shall be different.' }) input: UpdateAssetInput, @Ctx() context: GraphContext): Promise<AssetPayload> {
    return change(input.id, context, async (editing, id, account) => {
      const { name, kind, removeProperties, state } = input
      if (state != null && state !== 'ACTIVE' && state !== 'INACTIVE') throw badInput(`state: expected ACTIVE or INACTIVE, got ${state}, which only the vendor gives.`, { field: 'state' })
      const details = await editing.update(id, { ...withoutNulls({ name, kind, removeProperties, state }), ...assetTraits(input, account) }, context.call)
      return new Asset(account, id, details)
    })
  }

  @Mutation(() => DeleteAssetPayload, { description: 'Moves an asset into the recycle bin, or deletes it for good (Huawei 4.1.4).' })
  deleteAsset(@Arg('input', () => DeleteAssetInput, { description: 'Which asset, and how.' }) { id, permanently }: DeleteAssetInput, @Ctx() context: GraphContext): Promise<AssetPayload> {
    return change(id, context, (editing, key) => editing.delete(key, { permanently: permanently ?? false }, context.call))
  }

  @Mutation(() => RestoreAssetPayload, { description: 'Takes an asset out of the recycle bin (Huawei 4.1.6).' })
  restoreAsset(@Arg('input', () => RestoreAssetInput, { description: 'Which asset.' }) { id }: RestoreAssetInput, @Ctx() context: GraphContext): Promise<AssetPayload> {
    return change(id, context, (editing, key) => editing.restore(key, context.call))
  }

  @Mutation(() => ApplyAssetActionPayload, { description: 'Does the same to several assets, one call an account (Huawei 4.1.7), and tells of each what became of it.' })
  applyAssetAction(@Arg('input', () => ApplyAssetActionInput, { description: 'Which assets, and what is done.' }) { ids, action, parameters }: ApplyAssetActionInput, @Ctx() context: GraphContext): Promise<ApplyAssetActionPayload> {
    return withUserErrors<Omit<ApplyAssetActionPayload, 'userErrors'>>({ results: [] }, async () => {
      const groups = [...nativeIdsByAccount(context, ids, 'ids')]
      // All or nothing as to abilities: an account that cannot do it is found before another one has.
      const editings = new Map(groups.map(([slug]) => [slug, abilityOf(accountOf(context.services, slug), 'assetEditing')]))
      const answers = await Promise.all(
        groups.map(async ([slug, assets]) => attempt(assets, () => editings.get(slug)!.act({ action, assets, ...withoutNulls({ parameters }) }, context.call))),
      )
      const results = new Map(
        answers.flatMap(({ outcomes }, index) => {
          const slug = groups[index]![0]
          return outcomes.map(({ asset, failure }) => {
            forgetAsset(context, slug, asset)
            const shown = new Asset(slug, asset)
            return [shown.id, { asset: shown, succeeded: failure === null, failure: failure && new Failure(failure) }] as const
          })
        }),
      )
      return { results: [...new Set(ids)].flatMap((id) => results.get(id) ?? []), userErrors: answers.flatMap(({ error }) => (error ? [userErrorOf(error)] : [])) }
    })
  }
}

/** One account's part of an action: when it fails as a whole, it failed for each of its assets, and the other accounts go on. */
async function attempt(assets: string[], act: () => Promise<ResultData[]>): Promise<{ outcomes: ResultData[]; error?: AvatarGraphError }> {
  try {
    return { outcomes: await act() }
  } catch (error) {
    if (!(error instanceof AvatarGraphError) || error.code === 'INTERNAL') throw error
    const failure = failureOf(error)
    return { outcomes: assets.map((asset) => ({ asset, failure })), error }
  }
}

/** Runs a write of an existing asset. What this operation had read of it before is forgotten. */
function change(id: string, context: GraphContext, write: (editing: AssetEditing, id: string, account: string) => Promise<Asset | void>): Promise<AssetPayload> {
  return withUserErrors<{ asset: Asset | null }>({ asset: null }, async () => {
    const { account: slug, key } = decodeIdOf('Asset', id, 'input.id')
    const written = await write(abilityOf(accountOf(context.services, slug), 'assetEditing'), key, slug)
    forgetAsset(context, slug, key)
    return { asset: written ?? new Asset(slug, key) }
  })
}
