import { Field, Int, ObjectType } from 'type-graphql'
import type { VoiceFacts } from '../../domain/training/job.js'
import { VoiceGender, VoiceLanguage } from '../assets/metadata-words.js'
import { VoiceEdition, VoicePurpose, VoiceUploadMode } from './training-words.js'

/** What concerns the training of voices alone, in the graph. */
@ObjectType({ description: 'What concerns the training of a voice alone.' })
export class VoiceTraining {
  constructor(private readonly facts: VoiceFacts) {}

  @Field(() => VoiceEdition, { description: 'How much material it is trained from, and with what.' })
  edition(): string {
    return this.facts.edition
  }

  @Field(() => VoiceGender, { description: 'What it sounds like.' })
  gender(): string {
    return this.facts.gender
  }

  @Field(() => VoiceLanguage, { nullable: true, description: 'The language it is trained for.' })
  language(): string | null {
    return this.facts.language
  }

  @Field(() => VoiceUploadMode, { description: 'How its material is handed in.' })
  uploadMode(): string {
    return this.facts.uploadMode
  }

  @Field(() => VoicePurpose, { nullable: true, description: 'What it is trained for.' })
  purpose(): string | null {
    return this.facts.purpose
  }

  @Field(() => String, { nullable: true, description: 'The mobile phone number that was given with it.' })
  phone(): string | null {
    return this.facts.phone
  }

  @Field(() => Int, { nullable: true, description: 'How many times it has been in its present state, as after several refusals (Huawei 8.6 `reject_times`).' })
  stateCount(): number | null {
    return this.facts.stateCount
  }

  @Field(() => String, { nullable: true, description: 'The letter of authorization: a signed address. Personal: administrators only; FORBIDDEN for others.' })
  authorizationUrl(): string | null {
    return this.facts.authorizationUrl
  }
}
