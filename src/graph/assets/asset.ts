import { Ctx, Directive, Field, Int, ObjectType } from 'type-graphql'
import type { AssetDetails, AssetProperty as PropertyData, AssetSummary } from '../../domain/assets.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { DateTime } from '../scalars.js'
import { AssetFile } from './asset-file.js'
import { AssetKind, AssetState } from './asset-words.js'
import { AssetMetadata, showMetadata, type ShownMetadata } from './metadata.js'

/** A property that the vendor's platform attaches to an asset, in the graph. */
@ObjectType({ description: "A property that the vendor's platform attaches to an asset, such as `BACKGROUND_IMG: Yes`." })
export class AssetProperty {
  constructor(private readonly data: PropertyData) {}

  @Field(() => String, { description: "The vendor's name of the property." })
  key(): string {
    return this.data.key
  }

  @Field(() => String, { nullable: true, description: "What the property is set to, in the vendor's words." })
  value(): string | null {
    return this.data.value
  }
}

/**
 * A media asset, in the graph. Its summary fields come from a list that brought them or from the batched
 * summary call; only the fields beyond ask for the asset's details.
 */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: VendorEntity,
  description: 'A media asset: an avatar, a voice, a picture, a video … One object type whatever refers to it; an asset that its vendor does not know keeps its `id`, and its other fields are null with the error NOT_FOUND.',
})
export class Asset extends VendorEntity {
  constructor(
    account: string,
    key: string,
    private readonly known?: AssetDetails,
  ) {
    super({ type: 'Asset', account, key })
  }

  /** What the summary call tells; every reference of one request shares a call. */
  summary(context: GraphContext): Promise<AssetSummary> {
    return context.loaders(this.ref.account).assetSummary.load(this.ref.key)
  }

  private async details(context: GraphContext): Promise<AssetDetails> {
    return this.known ?? context.loaders(this.ref.account).assetDetails.load(this.ref.key)
  }

  @Field(() => String, { nullable: true, description: "What the asset is called; part of the vendor's summary, so it costs no call for each asset." })
  async name(@Ctx() context: GraphContext): Promise<string | null> {
    return (this.known ?? (await this.summary(context))).name
  }

  @Field(() => AssetKind, { nullable: true, description: 'What it is.' })
  async kind(@Ctx() context: GraphContext): Promise<string> {
    return (this.known ?? (await this.summary(context))).kind
  }

  @Field(() => AssetState, { nullable: true, description: "Where it is in its life. Where the vendor's summary does not tell (Huawei 4.1.8), the details are asked." })
  async state(@Ctx() context: GraphContext): Promise<string> {
    return (this.known ?? (await this.summary(context))).state ?? (await this.details(context)).state
  }

  @Field(() => String, { nullable: true, description: 'The cover picture: signed and short-lived.' })
  async coverUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).coverUrl
  }

  @Field(() => String, { nullable: true, description: 'A small cover picture: signed and short-lived.' })
  async thumbnailUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.summary(context)).thumbnailUrl
  }

  @Field(() => String, { nullable: true, description: 'What it shows or is for.' })
  async description(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).description
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was created.' })
  async createdAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.details(context)).createdAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was last changed.' })
  async updatedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.details(context)).updatedAt
  }

  @Field(() => [String], { nullable: true, description: 'Its tags: words to find it by. Part of the details: one call for each asset.' })
  async tags(@Ctx() context: GraphContext): Promise<string[]> {
    return (await this.details(context)).tags
  }

  @Field(() => Int, { nullable: true, description: "Its place in the vendor's display order." })
  async order(@Ctx() context: GraphContext): Promise<number | null> {
    return (await this.details(context)).order
  }

  @Field(() => String, { nullable: true, description: "The vendor's word for why it failed, such as AUTOMATIC_REVIEW_REJECT (Huawei 4.1.5 `fail_type`)." })
  async failureType(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).failureType
  }

  @Field(() => String, { nullable: true, description: 'Why it is frozen or failed, in the words of the vendor.' })
  async reason(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).reason
  }

  @Field(() => String, { nullable: true, description: 'The third-party user on whose behalf it was made (Huawei `X-App-UserId`, 4.1.1).' })
  async appUserId(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).appUserId
  }

  @Field(() => [AssetProperty], { nullable: true, description: "Properties that the vendor's platform attaches." })
  async properties(@Ctx() context: GraphContext): Promise<AssetProperty[]> {
    return (await this.details(context)).properties.map((property) => new AssetProperty(property))
  }

  @Field(() => [AssetFile], { nullable: true, description: 'The files that it consists of, with signed addresses that expire. Part of the details: one call for each asset.' })
  async files(@Ctx() context: GraphContext): Promise<AssetFile[]> {
    const { files } = await this.details(context)
    return files.map((file) => new AssetFile(this.ref.account, { asset: this.ref.key, file: file.nativeId }, file))
  }

  @Field(() => String, { nullable: true, description: "The vendor's id of the tenant that owns it: another one's for assets that are shared with the account, and for those of the vendor's library." })
  async tenantId(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).tenantId
  }

  @Field(() => AssetMetadata, { nullable: true, description: 'What the vendor knows of the content, by what it is.' })
  async metadata(@Ctx() context: GraphContext): Promise<ShownMetadata | null> {
    const { metadata, files } = await this.details(context)
    return metadata && showMetadata(metadata, { ...this.ref, files })
  }
}

/** Forgets what this operation has read of an asset, because it was changed since. */
export function forgetAsset(context: GraphContext, account: string, id: string): void {
  const { assetSummary, assetDetails } = context.loaders(account)
  assetSummary.clear(id)
  assetDetails.clear(id)
}
