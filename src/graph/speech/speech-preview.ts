import { Ctx, Directive, Field, Int, ObjectType } from 'type-graphql'
import type { SpeechPreview as PreviewData } from '../../domain/speech.js'
import { abilityOf, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'

/** A file of a speech preview, in the graph. */
@ObjectType({ description: 'A file of a speech preview.' })
export class SpeechPreviewFile {
  constructor(private readonly address: string) {}

  @Field(() => String, { description: 'Where it can be fetched: signed, and short-lived (one hour at Huawei).' })
  url(): string {
    return this.address
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

  @Field(() => Int, { nullable: true, description: 'After how many seconds asking again can bring more; null when it is complete. Asked sooner, the answer is the same as before.' })
  async askAgainAfterSeconds(@Ctx() context: GraphContext): Promise<number | null> {
    const { pollSeconds } = abilityOf(accountOf(context.services, this.ref.account), 'speech')
    return (await this.details(context)).isComplete ? null : pollSeconds
  }
}
