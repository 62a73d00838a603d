import type { JobStatus as Status } from '../domain/jobs.js'
import { graphEnum } from './enums.js'

/** The life of a job, as a GraphQL enum. */
export const JobStatus = graphEnum<Status>('JobStatus', 'Where a job is in its life, in one vocabulary over all vendors.', {
  WAITING: 'Waits for its turn at the vendor.',
  RUNNING: 'The vendor works at it.',
  NEEDS_ACTION: 'Waits for the caller.',
  SUCCEEDED: 'Over, as intended.',
  FAILED: 'Failed; some vendors take a failed job up again.',
  CANCELED: 'Over, called off.',
  BLOCKED: 'Stopped by the vendor, for what it shows or says.',
  UNKNOWN: 'A state that this version of AvatarGraph has no word for; `vendorStatus` has the word of the vendor.',
})
