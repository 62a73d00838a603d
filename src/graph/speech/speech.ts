import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Query, Resolver } from 'type-graphql'
import { decodeIdOf } from '../../domain/ids.js'
import { abilityOf, accountFor } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { graphEnum } from '../enums.js'
import { existing } from '../live/live-queries.js'
import { payloadOf, type Payload } from '../payload.js'
import { badInput } from '../../domain/errors.js'
import type { AudioCodec as Codec, SpeechDraft } from '../../domain/speech.js'
import { referenceIn } from '../production/references.js'
import { VoiceInput, voiceOf } from '../production/voice.js'
import { withUserErrors } from '../user-error.js'
import { SpeechPreview } from './speech-preview.js'

/** In which file speech comes, as a GraphQL enum. */
const AudioCodec = graphEnum<Codec>('AudioCodec', 'In which file speech comes.', { MP3: 'MP3.', WAV: 'WAV.' })

/** How a text is taken apart, as a caller gives it. */
@InputType({ description: 'How a text is taken apart into the sentences that are told with their times (Tencent 1211/62086).' })
export class SentenceRulesInput {
  @Field(() => Int, { nullable: true, description: 'Characters a sentence at most, 0 to 999; 0 and nothing mean 30.' })
  maxLength?: number | null

  @Field(() => String, { nullable: true, description: 'The punctuation marks that sentences show: `0` for none, `1` for all (the default), or the marks themselves.' })
  shownPunctuation?: string | null

  @Field(() => String, { nullable: true, description: "The punctuation marks that end a sentence; the vendor's own choice when nothing is said." })
  endingPunctuation?: string | null
}

/** The input of `previewSpeech`. */
@InputType({ description: 'A text to be heard in a voice.' })
export class PreviewSpeechInput {
  @Field(() => String, { nullable: true, description: "The slug of the account; the voice's or avatar's own when nothing is said." })
  account?: string | null

  @Field(() => String, { description: 'What is spoken: plain text, or SSML in <speak> … </speak>, which is checked before it is sent.' })
  text!: string

  @Field(() => VoiceInput, { description: 'Who speaks, and how. Voices of third parties cost money.' })
  voice!: VoiceInput

  @Field(() => ID, { nullable: true, description: 'The id of an avatar whose own voice reads, where `voice` names none. Tencent only.' })
  avatarId?: string | null

  @Field(() => Int, { nullable: true, description: 'In Hz: 24000 (the default) or 16000. Tencent only (1211/62086).' })
  sampleRate?: number | null

  @Field(() => AudioCodec, { nullable: true, description: 'In which file the speech comes; default MP3. Tencent only (1211/62086).' })
  codec?: Codec | null

  @Field(() => SentenceRulesInput, { nullable: true, description: 'How the text is taken apart into sentences. Tencent only (1211/62086).' })
  sentences?: SentenceRulesInput | null

  @Field(() => String, { nullable: true, description: "Where the finished file is put instead of the vendor's storage: an S3 address that carries its permission. Tencent only." })
  storageUrl?: string | null
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

  @Mutation(() => PreviewSpeechPayload, { description: 'Has a voice read a text (Huawei 9.1; Tencent tts).' })
  previewSpeech(@Arg('input', () => PreviewSpeechInput, { description: 'Which text, in which voice.' }) input: PreviewSpeechInput, @Ctx() context: GraphContext): Promise<Payload<'speechPreview', SpeechPreview>> {
    return withUserErrors<{ speechPreview: SpeechPreview | null }>({ speechPreview: null }, async () => {
      const account = accountFor(context, input.account ?? homeOf(input), 'speech')
      const key = await abilityOf(account, 'speech').preview(draftOf(account.slug, input), context.call)
      return { speechPreview: new SpeechPreview(account.slug, key) }
    })
  }
}

/** The account of the voice, or of the avatar that lends its own. */
function homeOf({ voice, avatarId }: PreviewSpeechInput): string {
  if (voice.assetId != null) return decodeIdOf('Asset', voice.assetId, 'input.voice.assetId').account
  if (avatarId != null) return decodeIdOf('Asset', avatarId, 'input.avatarId').account
  throw badInput('voice.assetId: expected the id of a voice, or an avatarId whose voice it is.', { field: 'input.voice.assetId' })
}

function draftOf(account: string, input: PreviewSpeechInput): SpeechDraft {
  const { text, voice, avatarId, sampleRate, codec, sentences, storageUrl } = input
  return {
    text,
    voice: voiceOf(account, voice, 'input.voice'),
    avatar: referenceIn(account, 'Asset', avatarId, 'input.avatarId'),
    sampleRate: sampleRate ?? null,
    codec: codec ?? null,
    sentences: sentences
      ? { maxLength: sentences.maxLength ?? null, shownPunctuation: sentences.shownPunctuation ?? null, endingPunctuation: sentences.endingPunctuation ?? null }
      : null,
    storageUrl: storageUrl ?? null,
  }
}
