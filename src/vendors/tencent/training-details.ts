import { hash } from 'node:crypto'
import { z } from 'zod'
import type { Json, JsonObject } from '../../domain/json.js'
import type { AvatarDetails, TrainingDetails, TrainingRef, TrainingState, VoiceFacts } from '../../domain/training/job.js'
import { failureOf } from './mapping/error-codes.js'
import { AVATAR_TYPES, type TrainingReaders } from './mapping/training-words.js'
import { wireConfirmContent, type WireConfirmContent, type WireProgress } from './wire-training.js'
import { beijingTime } from './mapping/times.js'

/** What is remembered of a customization here: the vendor's answers do not repeat what was asked for. */
export interface TrainingMemory {
  facts: JsonObject
  createdAt: Date
}

const memory = z.object({ name: z.string(), makeType: z.string(), gender: z.string(), language: z.string() }).partial().catch({})

/** What getprogress tells, with what is remembered; `known` is absent for a task that nobody here has heard of. */
export function toTrainingDetails({ kind, job }: TrainingRef, wire: WireProgress, known: TrainingMemory | undefined, words: TrainingReaders): TrainingDetails {
  const facts = memory.parse(known?.facts)
  const content = confirmContent(wire.StageInfo)
  const assets = (wire.AssetList ?? []).flatMap(({ VirtualmanKey, TimbreKey }) => [VirtualmanKey, TimbreKey].filter((key): key is string => Boolean(key)))
  const wanted = (wire.AssetList ?? []).map(({ VirtualmanKey, TimbreKey }) => (kind === 'AVATAR' ? VirtualmanKey : TimbreKey)).find(Boolean)
  return {
    nativeId: job,
    kind,
    ...stateOf(wire, content, words),
    name: facts.name ?? null,
    tags: [],
    coverUrl: null,
    asset: wanted ?? null,
    assets,
    failure: wire.Status === 'FAIL' ? failureOf(null, wire.FailMessage) : null,
    appUserId: null,
    createdAt: known?.createdAt ?? null,
    updatedAt: null,
    avatar: kind === 'AVATAR' ? avatarOf(facts.makeType, words) : null,
    voice: kind === 'VOICE' ? voiceOf(facts, words) : null,
    demoVideoUrls: content.TrainResult ?? [],
    trainingRounds: (content.TrainRecord ?? []).map(({ StartTime, Record }) => ({ startedAt: beijingTime(StartTime), demoVideoUrls: Record ?? [] })),
    refusalReason: content.RejectReason || null,
    operationLog: null,
    comments: null,
  }
}

/** A result that comes back after it was turned down stands in the same words as before; rounds and refusals tell it apart. */
function stateOf(wire: WireProgress, { TrainRecord, RejectReason }: WireConfirmContent, words: TrainingReaders): TrainingState {
  const state = words.state(wire)
  const refusal = RejectReason ? hash('sha256', RejectReason).slice(0, 12) : ''
  const round = [TrainRecord?.length ? String(TrainRecord.length) : '', refusal].filter(Boolean).join(' ')
  return state.requiredAction === 'CONFIRM' && round ? { ...state, round } : state
}

const NOTHING_TO_CONFIRM = wireConfirmContent.parse({})

/** `StageInfo` is a text that holds JSON; the document prints it with doubled backslashes, so that it may be such a text twice over. */
function confirmContent(info: unknown): WireConfirmContent {
  let content = info
  for (let level = 0; level < 2 && typeof content === 'string'; level += 1) {
    try {
      content = JSON.parse(content) as Json
    } catch {
      return NOTHING_TO_CONFIRM
    }
  }
  return wireConfirmContent.safeParse(content).data ?? NOTHING_TO_CONFIRM
}

/** Of a training that is remembered, its type says what comes out; the vendor tells nothing else of it. */
function avatarOf(makeType: string | undefined, words: TrainingReaders): AvatarDetails {
  return {
    ...NOTHING_TOLD,
    edition: makeType === undefined ? null : words.avatarEdition(makeType),
    resolution: makeType !== undefined && AVATAR_TYPES[makeType] === 'ULTRA_HD' ? 'UHD_4K' : 'UNKNOWN',
  }
}

const NOTHING_TOLD: Omit<AvatarDetails, 'edition' | 'resolution'> = {
  contact: null,
  batchName: null,
  modelVersion: 'UNKNOWN',
  matting: 'UNKNOWN',
  assetProject: null,
  trainingVideoUrl: null,
  idCardFrontUrl: null,
  idCardBackUrl: null,
  authorizationUrl: null,
  backgroundReplacement: null,
  maskUploaded: null,
  maskUrl: null,
  taggedVideoUrl: null,
  videoSpan: null,
  eyeCorrectionSpan: null,
  actionSpans: [],
  workerTypes: [],
}

function voiceOf({ makeType, gender, language }: z.infer<typeof memory>, words: TrainingReaders): VoiceFacts {
  return {
    edition: words.voiceEdition(makeType),
    gender: words.gender(gender),
    language: language === undefined ? null : words.sampleLanguage(language),
    uploadMode: 'UNKNOWN',
    purpose: null,
    phone: null,
    stateCount: null,
    authorizationUrl: null,
  }
}
