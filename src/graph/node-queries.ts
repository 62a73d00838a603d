import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { badInput } from '../domain/errors.js'
import { decodeId, type EntityRef, type EntityType } from '../domain/ids.js'
import { VendorAccount } from './accounts/vendor-account.js'
import { AssetFile } from './assets/asset-file.js'
import { existingAsset } from './assets/asset-queries.js'
import { Asset } from './assets/asset.js'
import { accountOf } from './abilities.js'
import type { GraphContext } from './context.js'
import { existing } from './live/live-queries.js'
import { LiveRoom } from './live/live-room.js'
import { LiveSession } from './live/live-session.js'
import { Motion } from './motions/motion.js'
import { Node } from './node.js'
import { assertOwn } from './own-job.js'
import { TrainingJob } from './training/training-job.js'
import { VoiceSampleCheck } from './training/voice-sample-check.js'
import { Product } from './products/product.js'
import { InteractionRuleGroup } from './rules/rule-group.js'
import { SpeechPreview } from './speech/speech-preview.js'
import { VideoJob } from './videos/video-job.js'
import { VideoScript } from './videos/video-script.js'

/** Most ids that `nodes` takes. */
const MAX_NODES = 100

interface EntityAccess {
  /** The entity behind an id that another subgraph holds: nothing is asked until a field needs it. */
  refer(ref: EntityRef, context: GraphContext): Node
  /** The entity, once it is known to exist. */
  find(ref: EntityRef, context: GraphContext): Promise<Node>
}

/** How each type of entity is reached by its id, alone or as a reference of another subgraph. */
export const ENTITIES: Record<EntityType, EntityAccess> = {
  Asset: { refer: ({ account, key }) => new Asset(account, key), find: existingAsset },
  AssetFile: {
    refer: ({ account, key }) => AssetFile.ofKey(account, key),
    find: ({ account, key }, context) => existing(AssetFile.ofKey(account, key), context),
  },
  LiveRoom: {
    refer: ({ account, key }) => new LiveRoom(account, key),
    find: ({ account, key }, context) => existing(new LiveRoom(account, key), context),
  },
  LiveSession: {
    refer: ({ account, key }) => LiveSession.ofKey(account, key),
    find: ({ account, key }, context) => existing(LiveSession.ofKey(account, key), context),
  },
  Motion: {
    refer: ({ account, key }) => new Motion(account, key),
    find: ({ account, key }, context) => existing(new Motion(account, key), context),
  },
  InteractionRuleGroup: {
    refer: ({ account, key }) => new InteractionRuleGroup(account, key),
    find: ({ account, key }, context) => existing(new InteractionRuleGroup(account, key), context),
  },
  Product: {
    refer: ({ account, key }) => new Product(account, key),
    find: ({ account, key }, context) => existing(new Product(account, key), context),
  },
  TrainingJob: {
    refer: ({ account, key }) => TrainingJob.ofKey(account, key),
    find: ({ account, key }, context) => existing(TrainingJob.ofKey(account, key), context),
  },
  VideoScript: {
    refer: ({ account, key }) => new VideoScript(account, key),
    find: ({ account, key }, context) => existing(new VideoScript(account, key), context),
  },
  VideoJob: {
    refer: ({ account, key }) => new VideoJob(account, key),
    find: ({ account, key }, context) => existing(new VideoJob(account, key), context),
  },
  SpeechPreview: {
    refer: ({ account, key }) => new SpeechPreview(account, key),
    find: ({ account, key }, context) => existing(new SpeechPreview(account, key), context),
  },
  VoiceSampleCheck: {
    refer: ({ account, key }) => new VoiceSampleCheck(account, key),
    find: ({ account, key }, context) => existing(new VoiceSampleCheck(account, key), context),
  },
  VendorAccount: {
    refer: ({ account }, context) => new VendorAccount(accountOf(context.services, account)),
    find: async ({ account }, context) => new VendorAccount(accountOf(context.services, account)),
  },
}

/** Reads a global id and finds its entity; BAD_USER_INPUT or NOT_FOUND. */
const find = async (id: string, context: GraphContext): Promise<Node> => {
  const ref = decodeId(id)
  accountOf(context.services, ref.account)
  await assertOwn(ref, context)
  return ENTITIES[ref.type].find(ref, context)
}

/** Anything by its global id. */
@Resolver()
export class NodeQueries {
  @Query(() => Node, { nullable: true, description: 'Anything by its global id; null with the error NOT_FOUND when it does not exist.' })
  node(@Arg('id', () => ID, { description: 'The global id of any entity.' }) id: string, @Ctx() context: GraphContext): Promise<Node> {
    return find(id, context)
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: `Several things by their global ids, in the order asked; at most ${MAX_NODES}. One that does not exist is null, with an error of its own.`,
  })
  nodes(@Arg('ids', () => [ID], { description: 'Global ids of any entities.' }) ids: string[], @Ctx() context: GraphContext): Promise<Node>[] {
    if (ids.length > MAX_NODES) throw badInput(`Expected at most ${MAX_NODES} ids, got ${ids.length}.`, { field: 'ids' })
    return ids.map((id) => find(id, context))
  }
}
