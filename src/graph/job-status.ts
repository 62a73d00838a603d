import type { JobStatus as Status } from '../domain/jobs.js'
import { graphEnum } from './enums.js'

/** The life of a job, as a GraphQL enum. */
export const JobStatus = graphEnum<Status>('JobStatus', 'Where a job is in its life, in one vocabulary over all vendors.', {
  WAITING: 'Accepted, not begun.',
  RUNNING: 'Being worked on.',
  NEEDS_ACTION: 'Waiting for its owner to do something.',
  SUCCEEDED: 'Over, as intended.',
  FAILED: 'Over, by a failure.',
  CANCELED: 'Taken back before it was done.',
  BLOCKED: 'Stopped by the vendor.',
  UNKNOWN: 'A status that this version of AvatarGraph has no word for; `vendorStatus` has the word of the vendor.',
})
