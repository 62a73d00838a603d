import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql'
import type { AssetCopying } from '../../domain/asset-editing.js'
import { AvatarGraphError, badInput } from '../../domain/errors.js'
import { decodeIdOf } from '../../domain/ids.js'
import type { Account } from '../../domain/port.js'
import { VendorAccount } from '../accounts/vendor-account.js'
import { abilityOf, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { UserError, withUserErrors } from '../user-error.js'
import { ReplicateAssetInput } from './asset-inputs.js'
import { Asset } from './asset.js'

/** How far the vendor's clock may be behind ours, in milliseconds, when a copy is recognised by when it was made. */
const CLOCK_MARGIN_MS = 60_000

/** The answer of `replicateAsset`. */
@ObjectType({ description: 'The answer of replicateAsset.' })
export class ReplicateAssetPayload {
  @Field(() => Asset, { nullable: true, description: 'The asset that was copied.' })
  asset!: Asset | null

  @Field(() => VendorAccount, { nullable: true, description: 'The account that has the copy.' })
  toAccount!: VendorAccount | null

  @Field(() => [UserError], { description: 'What went wrong, at which of the two accounts; empty when all went well.' })
  userErrors!: UserError[]

  /** When copying began, in epoch milliseconds. */
  begunAt?: number
  target?: Account

  @Field(() => Asset, {
    nullable: true,
    description: 'The copy, as far as it can be recognised: the vendor does not tell its id (Huawei 4.1.10), so it is looked for by name, kind and time. Null while it is not there.',
  })
  async copy(@Ctx() context: GraphContext): Promise<Asset | null> {
    const { asset, target, begunAt } = this
    if (!asset || !target || begunAt === undefined) return null
    const { name, kind } = await asset.summary(context)
    if (!name) return null
    const { items } = await abilityOf(target, 'catalogue').list({ search: name, kinds: [kind], createdAfter: new Date(begunAt - CLOCK_MARGIN_MS) }, { size: 10 }, context.call)
    const found = items.find(({ entity }) => entity.name === name)
    return found ? new Asset(target.slug, found.entity.nativeId, found.entity) : null
  }
}

/** Copying assets between accounts. */
@Resolver()
export class AssetReplication {
  @Mutation(() => ReplicateAssetPayload, {
    description: 'Copies an asset to another account of the same vendor: packed at the one (Huawei 4.1.9), unpacked at the other (4.1.10). A failure says at which of the two.',
  })
  async replicateAsset(@Arg('input', () => ReplicateAssetInput, { description: 'Which asset, and where to.' }) input: ReplicateAssetInput, @Ctx() context: GraphContext): Promise<ReplicateAssetPayload> {
    const run = async () => {
      const { account, key } = decodeIdOf('Asset', input.id, 'input.id')
      const source = accountOf(context.services, account)
      const target = targetOf(source, input.toAccount, context)
      const [from, to] = [copyingOf(source), copyingOf(target)]
      const begunAt = Date.now()
      const parcel = await half(`Reading the asset at the account ${source.slug} failed, so nothing was copied`, 'input.id', () => from.pack(key, context.call))
      await half(`The asset was read at ${source.slug}, but making its copy at the account ${target.slug} failed`, 'input.toAccount', () => to.unpack(parcel, context.call))
      return { asset: new Asset(source.slug, key), toAccount: new VendorAccount(target), target, begunAt }
    }
    return Object.assign(new ReplicateAssetPayload(), await withUserErrors<Omit<ReplicateAssetPayload, 'userErrors' | 'copy'>>({ asset: null, toAccount: null }, run))
  }
}

function targetOf(source: Account, slug: string, { services }: GraphContext): Account {
  const target = services.accounts.get(slug)
  if (!target) throw badInput(`toAccount: expected one of ${[...services.accounts.keys()].join(', ')}, got ${JSON.stringify(slug)}.`, { field: 'input.toAccount' })
  if (target.slug === source.slug) throw badInput(`toAccount: expected another account than ${source.slug}, which has the asset already.`, { field: 'input.toAccount' })
  if (target.vendor !== source.vendor) {
    throw badInput(`toAccount: expected an account at ${source.vendor}, where the asset is, got ${slug}, which is at ${target.vendor}.`, { field: 'input.toAccount' })
  }
  return target
}

function copyingOf(account: Account): AssetCopying {
  const { copying } = abilityOf(account, 'assetEditing')
  if (copying) return copying
  throw new AvatarGraphError('UNSUPPORTED', `The account ${account.slug} cannot do this: its vendor does not copy assets between accounts.`, { vendor: account.vendor, account: account.slug })
}

/** One half of a copy: its error says which half it was. */
async function half<T>(failed: string, field: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof AvatarGraphError) || error.code === 'INTERNAL') throw error
    throw new AvatarGraphError(error.code, `${failed}: ${error.message}`, { ...error.details, field, cause: error })
  }
}
