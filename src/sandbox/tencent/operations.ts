import type { Operation } from '../operation.js'
import type { Handlers } from './context.js'

/** `documented`: the path and the page's fields were read. `unconfirmed`: seen in third-party code, or the page was not read. */
type Standing = 'documented' | 'unconfirmed'
type Row = readonly [section: string, id: string, folder: string, standing: Standing]

/** The operations: the vendor's page, `service/operation` as the id, and what stands before it in the path. All of them POST. */
const ROWS = [
  ['1211/62058', 'customservice/getuploadcredentials', 'assetmanager', 'documented'],
  ['1211/62060', 'customservice/make', 'assetmanager', 'documented'],
  ['1211/62061', 'customservice/getprogress', 'assetmanager', 'documented'],
  ['1211/62062', 'customservice/customerconfirm', 'assetmanager', 'documented'],
  ['1211/62076', 'zeroshotservice/gettext', 'assetmanager', 'unconfirmed'],
  ['1211/62077', 'zeroshotservice/detectaudioquality', 'assetmanager', 'documented'],
  ['1211/62078', 'zeroshotservice/getdetectprogress', 'assetmanager', 'documented'],
  ['1240/102623', 'algotaskservice/audioevaluation', 'algotaskserver', 'unconfirmed'],
  ['1240/102624', 'algotaskservice/getaudioevaluationstate', 'algotaskserver', 'unconfirmed'],
  ['1240/109990', 'facedetectservice/facedetect', 'facedetectserver', 'unconfirmed'],
  ['1240/109991', 'facedetectservice/getfacedetectstate', 'facedetectserver', 'unconfirmed'],
  ['1211/62086', 'broadcastservice/tts', 'videomaker', 'documented'],
  ['1211/62087', 'broadcastservice/videomake', 'videomaker', 'documented'],
  ['1211/62089', 'broadcastservice/videomakeadvanced', 'videomaker', 'documented'],
  ['1211/73472', 'broadcastservice/videomakenotrain', 'videomaker', 'documented'],
  ['1211/73473', 'broadcastservice/phototovideonotrain', 'videomaker', 'documented'],
  ['1211/62088', 'broadcastservice/getprogress', 'videomaker', 'documented'],
  ['1211/62090', 'broadcastservice/getanchor', 'videomaker', 'documented'],
  ['1211/62092', 'broadcastservice/gettimbre', 'videomaker', 'documented'],
  ['1211/62126', 'customerassetservice/describesmallsampleimage', 'crmserver', 'documented'],
  ['1211/62127', 'customerassetservice/getimagetimbre', 'crmserver', 'documented'],
  ['1211/62128', 'customerassetservice/getserviceasset', 'crmserver', 'documented'],
  ['1211/62129', 'customerassetservice/describetimbre', 'crmserver', 'documented'],
  ['1211/62130', 'customerassetservice/getanchor', 'crmserver', 'documented'],
  ['1211/62131', 'customerassetservice/getimagebyanchor', 'crmserver', 'documented'],
  ['1211/62102', 'sessionmanagerservice/createsession', 'sessionmanager', 'documented'],
  ['1211/62103', 'sessionmanagerservice/createsessionbyasset', 'sessionmanager', 'documented'],
  ['1211/62104', 'sessionmanagerservice/statsession', 'sessionmanager', 'documented'],
  ['1211/62105', 'sessionmanagerservice/startsession', 'sessionmanager', 'documented'],
  ['1211/62106', 'sessionmanagerservice/closesession', 'sessionmanager', 'documented'],
  ['1211/62107', 'sessionmanagerservice/listsessionofprojectid', 'sessionmanager', 'documented'],
  ['1211/62109', 'sessionmanagerservice/listsessionofuin', 'sessionmanager', 'documented'],
  ['1211/62099', 'sessionmanagerservice/listsessionofassetvk', 'sessionmanager', 'unconfirmed'],
  ['1211/62121', 'sessionmanagerservice/gettrtcsign', 'sessionmanager', 'documented'],
  ['1211/62120', 'interactdriverservice/command', 'interactdriver', 'documented'],
  ['1240/112140', 'liveroomservice/openliveroom', 'liveroom', 'documented'],
  ['1240/112141', 'liveroomservice/getliveroom', 'liveroom', 'documented'],
  ['1240/112143', 'liveroomservice/listliveroomofappkey', 'liveroom', 'documented'],
  ['1240/112142', 'liveroomservice/takeover', 'liveroom', 'unconfirmed'],
  ['1240/112144', 'liveroomservice/closeliveroom', 'liveroom', 'unconfirmed'],
] as const satisfies readonly Row[]

/** `service/operation`, the end of the path. */
export type OperationId = (typeof ROWS)[number][1]

/** The operations whose fields the simulator takes from third-party code or supposes. */
export const UNCONFIRMED_OPERATIONS: readonly OperationId[] = ROWS.filter(([, , , standing]) => standing === 'unconfirmed').map(([, id]) => id)

/** The table as the server takes it, with what each operation does. The vendor publishes no rate for a whole operation. */
export function operationTable(handlers: Handlers): Operation[] {
  return ROWS.map(([section, id, folder]) => ({ section, id, method: 'POST', path: `/v2/ivh/${folder}/${id}`, rate: null, handler: handlers[id] }))
}
