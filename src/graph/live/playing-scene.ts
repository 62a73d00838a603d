import { Field, Int, ObjectType } from 'type-graphql'
import type { PlayingScene as SceneData } from '../../domain/live-commands.js'
import { Asset } from '../assets/asset.js'

/** A paragraph of what is played, in the graph. */
@ObjectType({ description: 'A paragraph of what is being played.' })
export class PlayingParagraph {
  @Field(() => Int, { nullable: true, description: 'Its number in the scene.' })
  sequenceNo!: number | null

  @Field(() => String, { nullable: true, description: 'The title that the paragraph has in the script.' })
  title!: string | null
}

/** A scene of what is played, in the graph. */
@ObjectType({ description: 'A scene of what is being played in the current round of a session.' })
export class PlayingScene {
  constructor(
    private readonly account: string,
    private readonly data: SceneData,
  ) {}

  @Field(() => String, { nullable: true, description: 'The name that the scene has in the script.' })
  name(): string | null {
    return this.data.name
  }

  @Field(() => Asset, { nullable: true, description: 'The avatar that acts in it.' })
  avatar(): Asset | null {
    return this.data.avatar === null ? null : new Asset(this.account, this.data.avatar)
  }

  @Field(() => [PlayingParagraph], { description: 'What is spoken, in order.' })
  paragraphs(): PlayingParagraph[] {
    return this.data.paragraphs
  }
}
