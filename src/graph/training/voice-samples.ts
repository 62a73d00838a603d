import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql'
import type { VoiceLanguage as Language } from '../../domain/asset-metadata.js'
import { decodeIdOf } from '../../domain/ids.js'
import type { Account } from '../../domain/port.js'
import type { VoiceSampleText as TextData } from '../../domain/training/voice-samples.js'
import { accountFor } from '../abilities.js'
import { VoiceLanguage } from '../assets/metadata-words.js'
import { withoutNulls } from '../connection.js'
import type { GraphContext } from '../context.js'
import { existing } from '../live/live-queries.js'
import { payloadOf, type Payload } from '../payload.js'
import { withUserErrors } from '../user-error.js'
import { VoiceSampleCheck, voiceSamplesOf } from './voice-sample-check.js'

const ACCOUNT = 'The slug of the account; may be left out where only one account checks recordings.'
const CAN_CHECK = { can: ({ training }: Account) => training?.voiceSamples }

/** A text to be read aloud, in the graph. */
@ObjectType({ description: 'A text to be read aloud for a voice sample.' })
export class VoiceSampleText {
  @Field(() => String, { description: 'Its id: hand it to checkVoiceSample as `textId`.' })
  id!: string

  @Field(() => String, { description: 'What is to be read.' })
  text!: string
}

/** The input of `checkVoiceSample`. */
@InputType({ description: 'A recording to be checked before a voice is made of it.' })
export class CheckVoiceSampleInput {
  @Field(() => String, { nullable: true, description: ACCOUNT })
  account?: string | null

  @Field(() => String, {
    description: 'The `fileUrl` that createTrainingUploads gave for a VOICE_SAMPLE. Tencent advises 10 to 30 seconds, at most 20 MB, more than 16 kHz, as wav, mp3, aac, m4a, wma or asf (1211/62077).',
  })
  audioUrl!: string

  @Field(() => String, { nullable: true, description: 'The text that was read, as voiceSampleTexts calls it; not together with `referenceText`.' })
  textId?: string | null

  @Field(() => String, { nullable: true, description: 'The text that was read, in full; not together with `textId`.' })
  referenceText?: string | null
}

const CheckVoiceSamplePayload = payloadOf('checkVoiceSample', 'check', VoiceSampleCheck, 'The check: ask for it again until it is done.')

/** Checking recordings before voices are made of them. */
@Resolver()
export class VoiceSampleResolver {
  @Query(() => [VoiceSampleText], { description: 'Texts of the vendor to read aloud for a voice sample (Tencent gettext, 1211/62076).' })
  voiceSampleTexts(
    @Arg('account', () => String, { nullable: true, description: ACCOUNT }) slug: string | null | undefined,
    @Arg('language', () => VoiceLanguage, { description: 'The language to be read: CHINESE, ENGLISH or CANTONESE at Tencent.' }) language: Language,
    @Ctx() context: GraphContext,
  ): Promise<TextData[]> {
    const account = accountFor(context, slug, 'training', CAN_CHECK)
    return context.loaders(account.slug).during(() => voiceSamplesOf(account).texts(language, context.call))
  }

  @Query(() => VoiceSampleCheck, { nullable: true, description: 'The check of one recording; null with the error NOT_FOUND when its vendor does not know it.' })
  voiceSampleCheck(@Arg('id', () => ID, { description: 'The global id of the check.' }) id: string, @Ctx() context: GraphContext): Promise<VoiceSampleCheck> {
    const { account, key } = decodeIdOf('VoiceSampleCheck', id, 'id')
    return existing(new VoiceSampleCheck(account, key), context)
  }

  @Mutation(() => CheckVoiceSamplePayload, { description: 'Has a recording checked, which a voice of the edition ZERO_SHOT is then made of (Tencent detectaudioquality, 1211/62077).' })
  checkVoiceSample(@Arg('input', () => CheckVoiceSampleInput, { description: 'Which recording.' }) { account: slug, audioUrl, ...text }: CheckVoiceSampleInput, @Ctx() context: GraphContext): Promise<Payload<'check', VoiceSampleCheck>> {
    return withUserErrors<{ check: VoiceSampleCheck | null }>({ check: null }, async () => {
      const account = accountFor(context, slug, 'training', CAN_CHECK)
      return { check: new VoiceSampleCheck(account.slug, await voiceSamplesOf(account).check({ audioUrl, ...withoutNulls(text) }, context.call)) }
    })
  }
}
