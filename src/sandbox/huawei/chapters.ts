import type { Call } from '../call.js'
import { Random } from '../random.js'
import { listAssets, listAssetSummary, showAsset } from './assets.js'
import { batchExecuteAssetAction } from './assets/batch.js'
import { createDigitalAsset, deleteAsset, restoreAsset, updateDigitalAsset } from './assets/changes.js'
import { createAssetByReplicationInfo, showAssetReplicationInfo } from './assets/replication.js'
import type { Context, Handlers } from './context.js'
import { Files } from './files.js'
import { listSmartLive, listSmartLiveJobs, showSmartLive, startSmartLive, stopSmartLive } from './live.js'
import { pastJobs } from './live/history.js'
import { LiveJobs } from './live/jobs.js'
import { listSmartLiveRooms, showSmartLiveRoom } from './rooms.js'

/** The chapters of the reference, at work: their operations, and those of their parts that a test takes hold of. */
export interface Chapters {
  handlers: Handlers
  live: LiveJobs
}

/** Sets up every chapter on a world. */
export function openChapters(context: Context): Chapters {
  const { world, media, deliveries, options } = context
  const files = new Files(context)
  const live = new LiveJobs(options, deliveries, media, pastJobs(world.rooms, new Random(options.seed + 3)))
  return {
    live,
    handlers: {
      createDigitalAsset: (call: Call) => createDigitalAsset(context, call),
      listAssets: (call) => listAssets(world, call),
      updateDigitalAsset: (call) => updateDigitalAsset(context, call),
      deleteAsset: (call) => deleteAsset(context, call),
      showAsset: (call) => showAsset(world, call),
      restoreAsset: (call) => restoreAsset(context, call),
      batchExecuteAssetAction: (call) => batchExecuteAssetAction(context, call),
      listAssetSummary: (call) => listAssetSummary(world, call),
      showAssetReplicationInfo: (call) => showAssetReplicationInfo(context, call),
      createAssetByReplicationInfo: (call) => createAssetByReplicationInfo(context, call),
      createFile: (call) => files.create(call),
      deleteFile: (call) => files.delete(call),
      confirmFileUpload: (call) => files.confirm(call),
      createLargeFile: (call) => files.createLarge(call),
      listSmartLiveRooms: (call) => listSmartLiveRooms(world, live, media, call),
      showSmartLiveRoom: (call) => showSmartLiveRoom(world, media, call),
      startSmartLive: (call) => startSmartLive(world, live, call),
      listSmartLive: (call) => listSmartLive(world, live, call),
      showSmartLive: (call) => showSmartLive(live, call),
      stopSmartLive: (call) => stopSmartLive(live, call),
      listSmartLiveJobs: (call) => listSmartLiveJobs(live, call),
    },
  }
}
