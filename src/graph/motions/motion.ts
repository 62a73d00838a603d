import { Arg, Ctx, Directive, Field, InputType, Int, ObjectType, Query, Resolver } from 'type-graphql'
import type { Motion as MotionData } from '../../domain/motions.js'
import { AccountFilter, connectionOf, list, withoutNulls, type Connection } from '../connection.js'
import { abilityOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'

/** A motion, in the graph. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'A motion (key action) that an avatar can perform while it speaks.' })
export class Motion extends VendorEntity {
  constructor(
    account: string,
    key: string,
    private readonly known?: MotionData,
  ) {
    super({ type: 'Motion', account, key })
  }

  /** What the list of motions tells. */
  async details(context: GraphContext): Promise<MotionData> {
    return this.known ?? context.loaders(this.ref.account).motion.load(this.ref.key)
  }

  @Field(() => String, { nullable: true, description: 'The name that a speech command uses, such as `PointingSelf`.' })
  async name(@Ctx() context: GraphContext): Promise<string> {
    return (await this.details(context)).name
  }

  @Field(() => String, { nullable: true, description: 'The name in Chinese.' })
  async localName(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).localName
  }

  @Field(() => String, { nullable: true, description: "The vendor's word for the sort of motion (Xingyun KA query `ka_type`)." })
  async kind(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).kind
  }

  @Field(() => String, { nullable: true, description: 'A picture of it.' })
  async imageUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).imageUrl
  }

  @Field(() => String, { nullable: true, description: 'A film of it.' })
  async movieUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).movieUrl
  }
}

/** What narrows `motions`. */
@InputType({ description: 'What narrows a list of motions; everything given must hold.' })
export class MotionFilter extends AccountFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name, in English or Chinese.' })
  search?: string | null

  @Field(() => [String], { nullable: true, description: "Of one of these sorts, in the vendor's words." })
  kinds?: string[] | null
}

const MotionConnection = connectionOf(Motion, 'Motion', 'motions')

/** The query over motions. */
@Resolver()
export class MotionQueries {
  @Query(() => MotionConnection, { description: "Motions of all accounts, in the vendors' order (they have no dates)." })
  async motions(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most; 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor to go on behind.' }) after: string | null | undefined,
    @Arg('filter', () => MotionFilter, { nullable: true, description: 'What narrows the list.' }) filter: MotionFilter | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Motion>> {
    const { search, kinds } = filter ?? {}
    return list<MotionData, Motion>(context, { first, after, filter }, {
      ability: 'motions',
      fetch: (account, page, call) => abilityOf(account, 'motions').list(withoutNulls({ search, kinds }), page, call),
      createdAt: () => null,
      show: (account, motion) => new Motion(account.slug, motion.nativeId, motion),
    })
  }
}
