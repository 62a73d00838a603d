import { Assets } from './assets.js'
import { Broadcast } from './broadcast.js'
import { Checks } from './checks.js'
import type { Context, Handlers } from './context.js'
import { Customization, type AssetListing } from './customization.js'
import { LiveRooms } from './live-rooms.js'
import { listServiceAssets } from './service-assets.js'
import { Sessions } from './sessions.js'

/** The chapters of the documents, at work: their operations, and those of their parts that a test takes hold of. */
export interface Chapters {
  handlers: Handlers
  customization: Customization
  broadcast: Broadcast
  sessions: Sessions
  liveRooms: LiveRooms
}

/** Sets up every chapter on a world. */
export function openChapters(context: Context, listing: AssetListing): Chapters {
  const assets = new Assets(context)
  const checks = new Checks(context)
  const customization = new Customization(context, listing, (audioId) => checks.hasAudio(audioId))
  const broadcast = new Broadcast(context)
  const sessions: Sessions = new Sessions(context, () => liveRooms.inUse)
  const liveRooms = new LiveRooms(context, sessions)
  return {
    customization,
    broadcast,
    sessions,
    liveRooms,
    handlers: {
      'customservice/getuploadcredentials': (call) => customization.credentials(call),
      'customservice/make': (call) => customization.make(call),
      'customservice/getprogress': (call) => customization.progress(call),
      'customservice/customerconfirm': (call) => customization.confirm(call),
      'zeroshotservice/gettext': (call) => checks.texts(call),
      'zeroshotservice/detectaudioquality': (call) => checks.detect(call),
      'zeroshotservice/getdetectprogress': (call) => checks.detected(call),
      'algotaskservice/audioevaluation': (call) => checks.evaluate(call),
      'algotaskservice/getaudioevaluationstate': (call) => checks.evaluated(call),
      'facedetectservice/facedetect': (call) => checks.face(call),
      'facedetectservice/getfacedetectstate': (call) => checks.faced(call),
      'broadcastservice/tts': (call) => broadcast.speech(call),
      'broadcastservice/videomake': (call) => broadcast.video(call, 'TransparentWebm'),
      'broadcastservice/videomakeadvanced': (call) => broadcast.video(call, 'Mp4'),
      'broadcastservice/videomakenotrain': (call) => broadcast.fromVideo(call),
      'broadcastservice/phototovideonotrain': (call) => broadcast.fromPhoto(call),
      'broadcastservice/getprogress': (call) => broadcast.progress(call),
      'broadcastservice/getanchor': (call) => assets.anchors(call),
      'broadcastservice/gettimbre': (call) => assets.imageTimbres(call),
      'customerassetservice/describesmallsampleimage': (call) => assets.personalImages(call),
      'customerassetservice/getimagetimbre': (call) => assets.imageTimbres(call),
      'customerassetservice/getserviceasset': (call) => listServiceAssets(context, sessions.inUse + liveRooms.inUse, call),
      'customerassetservice/describetimbre': (call) => assets.timbres(call),
      'customerassetservice/getanchor': (call) => assets.anchors(call),
      'customerassetservice/getimagebyanchor': (call) => assets.imagesByAnchor(call),
      'sessionmanagerservice/createsession': (call) => sessions.createByProject(call),
      'sessionmanagerservice/createsessionbyasset': (call) => sessions.createByAsset(call),
      'sessionmanagerservice/statsession': (call) => sessions.state(call),
      'sessionmanagerservice/startsession': (call) => sessions.start(call),
      'sessionmanagerservice/closesession': (call) => sessions.close(call),
      'sessionmanagerservice/listsessionofprojectid': (call) => sessions.list(call, 'project'),
      'sessionmanagerservice/listsessionofuin': (call) => sessions.list(call, 'uin'),
      'sessionmanagerservice/listsessionofassetvk': (call) => sessions.list(call, 'asset'),
      'sessionmanagerservice/gettrtcsign': (call) => sessions.sign(call),
      'interactdriverservice/command': (call) => sessions.command(call),
      'liveroomservice/openliveroom': (call) => liveRooms.open(call),
      'liveroomservice/getliveroom': (call) => liveRooms.show(call),
      'liveroomservice/listliveroomofappkey': (call) => liveRooms.list(call),
      'liveroomservice/takeover': (call) => liveRooms.takeOver(call),
      'liveroomservice/closeliveroom': (call) => liveRooms.close(call),
    },
  }
}
