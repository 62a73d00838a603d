import type { Operation } from '../operation.js'
import { wireActions } from './wire.js'

/** Xingyun's operations. The vendor documents no rate limit. */
export const operations = {
  listKeyActions: {
    name: 'liteKaSummary',
    section: '2.1',
    method: 'GET',
    path: '/user/v1/external/lite_ka_summary',
    retry: 'READ',
    success: 200,
    answer: wireActions,
  },
} as const satisfies Record<string, Operation>
