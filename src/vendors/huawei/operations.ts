import type { Operation } from '../operation.js'
import { wireAsset, wirePage, wireSummaries } from './wire.js'
import { wireLiveJob, wireRoom, wireRoomSummary, wireStartedJob } from './wire-live.js'

/** A row of Table 1-2: calls per second and tenant in CN North-Beijing4, CN East-Shanghai1 and AP-Singapore. */
export const throttle = (beijing: number, shanghai: number, singapore: number) => ({
  'cn-north-4': beijing,
  'cn-east-3': shanghai,
  'ap-southeast-3': singapore,
})
/** The rate of most reads. */
export const READS = throttle(20, 10, 10)
/** The rate of most writes of chapter 6. */
export const LIVE_WRITES = throttle(4, 3, 3)

/** MetaStudio's operations; paths as the errata correct them (section 1), shapes from wire.ts. */
export const operations = {
  listAssets: {
    name: 'listAssets',
    section: '4.1.2',
    method: 'GET',
    path: '/v1/{project_id}/digital-assets',
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    repeated: ['asset_id'],
    answer: wirePage('assets', wireAsset),
  },
  showAsset: {
    name: 'showAsset',
    section: '4.1.5',
    method: 'GET',
    path: '/v1/{project_id}/digital-assets/{asset_id}',
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    answer: wireAsset,
  },
  listAssetSummary: {
    name: 'listAssetSummary',
    section: '4.1.8',
    method: 'POST',
    path: '/v1/{project_id}/digital-assets/summarys',
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    answer: wireSummaries,
  },
  listSmartLiveRooms: {
    name: 'listSmartLiveRooms',
    section: '6.1.2',
    method: 'GET',
    path: '/v1/{project_id}/smart-live-rooms',
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    answer: wirePage('smart_live_rooms', wireRoomSummary),
  },
  showSmartLiveRoom: {
    name: 'showSmartLiveRoom',
    section: '6.1.3',
    method: 'GET',
    path: '/v1/{project_id}/smart-live-rooms/{room_id}',
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    answer: wireRoom,
  },
  startSmartLive: {
    name: 'startSmartLive',
    section: '6.2.1',
    method: 'POST',
    path: '/v1/{project_id}/smart-live-rooms/{room_id}/smart-live-jobs',
    retry: 'CREATE',
    perSecond: LIVE_WRITES,
    success: 202,
    answer: wireStartedJob,
  },
  showSmartLive: {
    name: 'showSmartLive',
    section: '6.2.3',
    method: 'GET',
    path: '/v1/{project_id}/smart-live-rooms/{room_id}/smart-live-jobs/{job_id}',
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    answer: wireLiveJob,
  },
  stopSmartLive: {
    name: 'stopSmartLive',
    section: '6.2.4',
    method: 'POST',
    path: '/v1/{project_id}/smart-live-rooms/{room_id}/smart-live-jobs/{job_id}/stop',
    retry: 'IDEMPOTENT',
    perSecond: LIVE_WRITES,
    success: 200,
  },
} as const satisfies Record<string, Operation>
