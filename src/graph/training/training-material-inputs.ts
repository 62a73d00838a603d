import { Field, Float, ID, InputType } from 'type-graphql'
import type { BackgroundRemoval as Removal, PhotoQuality as Quality, TrainingVoice } from '../../domain/training/ability.js'
import type { TrainingFile as File } from '../../domain/training/record.js'
import { withoutNulls } from '../connection.js'
import { graphEnum } from '../enums.js'
import { referenceIn } from '../production/references.js'
import { TrainingFile } from './training-words.js'

/** The screen behind a person, as a GraphQL enum. */
export const BackgroundRemoval = graphEnum<Removal>('BackgroundRemoval', 'The screen that a training video was shot before, to be cut away.', {
  GREEN_SCREEN: 'A green screen.',
  WHITE_SCREEN: 'A white screen.',
})

/** How an avatar is made of a photo, as a GraphQL enum. */
export const PhotoQuality = graphEnum<Quality>('PhotoQuality', 'How an avatar is made of a photo.', {
  FAST: 'Quickly.',
  PREMIUM: 'Well.',
})

/** A file that a training is created from. */
@InputType({ description: 'A file that was uploaded before its training is created.' })
export class TrainingMaterialInput {
  @Field(() => TrainingFile, { description: 'What the file is to the training.' })
  file!: File

  @Field(() => String, { description: 'Its address: the `fileUrl` that createTrainingUploads gave.' })
  url!: string
}

/** The voice of an avatar to be trained. */
@InputType({ description: 'The voice that an avatar speaks with.' })
export class TrainingVoiceInput {
  @Field(() => ID, { description: 'The id of a voice asset of the account.' })
  assetId!: string

  @Field(() => Float, { nullable: true, description: 'Factor on its speed, 0.5 to 1.5.' })
  speed?: number | null

  @Field(() => Boolean, { nullable: true, description: "Whether it is the avatar's own voice (Tencent `IsWithTimbre`, which no page that could be read explains)." })
  isOwn?: boolean | null
}

/** Reads a voice for an account; `field` is its place in the input. */
export const trainingVoiceOf = (account: string, { assetId, ...how }: TrainingVoiceInput, field: string): TrainingVoice => ({
  voice: referenceIn(account, 'Asset', assetId, `${field}.assetId`),
  ...withoutNulls(how),
})
