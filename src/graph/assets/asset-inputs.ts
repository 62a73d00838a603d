import { Field, ID, InputType, Int } from 'type-graphql'
import type { AssetAction as Action, AssetTraits, SharingScope as Scope } from '../../domain/asset-editing.js'
import type { AssetKind as Kind, AssetState as State } from '../../domain/assets.js'
import { withoutNulls } from '../connection.js'
import { graphEnum } from '../enums.js'
import { DateTime } from '../scalars.js'
import { AssetKind, AssetState } from './asset-words.js'
import { AssetMetadataInput, metadataDraft } from './metadata-inputs.js'

const SharingScope = graphEnum<Scope>('SharingScope', 'Who may use an asset.', {
  PRIVATE: 'Its owner alone.',
  SHARED: 'The tenants that its owner names.',
  PUBLIC: "Everybody: only assets of the vendor's library are so.",
})

const AssetAction = graphEnum<Action>('AssetAction', 'What can be done to several assets at once.', {
  DELETE: 'Into the recycle bin.',
  DELETE_PERMANENTLY: 'Gone at once and for good.',
  RESTORE: 'Out of the recycle bin.',
  ACTIVATE: 'Usable by other services.',
  DEACTIVATE: 'Kept, but switched off for other services.',
  SHARE: 'Shared; with whom, `parameters` may say.',
  UNSHARE: 'Shared no longer.',
})

/** With whom an asset is shared, as a caller gives it. */
@InputType({ description: 'With whom an asset is shared.' })
export class AssetSharingInput {
  @Field(() => SharingScope, { nullable: true, description: 'Who may use it.' })
  scope?: Scope | null

  @Field(() => DateTime, { nullable: true, description: 'When the sharing ends; at the end of the 30th day when nothing is said (Huawei 4.1.1).' })
  expiresAt?: Date | null

  @Field(() => [String], { nullable: true, description: "The vendor's ids of the tenants that may use it (Huawei 4.1.1: project ids)." })
  tenants?: string[] | null
}

/** A property, as a caller sets it. */
@InputType({ description: 'A property of an asset.' })
export class AssetPropertyInput {
  @Field(() => String, {
    description:
      "The vendor's name of the property. Huawei: BACKGROUND_IMG (a background), MATERIAL_IMG and MATERIAL_VIDEO (for the foreground), BUSINESS_CARD_VIDEO, TO_BE_TRANSLATED_VIDEO, CREATED_BY_PLATFORM, STYLE_ID, RENDER_ENGINE, BACKGROUND_SCENE, LAYER_CONFIG_ENABLE.",
  })
  key!: string

  @Field(() => String, { nullable: true, description: 'Its value, mostly `Yes`.' })
  value?: string | null
}

/** What creating and changing an asset have in common. */
@InputType()
class AssetInput {
  @Field(() => String, { nullable: true, description: 'What it shows or is for; at most 4,096 characters.' })
  description?: string | null

  @Field(() => [String], { nullable: true, description: 'Its tags: at most 50 of 128 characters each.' })
  tags?: string[] | null

  @Field(() => Int, { nullable: true, description: "Its place in the vendor's display order, 0 to 32,767." })
  order?: number | null

  @Field(() => AssetMetadataInput, { nullable: true, description: 'What is known of its content.' })
  metadata?: AssetMetadataInput | null

  @Field(() => [AssetPropertyInput], { nullable: true, description: 'Properties to set; at most 50.' })
  setProperties?: AssetPropertyInput[] | null

  @Field(() => AssetSharingInput, { nullable: true, description: 'With whom it is shared; its owner alone when nothing is said.' })
  sharing?: AssetSharingInput | null

  @Field(() => Boolean, { nullable: true, description: 'Whether its content is not reviewed: only for those whom the vendor allows it.' })
  skipReview?: boolean | null
}

/** The input of `createAsset`. */
@InputType({ description: 'A new asset. Its content follows with createFileUpload.' })
export class CreateAssetInput extends AssetInput {
  @Field(() => String, { nullable: true, description: 'The slug of the account to create it in; may be left out where only one account can.' })
  account?: string | null

  @Field(() => String, { description: 'Its name, 1 to 256 characters.' })
  name!: string

  @Field(() => AssetKind, { description: 'What it is. At Huawei only the administrator of the system creates a VOICE or an AVATAR_2D (4.1.1).' })
  kind!: Kind

  @Field(() => Boolean, { nullable: true, description: 'Whether the vendor makes a cover picture (Huawei 4.1.1: of a VIDEO).' })
  generateCover?: boolean | null
}

/** The input of `updateAsset`. */
@InputType({ description: 'What shall be different about an asset; what is left out stays.' })
export class UpdateAssetInput extends AssetInput {
  @Field(() => ID, { description: 'The id of the asset.' })
  id!: string

  @Field(() => String, { nullable: true, description: 'Its name, 1 to 256 characters.' })
  name?: string | null

  @Field(() => AssetKind, { nullable: true, description: 'What it is, where the vendor lets that change.' })
  kind?: Kind | null

  @Field(() => AssetState, { nullable: true, description: 'ACTIVE or INACTIVE.' })
  state?: State | null

  @Field(() => [String], { nullable: true, description: 'The keys of properties to take away.' })
  removeProperties?: string[] | null
}

/** The input of `deleteAsset`. */
@InputType({ description: 'What deletes an asset.' })
export class DeleteAssetInput {
  @Field(() => ID, { description: 'The id of the asset.' })
  id!: string

  @Field(() => Boolean, { nullable: true, description: 'Whether it is gone for good at once; into the recycle bin, from which restoreAsset brings it back, when nothing is said.' })
  permanently?: boolean | null
}

/** The input of `restoreAsset`. */
@InputType({ description: 'What brings an asset back from the recycle bin.' })
export class RestoreAssetInput {
  @Field(() => ID, { description: 'The id of the asset.' })
  id!: string
}

/** The input of `applyAssetAction`. */
@InputType({ description: 'What is done to several assets at once.' })
export class ApplyAssetActionInput {
  @Field(() => [ID], { description: 'The ids of the assets, of any accounts; at most 50 of one.' })
  ids!: string[]

  @Field(() => AssetAction, { description: 'What is done.' })
  action!: Action

  @Field(() => String, { nullable: true, description: "Whatever else the vendor's action takes, in its own notation (Huawei `params`, undocumented); at most 4,096 characters." })
  parameters?: string | null
}

/** The input of `replicateAsset`. */
@InputType({ description: 'What copies an asset to another account of the same vendor, in another region.' })
export class ReplicateAssetInput {
  @Field(() => ID, { description: 'The id of the asset.' })
  id!: string

  @Field(() => String, { description: 'The slug of the account that shall have the copy.' })
  toAccount!: string
}

/** What an input says of an asset, as its account takes it. */
export function assetTraits({ description, tags, order, metadata, setProperties, sharing, skipReview }: AssetInput, account: string): AssetTraits {
  return withoutNulls({
    description,
    tags,
    order,
    metadata: metadataDraft(metadata, account),
    setProperties: setProperties?.map(({ key, value }) => ({ key, value: value ?? null })),
    sharing: sharing && withoutNulls({ ...sharing }),
    skipReview,
  })
}
