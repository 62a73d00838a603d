import { Field, Int, ObjectType } from 'type-graphql'
import type { LiveParagraph as ParagraphData, LiveScene as SceneData } from '../../domain/live.js'
import { Asset } from '../assets/asset.js'

/** One paragraph of a scene, in the graph. */
@ObjectType({ description: 'One paragraph that an avatar speaks.' })
export class LiveParagraph {
  constructor(
    private readonly account: string,
    private readonly data: ParagraphData,
  ) {}

  @Field(() => Int, { nullable: true, description: 'Its number in the scene.' })
  sequenceNo(): number | null {
    return this.data.sequenceNo
  }

  @Field(() => String, { nullable: true, description: 'Its title.' })
  title(): string | null {
    return this.data.title
  }

  @Field(() => String, { nullable: true, description: 'What is spoken: plain text or SSML.' })
  text(): string | null {
    return this.data.text
  }

  @Field(() => Asset, { nullable: true, description: 'The recording that is played instead of a text.' })
  audio(): Asset | null {
    return this.data.audio === null ? null : new Asset(this.account, this.data.audio)
  }
}

/** One scene of a live room's script, in the graph. */
@ObjectType({ description: 'One scene of a live script: who speaks, with which voice, in front of what.' })
export class LiveScene {
  constructor(
    private readonly account: string,
    private readonly data: SceneData,
  ) {}

  @Field(() => String, { nullable: true, description: 'Its name.' })
  name(): string | null {
    return this.data.name
  }

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description(): string | null {
    return this.data.description
  }

  @Field(() => Asset, { nullable: true, description: 'The avatar that acts in it.' })
  avatar(): Asset | null {
    return this.data.avatar === null ? null : new Asset(this.account, this.data.avatar)
  }

  @Field(() => Asset, { nullable: true, description: 'The voice that the avatar speaks with.' })
  voice(): Asset | null {
    return this.data.voice === null ? null : new Asset(this.account, this.data.voice)
  }

  @Field(() => [Asset], { description: 'What is behind the avatar.' })
  backgrounds(): Asset[] {
    return this.data.backgrounds.map((id) => new Asset(this.account, id))
  }

  @Field(() => [LiveParagraph], { description: 'What is spoken, in order.' })
  paragraphs(): LiveParagraph[] {
    return this.data.paragraphs.map((paragraph) => new LiveParagraph(this.account, paragraph))
  }
}
