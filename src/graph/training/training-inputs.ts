import { Field, ID, InputType, Int } from 'type-graphql'
import type { JsonObject } from '../../domain/json.js'
import type { AvatarModelVersion as ModelVersion, VoiceGender as Gender, VoiceLanguage as Language } from '../../domain/asset-metadata.js'
import type { BackgroundRemoval as Removal, PhotoQuality as Quality, VideoChange as Change } from '../../domain/training/ability.js'
import type { AvatarEdition as AvatarEditionName, VoiceEdition as Edition, VoicePurpose as Purpose, VoiceUploadMode as UploadMode } from '../../domain/training/job.js'
import { AvatarModelVersion, VoiceGender, VoiceLanguage } from '../assets/metadata-words.js'
import { graphEnum } from '../enums.js'
import { JsonObjectScalar } from '../scalars.js'
import { BackgroundRemoval, PhotoQuality, TrainingMaterialInput, TrainingVoiceInput } from './training-material-inputs.js'
import { AvatarEdition, VideoChange, VoiceEdition, VoicePurpose, VoiceUploadMode } from './training-words.js'

const TrainingDecision = graphEnum('TrainingDecision', 'What the caller thinks of the result of a training.', {
  APPROVE: 'It is good: the avatar or voice is taken as it is, for good.',
  REJECT: 'It is not: the vendor is to work it over.',
})

const ACCOUNT = 'The slug of the account to train at; may be left out where only one account can train.'
const NOTES = "A note for the vendor's people (Tencent make, 1211/62060); at most 100 characters."
const OPTIONS =
  "The body of the vendor's request, under the vendor's names and passed as it is; an object under `param` goes as JSON text. SenseTime only, which has published no fields: no other field but `name` is taken there, and the name is kept here alone."
const DRIVING_TEXT = 'What is said in the demonstration (Tencent make, 1211/62060); 4 to 1,000 characters.'

/** What creating and changing the training of an avatar have in common. */
@InputType()
class AvatarTrainingInput {
  @Field(() => String, { nullable: true, description: 'How the one who creates it can be reached, such as by phone or mail; 1 to 64 characters.' })
  contact?: string | null

  @Field(() => String, { nullable: true, description: 'The batch that it belongs to; 1 to 256 characters.' })
  batchName?: string | null

  @Field(() => [String], { nullable: true, description: 'Words to find the training by.' })
  tags?: string[] | null

  @Field(() => Boolean, { nullable: true, description: 'Whether the background is to be replaced; the video must then be shot before a green screen.' })
  backgroundReplacement?: boolean | null

  @Field(() => Int, { nullable: true, description: 'In how many parts the training video will be uploaded, 1 to 1,000: so many addresses are given out. After the last part call completeTrainingUpload.' })
  videoParts?: number | null

  @Field(() => VideoChange, { nullable: true, description: 'Whether the training video is the first one. Left to the vendor when not given.' })
  videoChange?: Change | null
}

/** The input of `createAvatarTraining`. */
@InputType({ description: 'The training of a new avatar. What a vendor has no use for is refused, with the name of the field.' })
export class CreateAvatarTrainingInput extends AvatarTrainingInput {
  @Field(() => String, { nullable: true, description: ACCOUNT })
  account?: string | null

  @Field(() => String, { description: 'The name that the trained avatar gets; 1 to 256 characters at Huawei (7.1). At Tencent (1211/62060) 2 to 50 Chinese characters, letters, digits, "_" and "-", and no other of the account may have it.' })
  name!: string

  @Field(() => AvatarModelVersion, { nullable: true, description: 'The generation of the model; V3 at Huawei when not given.' })
  modelVersion?: ModelVersion | null

  @Field(() => AvatarEdition, { nullable: true, description: 'What it is made from, and how fine it gets; required at Tencent, as is `gender`.' })
  edition?: AvatarEditionName | null

  @Field(() => VoiceGender, { nullable: true, description: 'Whether it is the avatar of a woman or of a man.' })
  gender?: Gender | null

