import { Random } from '../random.js'
import { listAssets, listAssetSummary, showAsset } from './assets.js'
import { batchExecuteAssetAction } from './assets/batch.js'
import { createDigitalAsset, deleteAsset, restoreAsset, updateDigitalAsset } from './assets/changes.js'
import { createAssetByReplicationInfo, showAssetReplicationInfo } from './assets/replication.js'
import { Avatars } from './avatars.js'
import type { Context, Handlers } from './context.js'
import { Files } from './files.js'
import { listSmartLive, listSmartLiveJobs, liveEventReport, showSmartLive, startSmartLive, stopSmartLive } from './live.js'
import { executeSmartLiveCommand } from './live/commands.js'
import { pastJobs } from './live/history.js'
import { LiveJobs } from './live/jobs.js'
import { createProduct, deleteProduct, listProducts, setProductAsset, showProduct, updateProduct } from './products.js'
import { listSmartLiveRooms, showSmartLiveRoom } from './rooms.js'
import { createSmartLiveRoom, deleteSmartLiveRoom, updateSmartLiveRoom } from './rooms/changes.js'
import { createInteractionRuleGroup, deleteInteractionRuleGroup, listInteractionRuleGroups, updateInteractionRuleGroup } from './rules/groups.js'
import { copyVideoScripts, createVideoScripts, deleteVideoScript, listVideoScripts, showVideoScript, updateVideoScript } from './scripts.js'
import { Speech } from './speech.js'
import { Videos } from './videos.js'
import { Voices } from './voices.js'

/** The chapters of the reference, at work: their operations, and those of their parts that a test takes hold of. */
export interface Chapters {
  handlers: Handlers
  live: LiveJobs
  videos: Videos
  avatars: Avatars
  voices: Voices
}

/** Sets up every chapter on a world. */
export function openChapters(context: Context): Chapters {
  const { world, media, options } = context
  const files = new Files(context)
  const videos = new Videos(context)
  const avatars = new Avatars(context)
  const voices = new Voices(context)
  const speech = new Speech(context)
  const live = new LiveJobs(context, pastJobs(world.rooms, new Random(options.seed + 3)))
  return {
    live,
    videos,
    avatars,
    voices,
    handlers: {
      createDigitalAsset: (call) => createDigitalAsset(context, call),
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
      createVideoScripts: (call) => createVideoScripts(context, call),
      listVideoScripts: (call) => listVideoScripts(context, call),
      showVideoScript: (call) => showVideoScript(context, call),
      updateVideoScript: (call) => updateVideoScript(context, call),
      deleteVideoScript: (call) => deleteVideoScript(context, call),
      copyVideoScripts: (call) => copyVideoScripts(context, call),
      listDigitalHumanVideo: (call) => videos.list(call),
      create2DDigitalHumanVideo: (call) => videos.create(call),
      show2DDigitalHumanVideo: (call) => videos.show(call),
      cancel2DDigitalHumanVideo: (call) => videos.cancel(call),
      createSmartLiveRoom: (call) => createSmartLiveRoom(context, call),
      listSmartLiveRooms: (call) => listSmartLiveRooms(world, live, media, call),
      showSmartLiveRoom: (call) => showSmartLiveRoom(world, media, call),
      updateSmartLiveRoom: (call) => updateSmartLiveRoom(context, call),
      deleteSmartLiveRoom: (call) => deleteSmartLiveRoom(context, live, call),
      createInteractionRuleGroup: (call) => createInteractionRuleGroup(context, call),
      listInteractionRuleGroups: (call) => listInteractionRuleGroups(context, call),
      updateInteractionRuleGroup: (call) => updateInteractionRuleGroup(context, call),
      deleteInteractionRuleGroup: (call) => deleteInteractionRuleGroup(context, call),
      startSmartLive: (call) => startSmartLive(world, live, call),
      listSmartLive: (call) => listSmartLive(world, live, call),
      showSmartLive: (call) => showSmartLive(live, call),
      stopSmartLive: (call) => stopSmartLive(live, call),
      executeSmartLiveCommand: (call) => executeSmartLiveCommand(live, call),
      listSmartLiveJobs: (call) => listSmartLiveJobs(live, call),
      liveEventReport: (call) => liveEventReport(live, call),
      createProduct: (call) => createProduct(context, call),
      listProducts: (call) => listProducts(context, call),
      updateProduct: (call) => updateProduct(context, call),
      showProduct: (call) => showProduct(context, call),
      deleteProduct: (call) => deleteProduct(context, call),
      setProductAsset: (call) => setProductAsset(context, call),
      create2dModelTrainingJob: (call) => avatars.create(call),
      list2dModelTrainingJob: (call) => avatars.list(call),
      show2dModelTrainingJob: (call) => avatars.show(call),
      delete2dModelTrainingJob: (call) => avatars.delete(call),
      update2dModelTrainingJob: (call) => avatars.update(call),
      execute2dModelTrainingCommandByUser: (call) => avatars.command(call),
      createTrainingBasicJob: (call) => voices.create('BASIC', call),
      createTrainingMiddleJob: (call) => voices.create('MIDDLE', call),
      createTrainingAdvanceJob: (call) => voices.create('ADVANCE', call),
      listVoiceTrainingJob: (call) => voices.list(call),
      commitVoiceTrainingJob: (call) => voices.commit(call),
      showVoiceTrainingJob: (call) => voices.show(call),
      deleteVoiceTrainingJob: (call) => voices.delete(call),
      showJobUploadingAddress: (call) => voices.addresses(call),
      showJobAuditResult: (call) => voices.auditResult(call),
      confirmTrainingSegment: (call) => voices.confirmSegment(call),
      showTrainingSegmentInfo: (call) => voices.segmentInfo(call),
      createTtsAudition: (call) => speech.create(call),
      showTtsAuditionFile: (call) => speech.show(call),
    },
  }
}
