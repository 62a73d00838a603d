import { mutate } from '../support.js'
import { put, UPLOAD, type Upload } from '../trainings.js'
import { inList, mutation, native, row, secondPage, word, type OperationName, type Row } from './row.js'
import type { Stage } from './stage.js'

const whole = { name: 'Ann', description: 'warm', gender: 'FEMALE', language: 'CHINESE', purpose: 'NEWS', phone: '123' }
const SENT = { voice_name: 'Ann', description: 'warm', sex: 'FEMALE', language: 'CN', tag: 'NEWS', phone: '123' }

interface Created {
  job: { id: string; nativeId: string }
  uploads: Upload[]
}
const created = ({ app }: Stage, input: object = {}) => mutate<Created>(app, 'createVoiceTraining', { account: 'huawei', name: 'Ann', edition: 'BASIC', ...input }, `job { id nativeId } uploads { ${UPLOAD} }`)
/** The id of a training whose files have come. */
async function uploaded(stage: Stage, input: object = {}): Promise<string> {
  const { job, uploads } = await created(stage, input)
  for (const upload of uploads.filter(({ index }) => index === 0)) await put(upload, 'one two')
  return job.id
}

const SEGMENTS = { audio_uploading_url: ['https://uploads.example/0.wav'], txt_uploading_url: ['https://uploads.example/0.txt'] }
const ADDRESSES = { training_data_uploading_url: 'https://uploads.example/package', segment_uploading_url: SEGMENTS, authorization_letter_uploading_url: 'https://uploads.example/letter' }
/** Where the graph shows the places of files: the package, a sentence, its text and the letter. */
const upload = (place: string, index: number, file: string, url: string) => word(`${place}.${index}`, url, { file, target: { url } })

const create = (operation: OperationName, edition: string) =>
  row(operation, {
    document: mutation('createVoiceTraining', 'job { nativeId } uploads { file target { url } }'),
    variables: { input: { account: 'huawei', edition, uploadMode: 'PACKAGE', ...whole } },
    sends: { ...SENT, create_type: 'PACKAGE' },
    answer: ADDRESSES,
    reads: {
      job_id: 'createVoiceTraining.job.nativeId',
      training_data_uploading_url: upload('createVoiceTraining.uploads', 0, 'PACKAGE', ADDRESSES.training_data_uploading_url),
      'segment_uploading_url.audio_uploading_url.0': upload('createVoiceTraining.uploads', 1, 'SENTENCE_AUDIO', SEGMENTS.audio_uploading_url[0]!),
      'segment_uploading_url.txt_uploading_url.0': upload('createVoiceTraining.uploads', 2, 'SENTENCE_TEXT', SEGMENTS.txt_uploading_url[0]!),
      authorization_letter_uploading_url: upload('createVoiceTraining.uploads', 3, 'AUTHORIZATION_LETTER', ADDRESSES.authorization_letter_uploading_url),
    },
  })

const JOB = `nativeId name vendorStatus appUserId asset { nativeId } createdAt updatedAt failure { message vendorCode }
  voice { edition gender language stateCount authorizationUrl uploadMode purpose phone }`
const details = {
  job_type: 'MIDDLE',
  lastupdate_time: 1_767_323_045,
  app_user_id: 'ann',
  sex: 'FEMALE',
  language: 'CN',
  state: 'AUDIT_FAILED',
  reject_times: 2,
  asset_id: 'asset-1',
  job_failed_code: 'MSS.20020004',
  job_failed_reason: 'It broke',
  voice_authorization_url: 'https://downloads.example/letter',
  create_type: 'SEGMENT',
  tag: 'NEWS',
  phone: '123',
}
const shown = (place: string) => ({
  job_type: word(`${place}.voice.edition`, 'MIDDLE', 'ADVANCED'),
  job_id: `${place}.nativeId`,
  app_user_id: `${place}.appUserId`,
  voice_name: `${place}.name`,
  sex: word(`${place}.voice.gender`, 'FEMALE', 'FEMALE'),
  language: word(`${place}.voice.language`, 'CN', 'CHINESE'),
  state: `${place}.vendorStatus`,
  reject_times: `${place}.voice.stateCount`,
  asset_id: `${place}.asset.nativeId`,
  job_failed_code: `${place}.failure.vendorCode`,
  job_failed_reason: `${place}.failure.message`,
  create_time: `${place}.createdAt`,
  lastupdate_time: `${place}.updatedAt`,
  voice_authorization_url: `${place}.voice.authorizationUrl`,
  create_type: word(`${place}.voice.uploadMode`, 'SEGMENT', 'SENTENCES'),
  tag: word(`${place}.voice.purpose`, 'NEWS', 'NEWS'),
  phone: `${place}.voice.phone`,
})

