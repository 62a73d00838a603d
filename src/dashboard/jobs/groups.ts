import type { JobStatus } from '../queries/documents.js'

/** How jobs are grouped for whoever looks after them. */
export const GROUPS = ['all', 'waitingForYou', 'underWay', 'failed', 'done'] as const
/** One of {@link GROUPS}. */
export type Group = (typeof GROUPS)[number]

const GROUP_OF: Record<JobStatus, Exclude<Group, 'all'>> = {
  NEEDS_ACTION: 'waitingForYou',
  WAITING: 'underWay',
  RUNNING: 'underWay',
  UNKNOWN: 'underWay',
  FAILED: 'failed',
  BLOCKED: 'failed',
  CANCELED: 'done',
  SUCCEEDED: 'done',
}

/** The group of a job. */
export const groupOf = ({ status }: { status: JobStatus | null }): Exclude<Group, 'all'> => GROUP_OF[status ?? 'UNKNOWN']

/** Those of a group, what waits for a person first. */
export function grouped<T extends { status: JobStatus | null }>(jobs: readonly T[], group: Group): T[] {
  const rank = (job: T) => GROUPS.indexOf(groupOf(job))
  return jobs.filter((job) => group === 'all' || groupOf(job) === group).sort((one, other) => rank(one) - rank(other))
}
