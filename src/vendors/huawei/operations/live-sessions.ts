import type { Operation } from '../../operation.js'
import { LIVE_WRITES, READS } from '../operations.js'
import { wirePage } from '../wire.js'
import { wireCommand, wireEventReport, wireLiveJob } from '../wire-live.js'

const JOB = '/v1/{project_id}/smart-live-rooms/{room_id}/smart-live-jobs/{job_id}'

/** Listing and commanding live sessions (sections 6.2.2, 6.2.5 to 6.2.7); starting, reading and stopping one stand in operations.ts. */
export const liveSessionOperations = {
  listSmartLive: {
    name: 'listSmartLive',
    section: '6.2.2',
    method: 'GET',
    path: '/v1/{project_id}/smart-live-rooms/{room_id}/smart-live-jobs',
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    answer: wirePage('smart_live_jobs', wireLiveJob),
  },
  // Speaking twice is not speaking once, so commands are never repeated blindly.
  executeSmartLiveCommand: {
    name: 'executeSmartLiveCommand',
    section: '6.2.5',
    method: 'POST',
    path: `${JOB}/command`,
    retry: 'CREATE',
    perSecond: LIVE_WRITES,
    success: 200,
    answer: wireCommand,
  },
  // Table 1-2 has no row of its own for it (errata, section 1).
  listSmartLiveJobs: {
    name: 'listSmartLiveJobs',
    section: '6.2.6',
    method: 'GET',
    path: '/v1/{project_id}/smart-live-jobs',
    retry: 'READ',
    reusable: true,
    success: 200,
    answer: wirePage('smart_live_jobs', wireLiveJob),
  },
  liveEventReport: {
    name: 'liveEventReport',
    section: '6.2.7',
    method: 'POST',
    path: `${JOB}/live-event-report`,
    retry: 'CREATE',
    perSecond: LIVE_WRITES,
    success: 200,
    answer: wireEventReport,
  },
} as const satisfies Record<string, Operation>
