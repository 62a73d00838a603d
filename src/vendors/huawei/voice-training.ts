import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import type { Training, VoiceDraft, VoiceTrainingDraft } from '../../domain/training/ability.js'
import type { TrainingDetails, VoiceEdition } from '../../domain/training/job.js'
import type { TrainingReview, TrainingUpload } from '../../domain/training/record.js'
import type { VendorClient } from '../client.js'
import { failure } from './mapping/errors.js'
import { url, type Words } from './mapping/words.js'
import { SEXES, TRAINABLE_LANGUAGES, trainingTime, UPLOAD_MODES, VOICE_PURPOSES } from './mapping-training.js'
import { voiceTrainingOperations as operations } from './operations/training.js'
import { uploadOf } from './training-uploads.js'
import type { WireReview, WireVoiceJob, WireVoiceTargets } from './wire-training.js'
import { wordFor } from '../words.js'

/** Training voices at a Huawei account (chapter 8). No operation confirms a result, answers, pauses or resumes. */
export function createVoiceTraining({ call }: Pick<VendorClient, 'call'>, words: Words): NonNullable<Training['voices']> {
  return {
    async get(id, context) {
      return toVoiceDetails(await call(operations.showVoiceTrainingJob, { params: { job_id: id } }, context), words)
    },
    async create({ notes, files, drivingText, sampleId, options, ...draft }, context) {
      limits.unused('HUAWEI', { notes, files, drivingText, sampleId, options })
      const body = { ...toBody(draft), create_type: createType(draft) }
      const wire = await call(creationOf(draft.edition), { body }, context)
      const targets = { package: wire.training_data_uploading_url, segments: wire.segment_uploading_url, letter: wire.authorization_letter_uploading_url }
      return { nativeId: wire.job_id, uploads: toUploads(targets) }
    },
    async submit(id, { videoChange, voice = {} }, context) {
      if (videoChange) throw badInput('videoChange: this is the training of a voice, which has no video.', { field: 'videoChange' })
      const body = { ...toBody(voice, 'voice.'), app_user_id: voice.appUserId }
      await call(operations.commitVoiceTrainingJob, { params: { job_id: id }, body }, context)
    },
    async delete(id, context) {
      await call(operations.deleteVoiceTrainingJob, { params: { job_id: id } }, context)
    },
    async uploads(id, context) {
      const wire = await call(operations.showJobUploadingAddress, { params: { job_id: id } }, context)
      return toUploads({ package: wire.package_url?.training_data_uploading_url, segments: wire.segment_url, letter: wire.authorization_letter_uploading_url })
    },
    async review(id, context) {
      return toReview(await call(operations.showJobAuditResult, { params: { job_id: id } }, context))
    },
    async confirmedSegments(id, context) {
      return (await call(operations.showTrainingSegmentInfo, { query: { job_id: id } }, context)).confirmed_index ?? []
    },
    async confirmSegment(id, index, context) {
      limits.range('index', index, 0, MAX_INDEX)
      const { confirm_result, unmatched_index_hit } = await call(operations.confirmTrainingSegment, { query: { job_id: id, index } }, context)
      return { confirmed: confirm_result, unmatched: unmatched_index_hit ?? [] }
    },
  }
}

/** The longest material has a hundred sentences, numbered from 0 (8.2). */
const MAX_INDEX = 99

/** The creation of each edition that can be created. */
const CREATIONS = {
  BASIC: operations.createTrainingBasicJob,
  ADVANCED: operations.createTrainingMiddleJob,
  PREMIUM: operations.createTrainingAdvanceJob,
}

function creationOf(edition: VoiceEdition) {
  if (edition in CREATIONS) return CREATIONS[edition as keyof typeof CREATIONS]
  throw badInput(`edition: expected one of ${Object.keys(CREATIONS).join(', ')}, got ${edition}, which the vendor offers no way to create.`, { field: 'edition' })
}

