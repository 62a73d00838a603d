import { bulkhead } from 'cockatiel'
import DataLoader, { type CacheMap } from 'dataloader'
import type { AssetDetails, AssetSummary } from '../domain/assets.js'
import { notFound } from '../domain/errors.js'
import type { InteractionRuleGroup } from '../domain/interaction-rules.js'
import type { LiveRoomDetails } from '../domain/live-rooms.js'
import { parseLiveSessionKey, type LiveSession } from '../domain/live.js'
import type { Motion } from '../domain/motions.js'
import type { Account } from '../domain/port.js'
import type { Product } from '../domain/products.js'
import { parseTrainingKey, type TrainingDetails } from '../domain/training/job.js'
import type { VoiceSampleCheck } from '../domain/training/voice-samples.js'
import type { VideoScriptDetails } from '../domain/scripts.js'
import type { SpeechPreview } from '../domain/speech.js'
import type { VideoJobDetails } from '../domain/videos.js'
import { abilityOf, accountOf } from './abilities.js'
import type { GraphContext } from './context.js'
import { ledgerEntry } from './ledger.js'
import { Quiet } from './quiet.js'
import { trainingsOf } from './training/training-access.js'
import { voiceSamplesOf } from './training/voice-sample-check.js'

/** Detail calls that one operation has under way at one account at most: as many as the transport has connections, rates are the limiter's to keep. */
const DETAIL_CONCURRENCY = 64
/** The share of an operation's time that a batch waits at most for the calls that may add to it. */
const BATCH_WAIT_SHARE = 0.25

/** What one operation knows of one account: each entity is asked for once, however often it is mentioned. */
export interface AccountLoaders {
  assetSummary: DataLoader<string, AssetSummary>
  assetDetails: DataLoader<string, AssetDetails>
  liveRoom: DataLoader<string, LiveRoomDetails>
  /** Keys are those of global ids: room and session. */
  liveSession: DataLoader<string, LiveSession>
  motion: DataLoader<string, Motion>
  product: DataLoader<string, Product>
  ruleGroup: DataLoader<string, InteractionRuleGroup>
  /** Keys are those of global ids: kind and job. */
  trainingJob: DataLoader<string, TrainingDetails>
  videoScript: DataLoader<string, VideoScriptDetails>
  videoJob: DataLoader<string, VideoJobDetails>
  speechPreview: DataLoader<string, SpeechPreview>
  voiceSampleCheck: DataLoader<string, VoiceSampleCheck>
  /** Runs any other call of the account, so that batches know of it. */
  during: Quiet['during']
}

/** The loaders of an account, by slug; NOT_FOUND when there is no such account. */
export type Loaders = (account: string) => AccountLoaders

/** Makes the loaders of one operation. */
export function createLoaders(context: Omit<GraphContext, 'loaders'>): Loaders {
  const made = new Map<string, AccountLoaders>()
  return (slug) => {
    let loaders = made.get(slug)
    if (!loaders) made.set(slug, (loaders = accountLoaders(context, accountOf(context.services, slug))))
    return loaders
  }
}

function accountLoaders(context: Omit<GraphContext, 'loaders'>, account: Account): AccountLoaders {
  const quiet = new Quiet(context.services.vendorDeadlineMs * BATCH_WAIT_SHARE)
  const limit = bulkhead(DETAIL_CONCURRENCY, Infinity)
  const { call } = context

  const ledger = ledgerEntry(context.ledger, account.slug)
  /** DataLoader's memory of an operation, telling when it was of use. */
  const memory = <T>(): CacheMap<string, Promise<T>> => {
    const map = new Map<string, Promise<T>>()
    return {
      get(key) {
        const known = map.get(key)
        if (known) ledger.cacheHits += 1
        return known
      },
      set: (key, value) => map.set(key, value),
      delete: (key) => map.delete(key),
      clear: () => map.clear(),
    }
  }

  /** One call an entity, a few at a time. */
  const oneByOne = <T>(load: (key: string) => Promise<T>) =>
    new DataLoader<string, T>(
      async (keys) => {
        const settled = await Promise.allSettled(keys.map((key) => quiet.during(() => limit.execute(() => load(key)))))
        return settled.map((it) => (it.status === 'fulfilled' ? it.value : (it.reason as Error)))
      },
      { cacheMap: memory<T>() },
    )

  const assetSummary = new DataLoader<string, AssetSummary>(
    async (ids) => {
      const found = new Map((await abilityOf(account, 'catalogue').summaries(ids, call)).map((summary) => [summary.nativeId, summary]))
      ledger.keysBatched += ids.length
      return ids.map(
        (id) =>
          found.get(id) ??
          notFound(`The account ${account.slug} has no asset ${JSON.stringify(id)}: it may have been deleted, or belong to another region or project.`, {
            vendor: account.vendor,
            account: account.slug,
          }),
      )
    },
    { cacheMap: memory<AssetSummary>(), maxBatchSize: account.catalogue?.summaryBatchSize, batchScheduleFn: (dispatch) => quiet.when(dispatch) },
  )

  return {
    assetSummary,
    assetDetails: oneByOne(async (id) => abilityOf(account, 'catalogue').get(id, call)),
    liveRoom: oneByOne(async (id) => abilityOf(account, 'liveRooms').get(id, call)),
    liveSession: oneByOne(async (key) => abilityOf(account, 'live').get(parseLiveSessionKey(key), call)),
    ruleGroup: oneByOne(async (id) => abilityOf(account, 'ruleGroups').get(id, call)),
    product: oneByOne(async (id) => abilityOf(account, 'products').get(id, call)),
    trainingJob: oneByOne(async (key) => {
      const { kind, job } = parseTrainingKey(key)
      return trainingsOf(account, kind).get(job, call)
    }),
    videoScript: oneByOne(async (id) => abilityOf(account, 'scripts').get(id, call)),
    videoJob: oneByOne(async (id) => abilityOf(account, 'videos').get(id, { content: true }, call)),
    voiceSampleCheck: oneByOne(async (id) => voiceSamplesOf(account).get(id, call)),
    speechPreview: oneByOne(async (id) => abilityOf(account, 'speech').get(id, call)),
    motion: oneByOne(async (id) => abilityOf(account, 'motions').get(id, call)),
    during: (run) => quiet.during(run),
  }
}
