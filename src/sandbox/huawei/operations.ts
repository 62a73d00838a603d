import type { Operation } from '../operation.js'
import type { Handlers } from './context.js'

/** A row: section, id, method, path below `/v1/{project_id}`, calls a second in cn-north-4 (table 1-2; null where it has no row). */
type Row = readonly [section: string, id: string, method: Operation['method'], path: string, rate: number | null]

/** The 65 operations of the reference. */
const ROWS = [
  ['4.1.1', 'createDigitalAsset', 'POST', '/digital-assets', 10],
  ['4.1.2', 'listAssets', 'GET', '/digital-assets', 20],
  ['4.1.3', 'updateDigitalAsset', 'PUT', '/digital-assets/:asset_id', 10],
  ['4.1.4', 'deleteAsset', 'DELETE', '/digital-assets/:asset_id', 10],
  ['4.1.5', 'showAsset', 'GET', '/digital-assets/:asset_id', 20],
  ['4.1.6', 'restoreAsset', 'POST', '/digital-assets/:asset_id/restore', 10],
  ['4.1.7', 'batchExecuteAssetAction', 'POST', '/digital-assets/batch-action', null],
  ['4.1.8', 'listAssetSummary', 'POST', '/digital-assets/summarys', 20],
  ['4.1.9', 'showAssetReplicationInfo', 'GET', '/digital-assets/:asset_id/replication-info', null],
  ['4.1.10', 'createAssetByReplicationInfo', 'POST', '/digital-assets-by-replication-info', null],
  ['4.2.1', 'createFile', 'POST', '/files', 10],
  ['4.2.2', 'deleteFile', 'DELETE', '/files/:file_id', 10],
  ['4.2.3', 'confirmFileUpload', 'POST', '/files/:file_id/complete', 10],
  ['4.2.4', 'createLargeFile', 'POST', '/large-files', null],
  ['5.1.1', 'createVideoScripts', 'POST', '/digital-human-video-scripts', 10],
  ['5.1.2', 'listVideoScripts', 'GET', '/digital-human-video-scripts', 20],
  ['5.1.3', 'showVideoScript', 'GET', '/digital-human-video-scripts/:script_id', 20],
  ['5.1.4', 'updateVideoScript', 'PUT', '/digital-human-video-scripts/:script_id', 10],
  ['5.1.5', 'deleteVideoScript', 'DELETE', '/digital-human-video-scripts/:script_id', 10],
  ['5.1.6', 'copyVideoScripts', 'POST', '/digital-human-video-scripts/:script_id/copy', 10],
  ['5.2.1', 'listDigitalHumanVideo', 'GET', '/digital-human-videos', 20],
  ['5.3.1', 'create2DDigitalHumanVideo', 'POST', '/2d-digital-human-videos', 5],
  ['5.3.2', 'show2DDigitalHumanVideo', 'GET', '/2d-digital-human-videos/:job_id', 20],
  ['5.3.3', 'cancel2DDigitalHumanVideo', 'POST', '/2d-digital-human-videos/:job_id/cancel', 5],
  ['6.1.1', 'createSmartLiveRoom', 'POST', '/smart-live-rooms', 5],
  ['6.1.2', 'listSmartLiveRooms', 'GET', '/smart-live-rooms', 20],
  ['6.1.3', 'showSmartLiveRoom', 'GET', '/smart-live-rooms/:room_id', 20],
  ['6.1.4', 'updateSmartLiveRoom', 'PUT', '/smart-live-rooms/:room_id', 5],
  ['6.1.5', 'deleteSmartLiveRoom', 'DELETE', '/smart-live-rooms/:room_id', 4],
  ['6.1.6', 'createInteractionRuleGroup', 'POST', '/smart-live-interaction-rule-groups', 4],
  ['6.1.7', 'listInteractionRuleGroups', 'GET', '/smart-live-interaction-rule-groups', 20],
  ['6.1.8', 'updateInteractionRuleGroup', 'PUT', '/smart-live-interaction-rule-groups/:group_id', 4],
  ['6.1.9', 'deleteInteractionRuleGroup', 'DELETE', '/smart-live-interaction-rule-groups/:group_id', 4],
  ['6.2.1', 'startSmartLive', 'POST', '/smart-live-rooms/:room_id/smart-live-jobs', 4],
  ['6.2.2', 'listSmartLive', 'GET', '/smart-live-rooms/:room_id/smart-live-jobs', 20],
  ['6.2.3', 'showSmartLive', 'GET', '/smart-live-rooms/:room_id/smart-live-jobs/:job_id', 20],
  ['6.2.4', 'stopSmartLive', 'POST', '/smart-live-rooms/:room_id/smart-live-jobs/:job_id/stop', 4],
  ['6.2.5', 'executeSmartLiveCommand', 'POST', '/smart-live-rooms/:room_id/smart-live-jobs/:job_id/command', 4],
  ['6.2.6', 'listSmartLiveJobs', 'GET', '/smart-live-jobs', null],
  ['6.2.7', 'liveEventReport', 'POST', '/smart-live-rooms/:room_id/smart-live-jobs/:job_id/live-event-report', 4],
  ['6.3.1', 'createProduct', 'POST', '/products', null],
  ['6.3.2', 'listProducts', 'GET', '/products', null],
  ['6.3.3', 'updateProduct', 'PUT', '/products/:product_id', null],
  ['6.3.4', 'showProduct', 'GET', '/products/:product_id', null],
  ['6.3.5', 'deleteProduct', 'DELETE', '/products/:product_id', null],
  ['6.3.6', 'setProductAsset', 'POST', '/products/:product_id/assets', null],
  ['7.1', 'create2dModelTrainingJob', 'POST', '/digital-human-training-manage/user/jobs', 10],
  ['7.2', 'list2dModelTrainingJob', 'GET', '/digital-human-training-manage/user/jobs', 20],
  ['7.3', 'show2dModelTrainingJob', 'GET', '/digital-human-training-manage/user/jobs/:job_id', 20],
  ['7.4', 'delete2dModelTrainingJob', 'DELETE', '/digital-human-training-manage/user/jobs/:job_id', 10],
  ['7.5', 'update2dModelTrainingJob', 'PUT', '/digital-human-training-manage/user/jobs/:job_id', 10],
  ['7.6', 'execute2dModelTrainingCommandByUser', 'POST', '/digital-human-training-manage/user/jobs/:job_id/command', 10],
  ['8.1', 'createTrainingBasicJob', 'POST', '/voice-training-manage/user/basic-jobs', 10],
  ['8.2', 'createTrainingMiddleJob', 'POST', '/voice-training-manage/user/middle-jobs', 10],
  ['8.3', 'createTrainingAdvanceJob', 'POST', '/voice-training-manage/user/advance-jobs', 10],
  ['8.4', 'listVoiceTrainingJob', 'GET', '/voice-training-manage/user/jobs', 20],
  ['8.5', 'commitVoiceTrainingJob', 'POST', '/voice-training-manage/user/jobs/:job_id', 10],
  ['8.6', 'showVoiceTrainingJob', 'GET', '/voice-training-manage/user/jobs/:job_id', 20],
  ['8.7', 'deleteVoiceTrainingJob', 'DELETE', '/voice-training-manage/user/jobs/:job_id', 10],
  ['8.8', 'showJobUploadingAddress', 'GET', '/voice-training-manage/user/jobs/:job_id/uploading-address-url', 20],
  ['8.9', 'showJobAuditResult', 'GET', '/voice-training-manage/user/jobs/:job_id/audit-result', 20],
  ['8.10', 'confirmTrainingSegment', 'POST', '/voice-training-manage/user/training-segment', 10],
  ['8.11', 'showTrainingSegmentInfo', 'GET', '/voice-training-manage/user/training-segment', 20],
  ['9.1', 'createTtsAudition', 'POST', '/ttsc/audition', 5],
  ['9.2', 'showTtsAuditionFile', 'GET', '/ttsc/audition-file/:job_id', 20],
] as const satisfies readonly Row[]

/** The vendor's own name of an operation. */
export type OperationId = (typeof ROWS)[number][1]

/** The table as the server takes it, with what each operation does. */
export function operationTable(handlers: Handlers): Operation[] {
  return ROWS.map(([section, id, method, path, rate]) => ({ section, id, method, path: `/v1/:project_id${path}`, rate, handler: handlers[id] }))
}