  @Field(() => String, { nullable: true, description: NOTES })
  notes?: string | null

  @Field(() => [TrainingMaterialInput], {
    nullable: true,
    description: 'Its files, uploaded with createTrainingUploads. At Tencent a TRAINING_VIDEO with AUTHORIZATION_VIDEO or AUTHORIZATION_LETTER (or both), for the edition PHOTO a PHOTO; ALPHA_VIDEO and DRIVING_AUDIO besides.',
  })
  files?: TrainingMaterialInput[] | null

  @Field(() => String, { nullable: true, description: DRIVING_TEXT })
  drivingText?: string | null

  @Field(() => TrainingVoiceInput, { nullable: true, description: 'The voice that it speaks with (Tencent make, 1211/62060).' })
  voice?: TrainingVoiceInput | null

  @Field(() => Boolean, { nullable: true, description: 'Whether the background of the video stays behind the avatar (Tencent make, 1211/62060); it does not when not given.' })
  keepsBackground?: boolean | null

  @Field(() => BackgroundRemoval, { nullable: true, description: 'The screen that is to be cut away (Tencent make, 1211/62060).' })
  backgroundRemoval?: Removal | null

  @Field(() => JsonObjectScalar, { nullable: true, description: OPTIONS })
  options?: JsonObject | null

  @Field(() => PhotoQuality, { nullable: true, description: 'How it is made of a photo; the edition PHOTO at Tencent only.' })
  photoQuality?: Quality | null
}

/** The input of `updateAvatarTraining`. */
@InputType({ description: 'A change of the training of an avatar; everything left out stays as it is.' })
export class UpdateAvatarTrainingInput extends AvatarTrainingInput {
  @Field(() => ID, { description: 'The id of the training.' })
  id!: string

  @Field(() => String, { nullable: true, description: 'The name that the trained avatar gets; 1 to 256 characters.' })
  name?: string | null
}

/** What creating and handing in the training of a voice have in common. */
@InputType()
class VoiceInput {
  @Field(() => String, { nullable: true, description: 'What it sounds like; 1 to 128 characters, shown with the trained voice.' })
  description?: string | null

  @Field(() => VoiceGender, { nullable: true, description: 'Whether it sounds FEMALE or MALE.' })
  gender?: Gender | null

  @Field(() => VoiceLanguage, { nullable: true, description: 'The language it is trained for: CHINESE or ENGLISH at Huawei; CHINESE, ENGLISH or CANTONESE at Tencent, with the edition ZERO_SHOT only.' })
  language?: Language | null

  @Field(() => VoicePurpose, { nullable: true, description: 'What it is trained for.' })
  purpose?: Purpose | null

  @Field(() => String, { nullable: true, description: 'A mobile phone number; at most 16 characters.' })
  phone?: string | null
}

/** The input of `createVoiceTraining`. */
@InputType({ description: 'The training of a new voice. What a vendor has no use for is refused, with the name of the field.' })
export class CreateVoiceTrainingInput extends VoiceInput {
  @Field(() => String, { nullable: true, description: ACCOUNT })
  account?: string | null

  @Field(() => VoiceEdition, { description: 'BASIC (20 sentences), ADVANCED (100 sentences) or PREMIUM (one long recording) at Huawei; BASIC (one recording) or ZERO_SHOT (a few seconds) at Tencent, which requires `gender` too. SenseTime tells none apart: any.' })
  edition!: Edition

  @Field(() => String, { description: 'The name that the trained voice gets; 1 to 64 characters at Huawei (8.1), as for avatars at Tencent.' })
  name!: string

  @Field(() => VoiceUploadMode, { nullable: true, description: 'How the material is handed in; PREMIUM takes PACKAGE only. Left to the vendor when not given.' })
  uploadMode?: UploadMode | null

  @Field(() => String, { nullable: true, description: NOTES })
  notes?: string | null

