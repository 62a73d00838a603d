import { Ctx, Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql'
import type { AssetDetails, AssetFile as FileData, AssetProperty as PropertyData, AssetSummary } from '../../domain/assets.js'
import type { JsonObject } from '../../domain/json.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { DateTime, JsonObjectScalar } from '../scalars.js'
import { AssetKind, AssetState, FileRole, FileState } from './asset-words.js'

/** A file of an asset, in the graph. */
@ObjectType({ description: 'A file of an asset.' })
export class AssetFile {
  constructor(private readonly data: FileData) {}

  @Field(() => ID, { description: "The vendor's own id of the file." })
  nativeId(): string {
    return this.data.nativeId
  }

  @Field(() => String, { nullable: true, description: 'The name of the file.' })
  name(): string | null {
    return this.data.name
  }

  @Field(() => FileRole, { description: 'What the file is to its asset.' })
  role(): string {
    return this.data.role
  }

  @Field(() => FileState, { description: 'Where the file is in its life.' })
  state(): string {
    return this.data.state
  }

  @Field(() => String, { nullable: true, description: 'The extension of the file name, such as `png`.' })
  type(): string | null {
    return this.data.type
  }

  @Field(() => Float, { nullable: true, description: 'Size in bytes.' })
  sizeBytes(): number | null {
    return this.data.sizeBytes
  }

  @Field(() => String, { nullable: true, description: 'MD5 of the content, the 16 bytes in Base64.' })
  md5(): string | null {
    return this.data.md5
  }

  @Field(() => String, { nullable: true, description: 'Where the content can be fetched: signed and short-lived (24 hours at Huawei), so ask anew rather than keep it.' })
  downloadUrl(): string | null {
    return this.data.downloadUrl
  }

  @Field(() => String, { nullable: true, description: 'Why the file was refused, in the words of the vendor.' })
  reason(): string | null {
    return this.data.reason
  }
}

/** A property that the vendor's platform attaches to an asset, in the graph. */
@ObjectType({ description: "A property that the vendor's platform attaches to an asset, such as `BACKGROUND_IMG: Yes`." })
export class AssetProperty {
  constructor(private readonly data: PropertyData) {}

  @Field(() => String, { description: "The vendor's name of the property." })
  key(): string {
    return this.data.key
  }

  @Field(() => String, { nullable: true, description: 'Its value.' })
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

  @Field(() => String, { nullable: true, description: 'Its name.' })
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

  @Field(() => [String], { nullable: true, description: 'Its tags.' })
  async tags(@Ctx() context: GraphContext): Promise<string[]> {
    return (await this.details(context)).tags
  }

  @Field(() => Int, { nullable: true, description: "Its place in the vendor's display order." })
  async order(@Ctx() context: GraphContext): Promise<number | null> {
    return (await this.details(context)).order
  }

  @Field(() => String, { nullable: true, description: "The vendor's word for why it failed, such as AUTOMATIC_REVIEW_REJECT (Huawei `fail_type`)." })
  async failureType(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).failureType
  }

  @Field(() => String, { nullable: true, description: 'Why it is frozen or failed, in the words of the vendor.' })
  async reason(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).reason
  }

  @Field(() => String, { nullable: true, description: 'The third-party user on whose behalf it was made (Huawei `X-App-UserId`).' })
  async appUserId(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).appUserId
  }

  @Field(() => [AssetProperty], { nullable: true, description: "Properties that the vendor's platform attaches." })
  async properties(@Ctx() context: GraphContext): Promise<AssetProperty[]> {
    return (await this.details(context)).properties.map((property) => new AssetProperty(property))
  }

  @Field(() => [AssetFile], { nullable: true, description: 'Its files.' })
  async files(@Ctx() context: GraphContext): Promise<AssetFile[]> {
    return (await this.details(context)).files.map((file) => new AssetFile(file))
  }

  @Field(() => JsonObjectScalar, { nullable: true, description: 'What the vendor knows of the content (codec, size, abilities of a voice …), under the names of the vendor.' })
  async metadata(@Ctx() context: GraphContext): Promise<JsonObject | null> {
    return (await this.details(context)).metadata
  }
}
