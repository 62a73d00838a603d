import { Arg, Ctx, Field, ID, InputType, Mutation, Query, Resolver } from 'type-graphql'
import { decodeIdOf } from '../../domain/ids.js'
import { abilityOf, accountFor } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { existing } from '../live/live-queries.js'
import { payloadOf, type Payload } from '../payload.js'
import { VoiceInput, voiceOf } from '../production/voice.js'
import { withUserErrors } from '../user-error.js'
import { SpeechPreview } from './speech-preview.js'

/** The input of `previewSpeech`. */
@InputType({ description: 'A text to be heard in a voice.' })
export class PreviewSpeechInput {
  @Field(() => String, { nullable: true, description: "The slug of the account; the voice's own when nothing is said." })
  account?: string | null

  @Field(() => String, { description: 'What is spoken: plain text, or SSML in <speak> … </speak>, which is checked before it is sent.' })
  text!: string

  @Field(() => VoiceInput, { description: 'Who speaks, and how. Voices of third parties cost money.' })
  voice!: VoiceInput
}

const PreviewSpeechPayload = payloadOf('previewSpeech', 'speechPreview', SpeechPreview, 'The preview: ask for its files again until it is complete.')

/** Hearing how a voice reads a text. */
@Resolver()
export class SpeechResolver {
  @Query(() => SpeechPreview, { nullable: true, description: 'One speech preview with the files so far; null with the error NOT_FOUND when its vendor does not know it.' })
  async speechPreview(@Arg('id', () => ID, { description: 'The global id of the speech preview.' }) id: string, @Ctx() context: GraphContext): Promise<SpeechPreview> {
    const { account, key } = decodeIdOf('SpeechPreview', id, 'id')
    return existing(new SpeechPreview(account, key), context)
  }

  @Mutation(() => PreviewSpeechPayload, { description: 'Has a voice read a text (Huawei 9.1).' })
  previewSpeech(@Arg('input', () => PreviewSpeechInput, { description: 'Which text, in which voice.' }) input: PreviewSpeechInput, @Ctx() context: GraphContext): Promise<Payload<'speechPreview', SpeechPreview>> {
    return withUserErrors<{ speechPreview: SpeechPreview | null }>({ speechPreview: null }, async () => {
      const home = decodeIdOf('Asset', input.voice.assetId, 'input.voice.assetId').account
      const account = accountFor(context, input.account ?? home, 'speech')
      const draft = { text: input.text, voice: voiceOf(account.slug, input.voice, 'input.voice') }
      return { speechPreview: new SpeechPreview(account.slug, await abilityOf(account, 'speech').preview(draft, context.call)) }
    })
  }
}