  @Field(() => [TrainingMaterialInput], {
    nullable: true,
    description: 'Its files, uploaded with createTrainingUploads. At Tencent, for the edition BASIC, a VOICE_RECORDING with AUTHORIZATION_VIDEO or AUTHORIZATION_LETTER (or both); DRIVING_AUDIO besides.',
  })
  files?: TrainingMaterialInput[] | null

  @Field(() => String, { nullable: true, description: DRIVING_TEXT })
  drivingText?: string | null

  @Field(() => JsonObjectScalar, { nullable: true, description: OPTIONS })
  options?: JsonObject | null

  @Field(() => String, { nullable: true, description: 'The `voiceSampleId` of a recording that passed checkVoiceSample; required with the edition ZERO_SHOT.' })
  sampleId?: string | null
}

/** The last changes of a voice. */
@InputType({ description: 'Last changes of a voice before it is trained; everything left out stays as it is.' })
export class VoiceChangesInput extends VoiceInput {
  @Field(() => String, { nullable: true, description: 'The name that the trained voice gets; 1 to 64 characters.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: 'The third-party user that the voice is for.' })
  appUserId?: string | null
}

/** What every command over a training takes. */
@InputType()
class TrainingCommandInput {
  @Field(() => ID, { description: 'The id of the training.' })
  id!: string
}

/** The input of `submitTraining`. */
@InputType({ description: 'Hands a training in.' })
export class SubmitTrainingInput extends TrainingCommandInput {
  @Field(() => VideoChange, { nullable: true, description: 'Avatars only: whether the training video is the first one.' })
  videoChange?: Change | null

  @Field(() => VoiceChangesInput, { nullable: true, description: 'Voices only: last changes.' })
  voice?: VoiceChangesInput | null
}

/** What every remark to the vendor's people takes. */
@InputType()
class RemarkInput extends TrainingCommandInput {
  @Field(() => String, { nullable: true, description: 'A title for it; at most 2,048 characters.' })
  title?: string | null

  @Field(() => [String], { nullable: true, description: 'Names of files that go with it; the answer tells where to upload them.' })
  attachmentNames?: string[] | null
}

/** The input of `confirmTraining`. */
@InputType({ description: "The caller's judgement of the result of a training." })
export class ConfirmTrainingInput extends RemarkInput {
  @Field(() => TrainingDecision, { description: 'Whether the result is good.' })
  decision!: 'APPROVE' | 'REJECT'

  @Field(() => String, { nullable: true, description: 'What is wrong with it, or a last word; at most 2,048 characters at Huawei (7.6). At Tencent (1211/62062) REJECT takes one of 1 to 300 characters, and APPROVE none.' })
  reason?: string | null
}

/** The input of `replyToTraining`. */
@InputType({ description: "An answer to the vendor's people." })
export class ReplyToTrainingInput extends RemarkInput {
  @Field(() => String, { description: 'The answer; at most 2,048 characters.' })
  message!: string
}

/** The input of `pauseTraining`. */
@InputType({ description: 'Pauses a training.' })
export class PauseTrainingInput extends RemarkInput {
  @Field(() => String, { nullable: true, description: 'Why; at most 2,048 characters.' })
  reason?: string | null
}

/** The input of `resumeTraining`. */
@InputType({ description: 'Lets a paused training go on.' })
export class ResumeTrainingInput extends PauseTrainingInput {}

/** The input of `completeTrainingUpload`. */
@InputType({ description: 'Says that all parts of a training video have been uploaded.' })
export class CompleteTrainingUploadInput extends TrainingCommandInput {
  @Field(() => VideoChange, { nullable: true, description: 'Whether the training video is the first one.' })
  videoChange?: Change | null
}

/** The input of `deleteTraining`. */
@InputType({ description: 'Deletes a training.' })
export class DeleteTrainingInput extends TrainingCommandInput {}

/** The input of `confirmVoiceSegment`. */
@InputType({ description: 'Has a recorded sentence compared with its text.' })
export class ConfirmVoiceSegmentInput extends TrainingCommandInput {
  @Field(() => Int, { description: 'The sentence, from 0; both its recording and its text must have been uploaded.' })
  index!: number
}
