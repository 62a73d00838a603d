import type { Operation } from '../../operation.js'
import { READS, throttle } from '../operations.js'
import { wireCreatedPreview, wirePreview } from '../wire-speech.js'

/** The operations over speech previews (chapter 9). */
export const speechOperations = {
  createTtsAudition: {
    name: 'createTtsAudition',
    section: '9.1',
    method: 'POST',
    path: '/v1/{project_id}/ttsc/audition',
    retry: 'CREATE',
    perSecond: throttle(5, 3, 3),
    success: 200,
    answer: wireCreatedPreview,
  },
  showTtsAuditionFile: {
    name: 'showTtsAuditionFile',
    section: '9.2',
    method: 'GET',
    path: '/v1/{project_id}/ttsc/audition-file/{job_id}',
    retry: 'READ',
    perSecond: READS,
    success: 200,
    answer: wirePreview,
  },
} as const satisfies Record<string, Operation>
