import { Field, Float, Int, ObjectType } from 'type-graphql'
import type * as domain from '../../domain/asset-metadata.js'
import type { AvatarDriver as Driver } from '../../domain/video-draft.js'
import { DateTime } from '../scalars.js'
import { AvatarDriver } from '../videos/video-words.js'
import { VoiceGender } from './metadata-words.js'

/** How an avatar looks, in the graph. */
@ObjectType({ description: 'How an avatar looks: one person may have several, in other clothes and poses.' })
export class AvatarLook implements domain.AvatarLook {
  @Field(() => String, { nullable: true, description: "The vendor's id of the person, which all its avatars share (Tencent AnchorCode, 1211/62126)." })
  person!: string | null

  @Field(() => VoiceGender, { nullable: true, description: 'What the person is.' })
  gender!: domain.VoiceGender | null

  @Field(() => String, { nullable: true, description: 'What the person wears.' })
  clothes!: string | null

  @Field(() => String, { nullable: true, description: "How the person holds itself, in the vendor's words." })
  pose!: string | null

  @Field(() => String, { nullable: true, description: 'In pixels, as the vendor writes it, such as `1080x1920`.' })
  resolution!: string | null

  @Field(() => String, { nullable: true, description: "The vendor's word for its grade, which decides where in a picture it can be placed (Tencent Tag: Basic, Standard, Advanced; 1211/62130)." })
  grade!: string | null

  @Field(() => Float, { nullable: true, description: 'The factor on its size that it comes with.' })
  zoom!: number | null

  @Field(() => [AvatarDriver], { description: 'What can drive it.' })
  drivers!: Driver[]
}

/** How much an asset was used, in the graph. */
@ObjectType({ description: 'How much an asset was used, and until when it can be.' })
export class AssetUsage implements domain.AssetUsage {
  @Field(() => DateTime, { nullable: true, description: 'When it ends; null where it does not, or the vendor does not tell.' })
  expiresAt!: Date | null

  @Field(() => Int, { nullable: true, description: 'How many videos or recordings were made with it.' })
  count!: number | null

  @Field(() => Float, { nullable: true, description: 'How long these are in all, in seconds.' })
  seconds!: number | null
}
