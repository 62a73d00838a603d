import { mutate } from '../support.js'
import { put, UPLOAD, type Upload } from '../trainings.js'
import { inList, mutation, NEWEST_FIRST, row, secondPage, word, type Ask, type Row } from './row.js'
import type { Stage } from './stage.js'

const whole = { name: 'Ann', contact: 'ann@example.com', videoChange: 'NEW', videoParts: 2, backgroundReplacement: true, batchName: 'spring', tags: ['one', 'two'] }
const SENT = { name: 'Ann', contact: 'ann@example.com', command_message: 'UPLOAD_VIDEO', video_multipart_count: 2, is_background_replacement: true, batch_name: 'spring', tags: ['one', 'two'] }

interface Created {
  job: { id: string; nativeId: string }
  uploads: Upload[]
}
const created = ({ app }: Stage, input: object = {}) => mutate<Created>(app, 'createAvatarTraining', { account: 'huawei', name: 'Ann', ...input }, `job { id nativeId } uploads { ${UPLOAD} }`)
/** The id of a training that stands still in a state. */
async function standing(stage: Stage, state: Parameters<Stage['huawei']['moveTraining']>[1]): Promise<string> {
  const { job } = await created(stage)
  stage.huawei.moveTraining(job.nativeId, state)
  return job.id
}
/** The id of a training whose video has come. */
async function uploaded(stage: Stage, videoParts = 2): Promise<string> {
  const { job, uploads } = await created(stage, { videoParts })
  for (const upload of uploads) await put(upload, `bytes of ${upload.index}`)
  return job.id
}

const UPLOADS = ['TRAINING_VIDEO', 'COVER', 'ID_CARD_FRONT', 'ID_CARD_BACK', 'AUTHORIZATION_LETTER']
const ADDRESSES = {
  training_video_upload_url: ['https://uploads.example/video'],
  cover_upload_url: 'https://uploads.example/cover',
  id_card_image1_upload_url: 'https://uploads.example/front',
  id_card_image2_upload_url: 'https://uploads.example/back',
  grant_file_upload_url: 'https://uploads.example/letter',
}
const uploadsAt = (name: string) => ({
  job_id: `${name}.job.nativeId`,
  ...Object.fromEntries(Object.entries(ADDRESSES).map(([path, address], index) => [
    address instanceof Array ? `${path}.0` : path,
    word(`${name}.uploads.${index}`, [address].flat()[0], { file: UPLOADS[index], target: { url: [address].flat()[0] } }),
  ])),
})

/** A command: the mutation that gives it, to a training in the state that takes it. */
const command = (name: string, state: Parameters<typeof standing>[1], sends: object, input: object): Ask => ({
  document: mutation(name, 'job { nativeId } uploads { target { url } }'),
  variables: async (stage) => ({ input: { id: await standing(stage, state), title: 'Lips', attachmentNames: ['lips.mp4'], ...input } }),
  sends: { ...sends, comment_data: { comment_title: 'Lips', comment_message: 'They lag.', attachment_name: ['lips.mp4'] } },
  answer: { attachment_upload_url: ['https://uploads.example/lips'] },
  reads: { commond_result: word(`${name}.userErrors`, 'EXCUTE_SUCCESS', []), 'attachment_upload_url.0': `${name}.uploads.0.target.url` },
})

const SUMMARY = `nativeId name vendorStatus asset { nativeId } coverUrl updatedAt createdAt tags appUserId
  avatar { contact batchName modelVersion matting resolution assetProject`
