import type { AvatarModelVersion, AvatarResolution, VoiceGender, VoiceLanguage } from '../asset-metadata.js'
import type { JobStatus } from '../jobs.js'
import type { JsonObject } from '../json.js'
import type { Page, PageRequest } from '../page.js'
import type { CallContext } from '../port.js'
import type { AvatarEdition, TrainingDetails, TrainingJob, TrainingKind, VoiceEdition, VoicePurpose, VoiceUploadMode } from './job.js'
import type { TrainingFileName, TrainingMaterial, TrainingReview, TrainingUpload, UploadedPart } from './record.js'
import type { VoiceSamples } from './voice-samples.js'

/** Whether a training video is the first one or stands in for another. */
export type VideoChange = 'NEW' | 'REPLACEMENT'

/** What a caller says of an avatar to be trained; everything left out stays as it is, or as the vendor has it by default. */
export interface AvatarTrainingDraft {
  name?: string
  contact?: string
  batchName?: string
  tags?: string[]
  /** Whether the background is to be replaced; the video must then be shot before a green screen. */
  backgroundReplacement?: boolean
  /** In how many parts the training video will be uploaded. */
  videoParts?: number
  videoChange?: VideoChange
}

/** What a new training takes where its files are uploaded before it is created. */
interface TrainingMaterials {
  /** For the vendor's people. */
  notes?: string
  files?: TrainingMaterial[]
  /** What is said in the demonstration. */
  drivingText?: string
  /** The vendor's request, in its own shape, where no other field is known. */
  options?: JsonObject
}

/** What a caller says of a new avatar. */
export interface NewAvatarTraining extends AvatarTrainingDraft, TrainingMaterials {
  name: string
  modelVersion?: AvatarModelVersion
  edition?: AvatarEdition
  gender?: VoiceGender
  voice?: TrainingVoice
  /** Whether the background of the video stays behind the avatar. */
  keepsBackground?: boolean
  backgroundRemoval?: BackgroundRemoval
  photoQuality?: PhotoQuality
}

/** The voice that an avatar speaks with. */
export interface TrainingVoice {
  /** Native id. */
  voice: string
  /** Factor on the normal speed. */
  speed?: number
  /** Whether it is the avatar's own voice. */
  isOwn?: boolean
}

/** The screen that the video was shot before, to be cut away. */
export type BackgroundRemoval = 'GREEN_SCREEN' | 'WHITE_SCREEN'

/** How an avatar is made of a photo. */
export type PhotoQuality = 'FAST' | 'PREMIUM'

/** What a caller says of a voice; everything left out stays as it is. */
export interface VoiceDraft {
  name?: string
  description?: string
  gender?: VoiceGender
  language?: VoiceLanguage
  purpose?: VoicePurpose
  phone?: string
}

/** What a caller says of a voice to be trained. */
export interface VoiceTrainingDraft extends VoiceDraft, TrainingMaterials {
  name: string
  edition: VoiceEdition
  uploadMode?: VoiceUploadMode
  /** The recording to train from, as the check of it called it. */
  sampleId?: string
}

/** What goes with handing a training in. */
export interface TrainingSubmission {
  /** Avatars only. */
  videoChange?: VideoChange
  /** Voices only: last changes, and the third-party user that the voice is for. */
  voice?: VoiceDraft & { appUserId?: string }
}

/** What a caller says to the vendor's people. */
export interface TrainingRemark {
  title?: string
  message?: string
  /** Names of files that belong to it; the answer tells where to send them. */
  attachmentNames?: string[]
}

/** A training that was created or changed, with where to send its files. */
export interface TrainingUploads {
  nativeId: string
  uploads: TrainingUpload[]
}

/** What can be done with the trainings of one kind. What the vendor has no operation for is absent; the rest needs no `this`. */
export interface TrainingCommands {
  get(id: string, call: CallContext): Promise<TrainingDetails>
  /** Hands it in, all files being uploaded: review and training begin. */
  submit?: (id: string, submission: TrainingSubmission, call: CallContext) => Promise<void>
  /** Accepts the result, or turns it down with a reason. Answers where attachments go. */
  confirm?: (id: string, decision: 'APPROVE' | 'REJECT', remark: TrainingRemark, call: CallContext) => Promise<TrainingUpload[]>
  /** Answers the vendor's people. */
  reply?: (id: string, remark: TrainingRemark, call: CallContext) => Promise<TrainingUpload[]>
  pause?: (id: string, remark: TrainingRemark, call: CallContext) => Promise<TrainingUpload[]>
  resume?: (id: string, remark: TrainingRemark, call: CallContext) => Promise<TrainingUpload[]>
  /** Says that all parts of a video have been uploaded. */
  completeUpload?: (id: string, videoChange: VideoChange | undefined, call: CallContext) => Promise<void>
  /** Removes it with all that belongs to it. */
  delete?: (id: string, call: CallContext) => Promise<void>
  /** Where files go now. */
  uploads?: (id: string, call: CallContext) => Promise<TrainingUpload[]>
  uploadedParts?: (id: string, call: CallContext) => Promise<UploadedPart[]>
  review?: (id: string, call: CallContext) => Promise<TrainingReview>
  /** Sentences that were found to agree with their text, by index. */
  confirmedSegments?: (id: string, call: CallContext) => Promise<number[]>
  /** Has a sentence compared with its text. */
  confirmSegment?: (id: string, index: number, call: CallContext) => Promise<SegmentVerdict>
}

/** Whether a recorded sentence agrees with its text. */
export interface SegmentVerdict {
  confirmed: boolean
  /** Places in the text that were not heard. */
  unmatched: number[]
}

/** What narrows a list of trainings. */
export interface TrainingFilter {
  kinds?: TrainingKind[]
  statuses?: JobStatus[]
  /** Part of the name. */
  search?: string
  tag?: string
  /** Avatars only, as is the resolution. */
  batchName?: string
  resolution?: AvatarResolution
  /** The vendor's own id of one training. */
  nativeId?: string
  /** Trainings of another of the vendor's projects; avatars only. */
  project?: string
  createdAfter?: Date
  createdBefore?: Date
}

/** Training avatars and voices. */
export interface Training {
  /** Whether one vendor call brings a page of the list with the state of each: the tracker then asks for a page rather than for many one by one. */
  readonly listTellsStates?: boolean
  /** Of all kinds, newest first. */
  list(filter: TrainingFilter, page: PageRequest, call: CallContext): Promise<Page<TrainingJob>>
  readonly avatars?: TrainingCommands & {
    /** Never repeated blindly. */
    create(draft: NewAvatarTraining, call: CallContext): Promise<TrainingUploads>
    /** Changes it, and has files uploaded anew. */
    update?: (id: string, draft: AvatarTrainingDraft, call: CallContext) => Promise<TrainingUploads>
  }
  readonly voices?: TrainingCommands & {
    /** Never repeated blindly. */
    create(draft: VoiceTrainingDraft, call: CallContext): Promise<TrainingUploads>
  }
  /** Says where files go that a training is created from, in the order asked; absent where creating one says it. */
  readonly prepareUploads?: (files: readonly TrainingFileName[], call: CallContext) => Promise<TrainingUpload[]>
  /** Checking a recording before a voice is made of it; absent where the vendor does not ask for that. */
  readonly voiceSamples?: VoiceSamples
}
