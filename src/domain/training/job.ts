import type { AvatarModelVersion, AvatarResolution, VoiceGender, VoiceLanguage } from '../asset-metadata.js'
import { badInput } from '../errors.js'
import type { JobKind, JobStatus, TrainingStage } from '../jobs.js'
import type { Failure } from '../failure.js'
import type { TrainingComment, TrainingLogEntry } from './record.js'

/** What a training makes. */
export const TRAINING_KINDS = ['AVATAR', 'VOICE'] as const
/** One of {@link TRAINING_KINDS}. */
export type TrainingKind = (typeof TRAINING_KINDS)[number]
/** What each kind of training is among all jobs. */
export const TRAINING_JOBS = { AVATAR: 'AVATAR_TRAINING', VOICE: 'VOICE_TRAINING' } as const satisfies Record<TrainingKind, JobKind>

/** What the caller has to do before a training can go on. */
export const REQUIRED_ACTIONS = ['UPLOAD', 'UPLOAD_AGAIN', 'CONFIRM', 'REPLY', 'RESUME'] as const
/** One of {@link REQUIRED_ACTIONS}. */
export type RequiredAction = (typeof REQUIRED_ACTIONS)[number]

/** Where a training stands. */
export interface TrainingState {
  status: JobStatus
  /** Null where the vendor's word is not known. */
  stage: TrainingStage | null
  /** The vendor's own word. */
  vendorStatus: string
  requiredAction: RequiredAction | null
  /** Whether the vendor rules out that anything comes after this state. */
  final: boolean
  /** Tells two times in the same state apart, where the vendor tells them apart: a result that was worked over waits for its judgement anew. */
  round?: string
}

/** How the background is cut away. */
export type Matting = 'AI' | 'MANUAL' | 'UNKNOWN'
/** The editions of avatar training: how much of a person it takes, and how fine the picture gets. */
export type AvatarEdition = 'STUDIO' | 'GENERAL' | 'ULTRA_HD' | 'PHOTO' | 'UNKNOWN'
/** The editions of voice training; which of them can be created differs from vendor to vendor. */
export type VoiceEdition = 'BASIC' | 'ADVANCED' | 'PREMIUM' | 'ZERO_SHOT' | 'LARGE_MODEL' | 'LARGE_MODEL_MULTILINGUAL' | 'FLEXUS' | 'THIRD_PARTY' | 'UNKNOWN'
/** How the material of a voice is handed in. */
export type VoiceUploadMode = 'PACKAGE' | 'SENTENCES' | 'UNKNOWN'
/** What a voice is trained for. */
export type VoicePurpose = 'ECOMMERCE' | 'NEWS' | 'MARKETING' | 'UNKNOWN'

/** What concerns the training of avatars alone, as lists tell it. */
export interface AvatarFacts {
  /** How its creator can be reached. */
  contact: string | null
  batchName: string | null
  modelVersion: AvatarModelVersion
  matting: Matting
  resolution: AvatarResolution
  /** The vendor's project that the trained avatar belongs to. */
  assetProject: string | null
  /** Null where the vendor has no editions, or it is not known. */
  edition: AvatarEdition | null
}

/** What only the details tell of the training of an avatar. */
export interface AvatarDetails extends AvatarFacts {
  trainingVideoUrl: string | null
  /** Personal: for administrators only, as are the next two. */
  idCardFrontUrl: string | null
  idCardBackUrl: string | null
  authorizationUrl: string | null
  backgroundReplacement: boolean | null
  maskUploaded: boolean | null
  maskUrl: string | null
  /** The video with its tags. */
  taggedVideoUrl: string | null
  /** The parts of the video that inference uses, as the vendor's people marked them. */
  videoSpan: TimeSpan | null
  eyeCorrectionSpan: TimeSpan | null
  actionSpans: ActionSpan[]
  workerTypes: string[]
}

/** A part of a video; times as `HH:MM:SS.mmm`. */
export interface TimeSpan {
  start: string | null
  end: string | null
}

/** A part of a video in which the avatar acts, or is silent. */
export interface ActionSpan extends TimeSpan {
  type: 'SILENCE' | 'ACTION' | 'UNKNOWN'
}

/** What concerns the training of voices alone. */
export interface VoiceFacts {
  edition: VoiceEdition
  gender: VoiceGender
  language: VoiceLanguage | null
  uploadMode: VoiceUploadMode
  purpose: VoicePurpose | null
  phone: string | null
  /** How many times the training has been in its present state. */
  stateCount: number | null
  /** Personal: for administrators only. */
  authorizationUrl: string | null
}

/** What a vendor's list tells of a training. */
export interface TrainingJob extends TrainingState {
  nativeId: string
  kind: TrainingKind
  /** The name that the trained asset gets. */
  name: string | null
  tags: string[]
  coverUrl: string | null
  /** Native id of the trained avatar or voice, once there is one. */
  asset: string | null
  /** Why it failed or was turned down, as far as known. */
  failure: Failure | null
  appUserId: string | null
  createdAt: Date | null
  updatedAt: Date | null
  avatar: AvatarFacts | null
  voice: VoiceFacts | null
}

/** Everything a vendor tells of a training. A list may give it at once; {@link isWhole} tells. */
export interface TrainingDetails extends TrainingJob {
  /** What the trained avatar or voice looks or sounds like, to judge it by. */
  demoVideoUrls: string[]
  /** Earlier results that were turned down, oldest first; empty where the vendor does not keep them. */
  trainingRounds: TrainingRound[]
  /** Why the vendor will not work a result over that was turned down; null where it has not said so. */
  refusalReason: string | null
  /** Native ids of all that was made: beside {@link TrainingJob.asset} some vendors make more. */
  assets: string[]
  avatar: AvatarDetails | null
  /** Oldest first; null where the vendor keeps none for this kind. */
  operationLog: TrainingLogEntry[] | null
  /** Oldest first; null where the vendor knows none for this kind. */
  comments: TrainingComment[] | null
}

/** A result that was turned down. */
export interface TrainingRound {
  startedAt: Date | null
  demoVideoUrls: string[]
}

/** Whether a list gave all there is to know. */
export const isWhole = (job: TrainingJob): job is TrainingDetails => 'demoVideoUrls' in job

/** How a training is found: vendors number avatars and voices apart. */
export interface TrainingRef {
  kind: TrainingKind
  job: string
}

/** A training's key in a global id, and back. */
export const trainingKey = ({ kind, job }: TrainingRef): string => `${kind}/${job}`

/** The parts of a training's key; BAD_USER_INPUT for a key that is none. */
export function parseTrainingKey(key: string): TrainingRef {
  const kind = TRAINING_KINDS.find((it) => key.startsWith(`${it}/`))
  const job = kind && key.slice(kind.length + 1)
  if (!kind || !job) throw badInput('Expected the id of a training that this graph gave out. Take ids from a query; never build them.', { field: 'id' })
  return { kind, job }
}