/** Chapter 8. */
export const voiceTrainingRows: Row[] = [
  create('createTrainingBasicJob', 'BASIC'),
  create('createTrainingMiddleJob', 'ADVANCED'),
  create('createTrainingAdvanceJob', 'PREMIUM'),
  {
    operation: 'listVoiceTrainingJob',
    asks: [
      {
        document: 'query ($filter: TrainingJobFilter) { trainingJobs(first: 5, filter: $filter) { nodes { id } } }',
        variables: {
          filter: { accounts: ['huawei'], kinds: ['VOICE'], statuses: ['SUCCEEDED'], search: 'Ann', tag: 'NEWS', nativeId: 'job-1', createdAfter: '2024-01-02T03:04:05Z', createdBefore: '2027-01-02T03:04:05Z' },
        },
        sends: { state: 'SUCCEED', voice_name: 'Ann', tag: 'NEWS', job_id: 'job-1', create_since: '2024-01-02T03:04:05Z', create_until: '2027-01-02T03:04:05Z' },
      },
      secondPage('trainingJobs', 'filter: { accounts: ["huawei"], kinds: [VOICE] }'),
      {
        document: `{ trainingJobs(first: 2, filter: { accounts: ["huawei"], kinds: [VOICE] }) { totalCount nodes { ${JOB} } } }`,
        answer: { jobs: [details] },
        reads: { count: 'trainingJobs.totalCount', ...inList('jobs', shown('trainingJobs.nodes.0')) },
      },
    ],
  },
  row('commitVoiceTrainingJob', {
    document: mutation('submitTraining', 'job { nativeId }'),
    variables: async (stage) => ({ input: { id: await uploaded(stage), voice: { ...whole, appUserId: 'ann' } } }),
    sends: { ...SENT, app_user_id: 'ann' },
  }),
  row('showVoiceTrainingJob', {
    document: `query ($id: ID!) { trainingJob(id: $id) { ${JOB} } }`,
    variables: async (stage) => ({ id: (await created(stage)).job.id }),
    answer: details,
    reads: shown('trainingJob'),
  }),
  row('deleteVoiceTrainingJob', { document: mutation('deleteTraining', 'job { id }'), variables: async (stage) => ({ input: { id: (await created(stage)).job.id } }) }),
  row('showJobUploadingAddress', {
    document: 'query ($id: ID!) { trainingJob(id: $id) { uploads { file target { url } } } }',
    variables: async (stage) => ({ id: (await created(stage)).job.id }),
    answer: { package_url: { training_data_uploading_url: ADDRESSES.training_data_uploading_url }, segment_url: SEGMENTS, authorization_letter_uploading_url: ADDRESSES.authorization_letter_uploading_url },
    reads: {
      'package_url.training_data_uploading_url': upload('trainingJob.uploads', 0, 'PACKAGE', ADDRESSES.training_data_uploading_url),
      'segment_url.audio_uploading_url.0': upload('trainingJob.uploads', 1, 'SENTENCE_AUDIO', SEGMENTS.audio_uploading_url[0]!),
      'segment_url.txt_uploading_url.0': upload('trainingJob.uploads', 2, 'SENTENCE_TEXT', SEGMENTS.txt_uploading_url[0]!),
      authorization_letter_uploading_url: upload('trainingJob.uploads', 3, 'AUTHORIZATION_LETTER', ADDRESSES.authorization_letter_uploading_url),
    },
  }),
  row('showJobAuditResult', {
    document: 'query ($id: ID!) { trainingJob(id: $id) { review { system { reviewedAt errors { audioName textName message vendorCode } } admin { reviewedAt message attachmentName attachmentUrl } } } }',
    variables: async (stage) => ({ id: (await created(stage)).job.id }),
    answer: {
      system_audit_result: { audit_time: 1_767_323_045, errors: [{ audio_name: '0.wav', text_name: '0.txt', error_code: 'MSS.20020004', error_message: 'Too short' }] },
      admin_audit_result: { audit_time: 1_767_323_046_000, message: 'Not nice', attachment_name: 'note.txt', attachment_url: 'https://downloads.example/note.txt' },
    },
    reads: {
      'system_audit_result.audit_time': 'trainingJob.review.system.reviewedAt',
      'system_audit_result.errors.0.audio_name': 'trainingJob.review.system.errors.0.audioName',
      'system_audit_result.errors.0.text_name': 'trainingJob.review.system.errors.0.textName',
      'system_audit_result.errors.0.error_code': 'trainingJob.review.system.errors.0.vendorCode',
      'system_audit_result.errors.0.error_message': 'trainingJob.review.system.errors.0.message',
      'admin_audit_result.audit_time': 'trainingJob.review.admin.reviewedAt',
      'admin_audit_result.message': 'trainingJob.review.admin.message',
      'admin_audit_result.attachment_name': 'trainingJob.review.admin.attachmentName',
      'admin_audit_result.attachment_url': 'trainingJob.review.admin.attachmentUrl',
    },
  }),
  row('confirmTrainingSegment', {
    document: mutation('confirmVoiceSegment', 'confirmed unmatched'),
    variables: async (stage) => ({ input: { id: await uploaded(stage, { uploadMode: 'SENTENCES' }), index: 0 } }),
    sends: { job_id: native('input.id'), index: '0' },
    answer: { confirm_result: false, unmatched_index_hit: [0, 1] },
    reads: { confirm_result: 'confirmVoiceSegment.confirmed', unmatched_index_hit: 'confirmVoiceSegment.unmatched' },
  }),
  row('showTrainingSegmentInfo', {
    document: 'query ($id: ID!) { trainingJob(id: $id) { confirmedSegments } }',
    variables: async (stage) => ({ id: (await created(stage, { uploadMode: 'SENTENCES' })).job.id }),
    sends: { job_id: native('id') },
    answer: { confirmed_index: [0, 2] },
    reads: { confirmed_index: 'trainingJob.confirmedSegments' },
  }),
]
