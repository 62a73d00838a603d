import { Ctx, Directive, Field, Int, ObjectType } from 'type-graphql'
import type { Product as ProductData, ProductMedia as MediaData, ProductText as TextData } from '../../domain/products.js'
import { AssetKind } from '../assets/asset-words.js'
import { Asset } from '../assets/asset.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { DateTime } from '../scalars.js'
import { ProductState } from './product-words.js'

/** A text that sells a product, in the graph. */
@ObjectType({ description: 'A text that sells a product.' })
export class ProductText {
  constructor(private readonly data: TextData) {}

  @Field(() => String, { nullable: true, description: 'A title, such as the point of the product that the text makes.' })
  title(): string | null {
    return this.data.title
  }

  @Field(() => String, { nullable: true, description: 'What it says, in the words that a seller would use.' })
  text(): string | null {
    return this.data.text
  }
}

/** A picture, film or recording of a product, in the graph. */
@ObjectType({ description: 'A picture, film or recording of a product.' })
export class ProductMedia {
  constructor(
    private readonly account: string,
    private readonly data: MediaData,
  ) {}

  @Field(() => Asset, { description: 'The asset: its name, state and pictures.' })
  asset(): Asset {
    return new Asset(this.account, this.data.asset)
  }

  @Field(() => AssetKind, { description: 'What it is, as the product says.' })
  kind(): string {
    return this.data.kind
  }

  @Field(() => Int, { nullable: true, description: "Its place among the product's media; without one, or with 0, they are in the order of their creation." })
  order(): number | null {
    return this.data.order
  }

  @Field(() => String, { nullable: true, description: 'Where the content can be fetched: signed and short-lived.' })
  mainUrl(): string | null {
    return this.data.mainUrl
  }
}

/** A product, in the graph. Lists bring it whole. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'Something that is sold in live rooms, with the pictures, films and texts that sell it.' })
export class Product extends VendorEntity {
  constructor(
    account: string,
    key: string,
    private readonly known?: ProductData,
  ) {
    super({ type: 'Product', account, key })
  }

  /** What the detail call tells (Huawei 6.3.4). */
  async details(context: GraphContext): Promise<ProductData> {
    return this.known ?? context.loaders(this.ref.account).product.load(this.ref.key)
  }

  @Field(() => String, { nullable: true, description: 'What the product is called.' })
  async name(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).name
  }

  @Field(() => String, { nullable: true, description: 'What it is.' })
  async description(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).description
  }

  @Field(() => [String], { nullable: true, description: 'Its tags: at most 50 of 16 bytes each (Huawei 6.3).' })
  async tags(@Ctx() context: GraphContext): Promise<string[]> {
    return (await this.details(context)).tags
  }

  @Field(() => Asset, { nullable: true, description: 'Its cover picture.' })
  async cover(@Ctx() context: GraphContext): Promise<Asset | null> {
    const { cover } = await this.details(context)
    return cover === null ? null : new Asset(this.ref.account, cover)
  }

  @Field(() => [ProductMedia], { nullable: true, description: 'Its pictures, films and recordings.' })
  async media(@Ctx() context: GraphContext): Promise<ProductMedia[]> {
    return (await this.details(context)).media.map((media) => new ProductMedia(this.ref.account, media))
  }

  @Field(() => [ProductText], { nullable: true, description: 'The texts that sell it.' })
  async texts(@Ctx() context: GraphContext): Promise<ProductText[]> {
    return (await this.details(context)).texts.map((text) => new ProductText(text))
  }

  @Field(() => ProductState, { nullable: true, description: 'Where it is in its life.' })
  async state(@Ctx() context: GraphContext): Promise<string> {
    return (await this.details(context)).state
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was created.' })
  async createdAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.details(context)).createdAt
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was last changed.' })
  async updatedAt(@Ctx() context: GraphContext): Promise<Date | null> {
    return (await this.details(context)).updatedAt
  }
}
