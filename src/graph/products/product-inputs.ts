import { Field, ID, InputType, Int } from 'type-graphql'
import type { AssetKind as Kind } from '../../domain/assets.js'
import type { ProductDraft, ProductLink, ProductMediaDraft, ProductState as State } from '../../domain/products.js'
import { AssetKind } from '../assets/asset-words.js'
import { withoutNulls } from '../connection.js'
import { referenceIn } from '../production/references.js'
import { ProductState } from './product-words.js'

/** A text that sells a product, as a caller gives it. */
@InputType({ description: 'A text that sells a product.' })
export class ProductTextInput {
  @Field(() => String, { nullable: true, description: 'A title, such as the point of the product that the text makes.' })
  title?: string | null

  @Field(() => String, { nullable: true, description: 'What it says, in the words that a seller would use.' })
  text?: string | null
}

/** A picture, film or recording of a product, as a caller gives it. */
@InputType({ description: 'A picture, film or recording of a product.' })
export class ProductMediaInput {
  @Field(() => ID, { description: 'The id of the asset.' })
  assetId!: string

  @Field(() => AssetKind, { nullable: true, description: 'What it is: IMAGE, VIDEO or AUDIO.' })
  kind?: Kind | null

  @Field(() => Int, { nullable: true, description: "Its place among the product's media, 0 to 300; without one, or with 0, they are in the order of their creation. The first picture becomes the product's thumbnail." })
  order?: number | null
}

/** What creating and changing a product have in common. */
@InputType()
class ProductInput {
  @Field(() => String, { description: 'Its name, 1 to 256 characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'What it is; at most 1,024 characters.' })
  description?: string | null

  @Field(() => [String], { nullable: true, description: 'Its tags: at most 50 of 16 bytes each.' })
  tags?: string[] | null

  @Field(() => ID, { nullable: true, description: 'The id of the asset that is its cover.' })
  coverId?: string | null

  @Field(() => [ProductTextInput], { nullable: true, description: 'The texts that sell it.' })
  texts?: ProductTextInput[] | null

  @Field(() => [ProductMediaInput], { nullable: true, description: 'Its pictures, films and recordings.' })
  media?: ProductMediaInput[] | null
}

/** The input of `createProduct`. */
@InputType({ description: 'A new product.' })
export class CreateProductInput extends ProductInput {
  @Field(() => String, { nullable: true, description: 'The slug of the account to create it in; may be left out where only one account has products.' })
  account?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it is ACTIVE at once. Left to the vendor when not given.' })
  activate?: boolean | null
}

/** The input of `updateProduct`. */
@InputType({ description: 'What a product shall be. Huawei (6.3.3) replaces the product as a whole and does not document what becomes of what is left out: give everything.' })
export class UpdateProductInput extends ProductInput {
  @Field(() => ID, { description: 'The id of the product.' })
  id!: string

  @Field(() => ProductState, { nullable: true, description: 'ACTIVE or INACTIVE.' })
  state?: State | null
}

/** The input of `deleteProduct`. */
@InputType({ description: 'What deletes a product.' })
export class DeleteProductInput {
  @Field(() => ID, { description: 'The id of the product.' })
  id!: string
}

/** The input of `linkProductAsset` and `unlinkProductAsset`. */
@InputType()
class ProductLinkInput {
  @Field(() => ID, { description: 'The id of the product.' })
  id!: string

  @Field(() => ProductMediaInput, { nullable: true, description: 'A picture, film or recording.' })
  media?: ProductMediaInput | null

  @Field(() => ProductTextInput, { nullable: true, description: 'A text that sells the product.' })
  text?: ProductTextInput | null
}

/** The input of `linkProductAsset`. */
@InputType({ description: 'What is tied to a product: a medium, a text, or both.' })
export class LinkProductAssetInput extends ProductLinkInput {}

/** The input of `unlinkProductAsset`. */
@InputType({ description: 'What is taken from a product: a medium, a text, or both.' })
export class UnlinkProductAssetInput extends ProductLinkInput {}

/** A product as its account takes it. */
export function productDraft({ name, description, tags, coverId, texts, media }: CreateProductInput | UpdateProductInput, account: string): ProductDraft {
  return {
    name,
    ...withoutNulls({
      description,
      tags,
      cover: referenceIn(account, 'Asset', coverId, 'input.coverId'),
      texts: texts?.map(productText),
      media: media?.map((item, index) => mediaDraft(item, account, `input.media.${index}`)),
    }),
  }
}

/** What is tied or taken, as its account takes it. */
export function productLink({ media, text }: LinkProductAssetInput | UnlinkProductAssetInput, account: string): ProductLink {
  return withoutNulls({ media: media && mediaDraft(media, account, 'input.media'), text: text && productText(text) })
}

const productText = ({ title, text }: ProductTextInput) => ({ title: title ?? null, text: text ?? null })

function mediaDraft({ assetId, kind, order }: ProductMediaInput, account: string, field: string): ProductMediaDraft {
  return { asset: referenceIn(account, 'Asset', assetId, `${field}.assetId`), ...withoutNulls({ kind, order }) }
}
