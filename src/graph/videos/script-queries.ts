import { Arg, Ctx, Field, ID, InputType, Int, Query, Resolver } from 'type-graphql'
import { decodeIdOf } from '../../domain/ids.js'
import type { Orientation as OrientationName } from '../../domain/live.js'
import type { VideoScriptSummary } from '../../domain/scripts.js'
import { AccountFilter, connectionOf, list, withoutNulls, type Connection } from '../connection.js'
import { abilityOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { graphEnum } from '../enums.js'
import { existing } from '../live/live-queries.js'
import { Orientation } from '../live/live-words.js'
import { VideoScript } from './video-script.js'

const VideoScriptSource = graphEnum('VideoScriptSource', 'Whose video scripts are listed.', {
  OWN: "The account's own.",
  SYSTEM: "The vendor's templates.",
})

/** What narrows `videoScripts`. */
@InputType({ description: 'What narrows a list of video scripts; everything given must hold.' })
export class VideoScriptFilter extends AccountFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  search?: string | null

  @Field(() => VideoScriptSource, { nullable: true, description: "Whose: the account's own when nothing is said." })
  source?: 'OWN' | 'SYSTEM' | null

  @Field(() => Orientation, { nullable: true, description: 'Whose picture lies that way.' })
  orientation?: OrientationName | null
}

const VideoScriptConnection = connectionOf(VideoScript, 'VideoScript', 'video scripts')

/** The queries over video scripts. */
@Resolver()
export class VideoScriptQueries {
  @Query(() => VideoScript, { nullable: true, description: 'One video script; null with the error NOT_FOUND when its vendor does not know it.' })
  async videoScript(@Arg('id', () => ID, { description: 'The global id of the video script.' }) id: string, @Ctx() context: GraphContext): Promise<VideoScript> {
    const { account, key } = decodeIdOf('VideoScript', id, 'id')
    return existing(new VideoScript(account, key), context)
  }

  @Query(() => VideoScriptConnection, { description: 'Video scripts of all accounts, newest first.' })
  async videoScripts(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most; 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor to go on behind.' }) after: string | null | undefined,
    @Arg('filter', () => VideoScriptFilter, { nullable: true, description: 'What narrows the list.' }) filter: VideoScriptFilter | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<Connection<VideoScript>> {
    const { search, source, orientation } = filter ?? {}
    const narrowed = withoutNulls({ search, source, orientation })
    return list<VideoScriptSummary, VideoScript>(context, { first, after, filter }, {
      ability: 'scripts',
      fetch: (account, page, call) => abilityOf(account, 'scripts').list(narrowed, page, call),
      createdAt: (script) => script.createdAt,
      show: (account, summary) => new VideoScript(account.slug, summary.nativeId, { summary }),
    })
  }
}
