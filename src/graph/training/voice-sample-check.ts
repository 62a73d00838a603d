import { Ctx, Directive, Field, ObjectType } from 'type-graphql'
import type { VoiceSampleCheck as CheckData, VoiceSamples, VoiceSampleVerdict as Verdict } from '../../domain/training/voice-samples.js'
import type { Account } from '../../domain/port.js'
import { abilityOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { graphEnum } from '../enums.js'
import { JobStatus } from '../job-status.js'
import { unsupported } from './training-access.js'

/** What a check found out, as a GraphQL enum. */
export const VoiceSampleVerdict = graphEnum<Verdict>('VoiceSampleVerdict', 'What a check found out about a recording.', {
  PASSED: 'A voice can be made of it.',
  TRY_AGAIN: 'The check did not come to a result: have the same recording checked again.',
  RECORD_AGAIN: 'It is not good enough, or not what was to be read: record it again.',
  TOO_NOISY: 'There is too much noise in it: record it again where it is quiet.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for.',
})

/** The checks of recordings at an account; UNSUPPORTED where its vendor has none. */
export function voiceSamplesOf(account: Account): VoiceSamples {
  const { voiceSamples } = abilityOf(account, 'training')
  if (!voiceSamples) throw unsupported(account, 'its vendor checks no recordings before a voice is made of them')
  return voiceSamples
}

/** The check of a recording, in the graph. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'The check of a recording before a voice is made of it. It takes seconds: ask again until its status is SUCCEEDED or FAILED.' })
export class VoiceSampleCheck extends VendorEntity {
  constructor(account: string, key: string) {
    super({ type: 'VoiceSampleCheck', account, key })
  }

  /** How it stands (Tencent getdetectprogress). */
  details(context: GraphContext): Promise<CheckData> {
    return context.loaders(this.ref.account).voiceSampleCheck.load(this.ref.key)
  }

  @Field(() => JobStatus, { nullable: true, description: 'How far the check is. SUCCEEDED says that it is done, not that the recording is good: that is the `verdict`.' })
  async status(@Ctx() context: GraphContext): Promise<string> {
    return (await this.details(context)).status
  }

  @Field(() => String, { nullable: true, description: "The vendor's own word for its state." })
  async vendorStatus(@Ctx() context: GraphContext): Promise<string> {
    return (await this.details(context)).vendorStatus
  }

  @Field(() => VoiceSampleVerdict, { nullable: true, description: 'What it found out; null while it goes on.' })
  async verdict(@Ctx() context: GraphContext): Promise<Verdict | null> {
    return (await this.details(context)).verdict
  }

  @Field(() => String, { nullable: true, description: 'What the vendor says of the recording.' })
  async message(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).message
  }

  @Field(() => String, { nullable: true, description: 'What a recording that passed is called: hand it to createVoiceTraining as `sampleId`.' })
  async voiceSampleId(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).sampleId
  }
}
