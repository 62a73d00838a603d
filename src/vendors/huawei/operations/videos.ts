import type { Operation } from '../../operation.js'
import { READS, throttle } from '../operations.js'
import { wirePage } from '../wire.js'
import { wireCreatedVideo, wireVideoJob, wireVideoJobSummary } from '../wire-videos.js'

const WRITES = throttle(5, 3, 3)
const VIDEOS_2D = '/v1/{project_id}/2d-digital-human-videos'

/** The operations over video jobs (sections 5.2 and 5.3). */
export const videoOperations = {
  listDigitalHumanVideo: {
    name: 'listDigitalHumanVideo',
    section: '5.2.1',
    method: 'GET',
    path: '/v1/{project_id}/digital-human-videos',
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    answer: wirePage('jobs', wireVideoJobSummary),
  },
  create2DDigitalHumanVideo: {
    name: 'create2DDigitalHumanVideo',
    section: '5.3.1',
    method: 'POST',
    path: VIDEOS_2D,
    retry: 'CREATE',
    perSecond: WRITES,
    success: 200,
    answer: wireCreatedVideo,
  },
  show2DDigitalHumanVideo: {
    name: 'show2DDigitalHumanVideo',
    section: '5.3.2',
    method: 'GET',
    path: `${VIDEOS_2D}/{job_id}`,
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    answer: wireVideoJob,
  },
  cancel2DDigitalHumanVideo: {
    name: 'cancel2DDigitalHumanVideo',
    section: '5.3.3',
    method: 'POST',
    path: `${VIDEOS_2D}/{job_id}/cancel`,
    retry: 'IDEMPOTENT',
    perSecond: WRITES,
    success: 200,
  },
} as const satisfies Record<string, Operation>
