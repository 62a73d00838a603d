import type { JobStatus } from './jobs.js'
import type { Failure } from './failure.js'
import type { Page, PageRequest } from './page.js'
import type { CallContext } from './port.js'
import type { SavedVideoScene, VideoContent } from './scripts.js'
import type { VideoDraft } from './video-draft.js'

/** What a video is made of. */
export const VIDEO_JOB_KINDS = ['AVATAR_2D', 'AVATAR', 'PHOTO', 'VIDEO', 'UNKNOWN'] as const
/** One of {@link VIDEO_JOB_KINDS}. */
export type VideoJobKind = (typeof VIDEO_JOB_KINDS)[number]

/** The video that a job makes. */
export interface VideoOutput {
  /** Native id of its asset. */
  asset: string | null
  name: string | null
  /** Signed and short-lived. */
  coverUrl: string | null
  /** Signed and short-lived. */
  previewUrl: string | null
}

/** What a list tells of a video job. */
export interface VideoJobSummary {
  nativeId: string
  kind: VideoJobKind
  status: JobStatus
  /** The vendor's own word for the status. */
  vendorStatus: string
  createdAt: Date | null
  updatedAt: Date | null
  startedAt: Date | null
  endedAt: Date | null
  /** Length of the video. */
  durationSeconds: number | null
  output: VideoOutput | null
  /** Address of the video, where the vendor tells it with the job and not only with its asset. */
  outputUrl: string | null
  subtitlesUrl: string | null
  /** Jobs that are made before this one, while it waits. */
  queueLength: number | null
  failure: Failure | null
}

/** Everything that is told of a video job. */
export interface VideoJobDetails extends VideoJobSummary, VideoContent {
  /** Native id of the script that it is made from. */
  script: string | null
  scenes: SavedVideoScene[]
}

/** What narrows a list of video jobs. */
export interface VideoJobFilter {
  kinds?: VideoJobKind[]
  statuses?: JobStatus[]
  /** Part of the name of the video. */
  search?: string
  /** Native id of the script that the video is made from. */
  script?: string
  /** Native id of a job. */
  job?: string
  createdAfter?: Date
  createdBefore?: Date
}

/** Making videos. */
export interface Videos {
  /** Whether one vendor call brings a page of the list with the state of each: the tracker then asks for a page rather than for many one by one. */
  readonly listTellsStates?: boolean
  list(filter: VideoJobFilter, page: PageRequest, call: CallContext): Promise<Page<VideoJobSummary>>
  /** `content` asks for what the video is made from, too; without it those fields are empty. */
  get(id: string, options: { content: boolean }, call: CallContext): Promise<VideoJobDetails>
  /** Orders a video, asks the vendor to call us back about it, and resolves with the job's native id. Never repeated blindly. */
  create(draft: VideoDraft, call: CallContext): Promise<string>
  /** Takes back a job that has not begun; absent where the vendor cannot. */
  cancel?(id: string, call: CallContext): Promise<void>
}
