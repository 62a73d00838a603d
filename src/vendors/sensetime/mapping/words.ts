import type { JobStatus } from '../../../domain/jobs.js'
import type { LiveState } from '../../../domain/live.js'
import { createWordReader } from '../../words.js'
import type { SenseTimeSettings } from '../settings.js'

/** `status` of live sessions: 32 and 35 (page 5), 5 and 9 (code 84115932). That others exist the codes tell, and not their numbers. */
export const LIVE_STATUSES: Readonly<Record<string, LiveState>> = { 32: 'PREPARING', 35: 'READY', 5: 'ENDED', 9: 'FAILED' }

/** The readers of an account's words. What the account's settings say of unpublished numbers is believed, documented ones are as documented. */
export function createWords({ statuses, onUnknownWord }: Pick<SenseTimeSettings, 'statuses' | 'onUnknownWord'>) {
  const reader = createWordReader(onUnknownWord)
  return {
    liveState: reader<LiveState>('live status', { ...statuses?.live, ...LIVE_STATUSES }),
    /** No number of a task's status is documented: 5 and 9 are those of live sessions. */
    taskStatus: reader<JobStatus>('task status', { ...statuses?.tasks }),
  }
}

/** The readers of an account's words. */
export type Words = ReturnType<typeof createWords>
