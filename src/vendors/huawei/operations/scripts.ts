import type { Operation } from '../../operation.js'
import { READS, throttle } from '../operations.js'
import { wirePage } from '../wire.js'
import { wireCopiedScript, wireSavedScript, wireScript, wireScriptSummary } from '../wire-scripts.js'

const WRITES = throttle(10, 5, 5)
const SCRIPTS = '/v1/{project_id}/digital-human-video-scripts'

/** The operations over video scripts (section 5.1). */
export const scriptOperations = {
  createVideoScripts: {
    name: 'createVideoScripts',
    section: '5.1.1',
    method: 'POST',
    path: SCRIPTS,
    retry: 'CREATE',
    perSecond: WRITES,
    success: 200,
    answer: wireSavedScript,
  },
  listVideoScripts: {
    name: 'listVideoScripts',
    section: '5.1.2',
    method: 'GET',
    path: SCRIPTS,
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    answer: wirePage('video_scripts', wireScriptSummary),
  },
  showVideoScript: {
    name: 'showVideoScript',
    section: '5.1.3',
    method: 'GET',
    path: `${SCRIPTS}/{script_id}`,
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    answer: wireScript,
  },
  updateVideoScript: {
    name: 'updateVideoScript',
    section: '5.1.4',
    method: 'PUT',
    path: `${SCRIPTS}/{script_id}`,
    retry: 'IDEMPOTENT',
    perSecond: WRITES,
    success: 200,
    answer: wireSavedScript,
  },
  deleteVideoScript: {
    name: 'deleteVideoScript',
    section: '5.1.5',
    method: 'DELETE',
    path: `${SCRIPTS}/{script_id}`,
    retry: 'IDEMPOTENT',
    perSecond: WRITES,
    success: 200,
  },
  copyVideoScripts: {
    name: 'copyVideoScripts',
    section: '5.1.6',
    method: 'POST',
    path: `${SCRIPTS}/{script_id}/copy`,
    retry: 'CREATE',
    perSecond: WRITES,
    success: 200,
    answer: wireCopiedScript,
  },
} as const satisfies Record<string, Operation>
