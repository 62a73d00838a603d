import type { TrainingFieldsFragment, VideoFieldsFragment } from '../queries/documents.js'
import type { GraphEvent } from './session.js'

/** A training as the page shows it. */
export type Training = TrainingFieldsFragment
/** A video job as the page shows it. */
export type Video = VideoFieldsFragment

/** The training after an event of its own. */
export function trainingAfter(training: Training, event: GraphEvent): Training {
  if (event.__typename !== 'TrainingStatusChanged') return training
  const { status, stage, vendorStatus, requiredAction } = event
  return { ...training, status, stage, vendorStatus, requiredAction }
}

/** The video job after an event of its own. */
export function videoAfter(video: Video, event: GraphEvent): Video {
  if (event.__typename !== 'VideoJobChanged') return video
  const { status, vendorStatus } = event
  return { ...video, status, vendorStatus }
}

/** What a later query tells of a training beside its state, which comes from events: an answer may have been overtaken by one. */
export const trainingRefreshed = ({ status, stage, vendorStatus, requiredAction }: Training, told: Training): Training => ({ ...told, status, stage, vendorStatus, requiredAction })

/** The same of a video job. */
export const videoRefreshed = ({ status, vendorStatus }: Video, told: Video): Video => ({ ...told, status, vendorStatus })