const summary = {
  state: 'WAIT_USER_CONFIRM',
  asset_id: 'asset-1',
  cover_download_url: 'https://covers.example/a.png',
  last_update_time: '2026-01-02T03:04:05Z',
  contact: 'ann@example.com',
  batch_name: 'spring',
  tags: ['one'],
  model_version: 'V3.2',
  matting_type: 'MANUAL',
  model_resolution: '4K',
  app_user_id: 'ann',
}
const summaryAt = (place: string) => ({
  job_id: `${place}.nativeId`,
  name: `${place}.name`,
  state: `${place}.vendorStatus`,
  asset_id: `${place}.asset.nativeId`,
  project_id: `${place}.avatar.assetProject`,
  cover_download_url: `${place}.coverUrl`,
  last_update_time: `${place}.updatedAt`,
  create_time: `${place}.createdAt`,
  contact: `${place}.avatar.contact`,
  batch_name: `${place}.avatar.batchName`,
  tags: `${place}.tags`,
  model_version: word(`${place}.avatar.modelVersion`, 'V3.2', 'V3_2'),
  matting_type: word(`${place}.avatar.matting`, 'MANUAL', 'MANUAL'),
  model_resolution: word(`${place}.avatar.resolution`, '4K', 'UHD_4K'),
  app_user_id: `${place}.appUserId`,
})

