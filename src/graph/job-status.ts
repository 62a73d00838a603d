import type { JobStatus as Status } from '../domain/jobs.js'
import { graphEnum } from './enums.js'

/** The life of a job, as a GraphQL enum. */
export const JobStatus = graphEnum<Status>('JobStatus', 'Where a job is in its life, in one vocabulary over all vendors.', {
  WAITING: 'Asked for, not begun.',
  RUNNING: 'Under way.',
  NEEDS_ACTION: 'It waits for its owner to do something.',
  SUCCEEDED: 'Done.',
  FAILED: 'Over, by a failure.',
  CANCELED: 'Taken back before it was done.',
  BLOCKED: 'Stopped by the vendor.',
  UNKNOWN: "A status that this version of AvatarGraph has no word for; the vendor's word is beside it.",
})
