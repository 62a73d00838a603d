import { idOf, mutate } from '../support.js'
import { CONTENT, content, CONTENT_SENT, contentAt } from './content.js'
import { inList, mutation, NEWEST_FIRST, native, row, secondPage, word, type Row } from './row.js'
import type { Stage } from './stage.js'

const DISCARDED = 'no longer in use by the vendor'

const whole = (stage: Stage) => ({
  ...content(stage),
  scriptId: idOf('VideoScript', 'huawei', stage.huawei.world.scripts.all.find(({ catalog }) => catalog === 'VIDEO_DRAFT')!.id),
  name: 'A film',
  callback: { url: 'https://callbacks.example/done', key: 'secret' },
})
const created = async (stage: Stage): Promise<string> => {
  const { videoJob } = await mutate<{ videoJob: { id: string } }>(stage.app, 'createVideo', { account: 'huawei', ...content(stage) }, 'videoJob { id }')
  return videoJob.id
}
/** A video whose turn does not come, so that the vendor still lets it be cancelled however long the test takes. */
const waiting = ({ huawei }: Stage): string => {
  const { videos } = huawei.world
  videos.add({ ...videos.all[0]!, id: 'waiting', state: 'WAITING' })
  return idOf('VideoJob', 'huawei', 'waiting')
}

const JOB = 'nativeId status vendorStatus kind startedAt endedAt durationSeconds createdAt updatedAt name coverUrl previewUrl output { id } failure { message vendorCode }'
const told = {
  state: 'FAILED',
  job_type: '2D_DIGITAL_HUMAN_VIDEO',
  start_time: '2026-01-02T03:04:05Z',
  end_time: '2026-01-02T03:05:05Z',
  duration: 12.5,
  output_asset_config: { asset_id: 'out', asset_name: 'A film', cover_url: 'https://covers.example/a.png', preview_video_url: 'https://films.example/a.mp4' },
  error_info: { error_code: 'MSS.42000002', error_msg: 'It broke' },
  lastupdate_time: '2026-01-02T03:06:05Z',
}
const shown = (place: string) => ({
  job_id: `${place}.nativeId`,
  state: word(`${place}.status`, 'FAILED', 'FAILED'),
  job_type: word(`${place}.kind`, '2D_DIGITAL_HUMAN_VIDEO', 'AVATAR_2D'),
  start_time: `${place}.startedAt`,
  end_time: `${place}.endedAt`,
  duration: `${place}.durationSeconds`,
  'output_asset_config.asset_id': `${place}.output.id`,
  'output_asset_config.asset_name': `${place}.name`,
  'output_asset_config.cover_url': `${place}.coverUrl`,
  'output_asset_config.preview_video_url': `${place}.previewUrl`,
  'error_info.error_msg': `${place}.failure.message`,
  'error_info.error_code': `${place}.failure.vendorCode`,
  create_time: `${place}.createdAt`,
  lastupdate_time: `${place}.updatedAt`,
})

/** Sections 5.2 and 5.3. */
export const videoRows: Row[] = [
  {
    operation: 'listDigitalHumanVideo',
    asks: [
      {
        document: 'query ($filter: VideoJobFilter) { videoJobs(first: 5, filter: $filter) { nodes { id } } }',
        variables: {
          filter: {
            accounts: ['huawei'],
            kinds: ['PHOTO'],
            statuses: ['WAITING', 'CANCELED'],
            search: 'film',
            scriptId: idOf('VideoScript', 'huawei', 'script-1'),
            id: idOf('VideoJob', 'huawei', 'job-1'),
            createdAfter: '2024-01-02T03:04:05Z',
            createdBefore: '2027-01-02T03:04:05Z',
          },
        },
        sends: {
          job_type: 'PHOTO_DIGITAL_HUMAN_VIDEO',
          state: 'WAITING,CANCELED',
          asset_name: 'film',
          script_id: 'script-1',
          job_id: 'job-1',
          create_since: '2024-01-02T03:04:05Z',
          create_until: '2027-01-02T03:04:05Z',
        },
      },
      secondPage('videoJobs'),
      {
        document: `{ videoJobs(first: 2, filter: { accounts: ["huawei"] }) { totalCount nodes { ${JOB} } } }`,
        answer: { jobs: [told] },
        reads: { count: 'videoJobs.totalCount', ...inList('jobs', shown('videoJobs.nodes.0')) },
      },
    ],
    ours: NEWEST_FIRST,
  },
  row('create2DDigitalHumanVideo', {
    document: mutation('createVideo', 'videoJob { nativeId }'),
    variables: (stage) => ({ input: { account: 'huawei', ...whole(stage) } }),
    sends: {
      ...CONTENT_SENT,
      script_id: native('input.scriptId'),
      'output_asset_config.asset_name': 'A film',
      callback_config: { callback_url: 'https://callbacks.example/done', auth_type: 'MSS_A', key: 'secret' },
    },
    reads: { job_id: 'createVideo.videoJob.nativeId' },
  }),
  row(
    'show2DDigitalHumanVideo',
    {
      document: `query ($id: ID!) { videoJob(id: $id) { ${JOB} script { id } ${CONTENT} } }`,
      variables: async (stage) => ({ id: await created(stage) }),
      // What a video is made of is asked for when it is selected.
      sends: { show_script: 'true' },
      answer: { ...told, script_id: 'script-1', video_making_type: 'MODEL', human_image: 'cGljdHVyZQ==' },
      reads: { ...shown('videoJob'), ...contentAt('videoJob'), script_id: 'videoJob.script.id' },
    },
    { unread: { video_making_type: DISCARDED, human_image: DISCARDED } },
  ),
  row('cancel2DDigitalHumanVideo', { document: mutation('cancelVideo', 'videoJob { id }'), variables: (stage) => ({ input: { id: waiting(stage) } }) }),
]