/** Chapter 7. */
export const avatarTrainingRows: Row[] = [
  row('create2dModelTrainingJob', {
    document: mutation('createAvatarTraining', 'job { nativeId } uploads { file target { url } }'),
    variables: { input: { account: 'huawei', ...whole, modelVersion: 'V3_2' } },
    sends: { ...SENT, model_version: 'V3.2' },
    // One address for the video, so that the others have their places.
    answer: ADDRESSES,
    reads: uploadsAt('createAvatarTraining'),
  }),
  {
    operation: 'list2dModelTrainingJob',
    asks: [
      {
        document: 'query ($filter: TrainingJobFilter) { trainingJobs(first: 5, filter: $filter) { nodes { id } } }',
        variables: {
          filter: {
            accounts: ['huawei'],
            kinds: ['AVATAR'],
            statuses: ['SUCCEEDED'],
            search: 'Ann',
            tag: 'one',
            batchName: 'spring',
            resolution: 'UHD_4K',
            nativeId: 'job-1',
            project: 'project-1',
            createdAfter: '2024-01-02T03:04:05Z',
            createdBefore: '2027-01-02T03:04:05Z',
          },
        },
        sends: {
          state: 'JOB_SUCCESS,JOB_FINISH',
          name: 'Ann',
          tag: 'one',
          batch_name: 'spring',
          model_resolution: '4K',
          job_id: 'job-1',
          query_project_id: 'project-1',
          create_since: '2024-01-02T03:04:05Z',
          create_until: '2027-01-02T03:04:05Z',
        },
      },
      secondPage('trainingJobs', 'filter: { accounts: ["huawei"], kinds: [AVATAR] }'),
      {
        document: `{ trainingJobs(first: 2, filter: { accounts: ["huawei"], kinds: [AVATAR] }) { totalCount nodes { ${SUMMARY} } } } }`,
        answer: { jobs: [summary] },
        reads: { count: 'trainingJobs.totalCount', ...inList('jobs', summaryAt('trainingJobs.nodes.0')) },
      },
    ],
    ours: NEWEST_FIRST,
  },
  row('show2dModelTrainingJob', {
    document: `query ($id: ID!) { trainingJob(id: $id) { ${SUMMARY}
      trainingVideoUrl idCardFrontUrl idCardBackUrl authorizationUrl maskUploaded maskUrl taggedVideoUrl backgroundReplacement workerTypes
      videoSpan { start } actionSpans { end } eyeCorrectionSpan { start } } demoVideoUrls operationLog { description } comments { message } } }`,
    variables: async (stage) => ({ id: await standing(stage, 'WAIT_USER_CONFIRM') }),
    answer: {
      ...summary,
      training_video_download_url: 'https://downloads.example/video',
      id_card_image1_download_url: 'https://downloads.example/front',
      id_card_image2_download_url: 'https://downloads.example/back',
      grant_file_download_url: 'https://downloads.example/letter',
      operation_logs: [{ log_description: 'It began' }],
      comment_logs: [{ comment_message: 'It is fine' }],
      is_mask_file_uploaded: true,
      mask_file_download_url: 'https://downloads.example/mask',
      verify_video_download_url: 'https://downloads.example/demo',
      markable_video_download_url: 'https://downloads.example/tagged',
      inference_data_process_video_mark_info: { video_start_time: '00:00:05.000' },
      inference_data_process_action_mark_info: { action_info: [{ action_end_time: '00:00:35.000' }] },
      inference_data_process_eye_correction_mark_info: { eye_correction_start_time: '00:00:10.000' },
      is_background_replacement: true,
      worker_type: ['GPU-T4'],
    },
    reads: {
      ...summaryAt('trainingJob'),
      training_video_download_url: 'trainingJob.avatar.trainingVideoUrl',
      id_card_image1_download_url: 'trainingJob.avatar.idCardFrontUrl',
      id_card_image2_download_url: 'trainingJob.avatar.idCardBackUrl',
      grant_file_download_url: 'trainingJob.avatar.authorizationUrl',
      'operation_logs.0.log_description': 'trainingJob.operationLog.0.description',
      'comment_logs.0.comment_message': 'trainingJob.comments.0.message',
      is_mask_file_uploaded: 'trainingJob.avatar.maskUploaded',
      mask_file_download_url: 'trainingJob.avatar.maskUrl',
      verify_video_download_url: 'trainingJob.demoVideoUrls.0',
      markable_video_download_url: 'trainingJob.avatar.taggedVideoUrl',
      'inference_data_process_video_mark_info.video_start_time': 'trainingJob.avatar.videoSpan.start',
      'inference_data_process_action_mark_info.action_info.0.action_end_time': 'trainingJob.avatar.actionSpans.0.end',
      'inference_data_process_eye_correction_mark_info.eye_correction_start_time': 'trainingJob.avatar.eyeCorrectionSpan.start',
      is_background_replacement: 'trainingJob.avatar.backgroundReplacement',
      worker_type: 'trainingJob.avatar.workerTypes',
    },
  }),
  row('delete2dModelTrainingJob', { document: mutation('deleteTraining', 'job { id }'), variables: async (stage) => ({ input: { id: (await created(stage)).job.id } }) }),
  row('update2dModelTrainingJob', {
    document: mutation('updateAvatarTraining', 'job { nativeId } uploads { file target { url } }'),
    variables: async (stage) => ({ input: { id: await standing(stage, 'MANUAL_VERIFY_FAILED'), ...whole } }),
    sends: SENT,
    answer: ADDRESSES,
    reads: uploadsAt('updateAvatarTraining'),
  }),
  {
    operation: 'execute2dModelTrainingCommandByUser',
    asks: [
      {
        document: mutation('submitTraining', 'job { nativeId }'),
        variables: async (stage) => ({ input: { id: await uploaded(stage, 1), videoChange: 'NEW' } }),
        sends: { command: 'SUBMITVERIFYING', command_message: 'UPLOAD_VIDEO' },
        reads: { commond_result: word('submitTraining.userErrors', 'EXCUTE_SUCCESS', []) },
      },
      command('confirmTraining', 'WAIT_USER_CONFIRM', { command: 'CONFIRM_REJECT' }, { decision: 'REJECT', reason: 'They lag.' }),
      command('replyToTraining', 'JOB_REJECT', { command: 'CONFIRM_ANSWER' }, { message: 'They lag.' }),
      command('pauseTraining', 'JOB_REJECT', { command: 'CONFIRM_PENDING' }, { reason: 'They lag.' }),
      command('resumeTraining', 'JOB_PENDING', { command: 'CONFIRM_ACTIVE' }, { reason: 'They lag.' }),
      {
        document: mutation('completeTrainingUpload', 'job { nativeId }'),
        variables: async (stage) => ({ input: { id: await uploaded(stage), videoChange: 'NEW' } }),
        sends: { command: 'CONFIRM_MULTIPART_UPLOADED', command_message: 'UPLOAD_VIDEO' },
        reads: { commond_result: word('completeTrainingUpload.userErrors', 'EXCUTE_SUCCESS', []) },
      },
      {
        document: 'query ($id: ID!) { trainingJob(id: $id) { uploadedParts { number etag } } }',
        variables: async (stage) => ({ id: await uploaded(stage) }),
        sends: { command: 'GET_MULTIPART_UPLOADED' },
        reads: { 'multipart_data.0.part_number': 'trainingJob.uploadedParts.0.number', 'multipart_data.0.etag': 'trainingJob.uploadedParts.0.etag' },
      },
    ],
  },
]
