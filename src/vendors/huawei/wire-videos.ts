import { z } from 'zod'
import { number, text } from '../wire.js'
import { errorInfo, id } from './wire.js'
import { wireContent } from './wire-scripts.js'

const jobBase = {
  job_id: id,
  state: text,
  job_type: text,
  start_time: text,
  end_time: text,
  duration: number,
  output_asset_config: z.object({ asset_id: text, asset_name: text, cover_url: text, preview_video_url: text }).nullish().catch(null),
  error_info: errorInfo,
  create_time: text,
  lastupdate_time: text,
}

/** Structure DigitalHumanVideo (5.2.1). */
export const wireVideoJobSummary = z.object(jobBase)
/** Structure DigitalHumanVideo. */
export type WireVideoJobSummary = z.output<typeof wireVideoJobSummary>

/** The answer of 5.3.2. Its `video_making_type` and `human_image` are discarded (errata, section 9). */
export const wireVideoJob = z.object({ ...jobBase, ...wireContent.shape, script_id: text })
/** The answer of 5.3.2. */
export type WireVideoJob = z.output<typeof wireVideoJob>

/** The answer of 5.3.1. */
export const wireCreatedVideo = z.object({ job_id: id })

/** The body of a video callback (errata, section 7). */
export const wireVideoCallback = z.object({ result: z.string().min(1), job_id: id, asset_id: text })