function createType({ edition, uploadMode }: Pick<VoiceTrainingDraft, 'edition' | 'uploadMode'>): string | undefined {
  if (edition === 'PREMIUM' && uploadMode === 'SENTENCES') {
    throw badInput('uploadMode: expected PACKAGE for the edition PREMIUM, which is trained from one long recording (8.3), got SENTENCES.', { field: 'uploadMode' })
  }
  return wordFor('uploadMode', UPLOAD_MODES, uploadMode)
}

/** What the bodies of 8.1 to 8.3 and 8.5 have in common, their limits checked (errata, section 8). */
function toBody({ name, description, gender, language, purpose, phone }: VoiceDraft, prefix = '') {
  limits.length(`${prefix}name`, name, 1, 64)
  limits.length(`${prefix}description`, description, 1, 128)
  limits.length(`${prefix}phone`, phone, 0, 16)
  return {
    voice_name: name,
    description,
    sex: wordFor(`${prefix}gender`, SEXES, gender),
    language: wordFor(`${prefix}language`, TRAINABLE_LANGUAGES, language),
    tag: wordFor(`${prefix}purpose`, VOICE_PURPOSES, purpose),
    phone,
  }
}

/** Content types as 8.1 prescribes them; the letter has none. */
function toUploads({ package: archive, segments, letter }: WireVoiceTargets): TrainingUpload[] {
  return [
    ...uploadOf('PACKAGE', 0, url(archive), 'application/zip'),
    ...(segments?.audio_uploading_url ?? []).flatMap((address, index) => uploadOf('SENTENCE_AUDIO', index, url(address), 'audio/wav')),
    ...(segments?.txt_uploading_url ?? []).flatMap((address, index) => uploadOf('SENTENCE_TEXT', index, url(address), 'text/plain')),
    ...uploadOf('AUTHORIZATION_LETTER', 0, url(letter)),
  ]
}

/** What 8.4 and 8.6 tell of the training of a voice, which is the same. */
export function toVoiceDetails(wire: WireVoiceJob, words: Words): TrainingDetails {
  const state = words.voiceTraining(wire.state)
  const purpose = wire.tag ? words.voicePurpose(wire.tag) : null
  return {
    nativeId: wire.job_id,
    kind: 'VOICE',
    ...state,
    name: wire.voice_name ?? null,
    tags: wire.tag ? [wire.tag] : [],
    coverUrl: null,
    asset: wire.asset_id || null,
    failure: state.status === 'FAILED' || state.requiredAction === 'UPLOAD_AGAIN' ? failure({ error_code: wire.job_failed_code, error_msg: wire.job_failed_reason }) : null,
    appUserId: wire.app_user_id || null,
    createdAt: trainingTime(wire.create_time),
    updatedAt: trainingTime(wire.lastupdate_time),
    avatar: null,
    voice: {
      edition: words.voiceEdition(wire.job_type),
      gender: words.voiceGender(wire.sex),
      language: wire.language ? words.voiceLanguage(wire.language) : null,
      uploadMode: words.voiceUploadMode(wire.create_type),
      purpose,
      phone: wire.phone || null,
      stateCount: wire.reject_times ?? null,
      authorizationUrl: url(wire.voice_authorization_url),
    },
    demoVideoUrls: [],
    trainingRounds: [],
    refusalReason: null,
    assets: wire.asset_id ? [wire.asset_id] : [],
    operationLog: null,
    comments: null,
  }
}

function toReview({ system_audit_result: system, admin_audit_result: admin }: WireReview): TrainingReview {
  return {
    system: system
      ? {
          reviewedAt: trainingTime(system.audit_time),
          errors: (system.errors ?? []).map((error) => ({
            audioName: error.audio_name || null,
            textName: error.text_name || null,
            message: error.error_message || null,
            vendorCode: error.error_code || null,
          })),
        }
      : null,
    admin: admin
      ? {
          reviewedAt: trainingTime(admin.audit_time),
          message: admin.message || null,
          attachmentName: admin.attachment_name || null,
          attachmentUrl: url(admin.attachment_url),
        }
      : null,
  }
}
