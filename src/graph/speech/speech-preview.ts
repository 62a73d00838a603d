import { Ctx, Directive, Field, Float, Int, ObjectType } from 'type-graphql'
import type { SpeechPreview as PreviewData, SpokenSentence as SentenceData, SpokenWord as WordData } from '../../domain/speech.js'
import { abilityOf, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { Failure } from '../failure.js'

/** A file of a speech preview, in the graph. */
@ObjectType({ description: 'A file of a speech preview.' })
export class SpeechPreviewFile {
  constructor(private readonly address: string) {}

  @Field(() => String, { description: 'Where it can be fetched: signed, and short-lived (one hour at Huawei, 9.2; seven days at Tencent, 1211/62088).' })
  url(): string {
    return this.address
  }
}

/** A spoken word, in the graph. */
@ObjectType({ description: 'A word and when it is spoken.' })
export class SpokenWord {
  constructor(private readonly data: WordData) {}

  @Field(() => String, { description: 'The spoken word, as text.' })
  text(): string {
    return this.data.text
  }

  @Field(() => Int, { nullable: true, description: 'When it begins, in milliseconds from the beginning of the recording.' })
  startMs(): number | null {
    return this.data.startMs
  }

  @Field(() => Int, { nullable: true, description: 'When it ends, in milliseconds from the beginning of the recording.' })
  endMs(): number | null {
    return this.data.endMs
  }
}

/** A spoken sentence, in the graph. */
@ObjectType({ description: 'A sentence and when its words are spoken.' })
export class SpokenSentence {
  constructor(private readonly data: SentenceData) {}

  @Field(() => String, { description: 'What is said in it, as text.' })
  text(): string {
    return this.data.text
  }

  @Field(() => [SpokenWord], { description: 'Its words, in order.' })
  words(): SpokenWord[] {
    return this.data.words.map((word) => new SpokenWord(word))
  }
}

/** A text read by a voice, to be heard before it is used, in the graph. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'A text read by a voice, to be heard before it is used. Its files come one by one: ask again until it is complete.' })
export class SpeechPreview extends VendorEntity {
  constructor(account: string, key: string) {
    super({ type: 'SpeechPreview', account, key })
  }

  /** What there is of it so far (Huawei 9.2). */
  details(context: GraphContext): Promise<PreviewData> {
    return context.loaders(this.ref.account).speechPreview.load(this.ref.key)
  }

  @Field(() => Boolean, { nullable: true, description: 'Whether no more files will come.' })
  async isComplete(@Ctx() context: GraphContext): Promise<boolean> {
    return (await this.details(context)).isComplete
  }

  @Field(() => [SpeechPreviewFile], { nullable: true, description: 'The files so far, in the order of the text.' })
  async files(@Ctx() context: GraphContext): Promise<SpeechPreviewFile[]> {
    return (await this.details(context)).fileUrls.map((url) => new SpeechPreviewFile(url))
  }

  @Field(() => String, { nullable: true, description: 'What the vendor has to say about it, where it went wrong.' })
  async message(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).message
  }

  @Field(() => Float, { nullable: true, description: 'How long the recording is, as soon as it is known and where the vendor tells (Tencent).' })
  async durationSeconds(@Ctx() context: GraphContext): Promise<number | null> {
    return (await this.details(context)).durationSeconds
  }

  @Field(() => [SpokenSentence], { nullable: true, description: 'When each sentence and word is spoken, where the vendor tells (Tencent).' })
  async sentences(@Ctx() context: GraphContext): Promise<SpokenSentence[]> {
    return (await this.details(context)).sentences.map((sentence) => new SpokenSentence(sentence))
  }

  @Field(() => Failure, { nullable: true, description: 'Why there will be no recording.' })
  async failure(@Ctx() context: GraphContext): Promise<Failure | null> {
    const { failure } = await this.details(context)
    return failure && new Failure(failure)
  }

  @Field(() => Int, { nullable: true, description: 'After how many seconds asking again can bring more; null when it is complete. Asked sooner, the answer is the same as before.' })
  async askAgainAfterSeconds(@Ctx() context: GraphContext): Promise<number | null> {
    const { pollSeconds } = abilityOf(accountOf(context.services, this.ref.account), 'speech')
    return (await this.details(context)).isComplete ? null : pollSeconds
  }
}
