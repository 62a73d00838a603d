import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { statusOfTraining, trainingTransition } from '../../src/domain/transitions.js'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { createWords } from '../../src/vendors/huawei/mapping/words.js'
import { trainingTime } from '../../src/vendors/huawei/mapping-training.js'
import { nextPollIn } from '../../src/tracker/schedule.js'
import { startApp, type TestApp } from '../support/app.js'

/** The states of 7.2 and 7.3, in the order of the document, and the one of the SDK at its end. */
const AVATAR_STATES = [
  ['WAIT_FILE_UPLOAD', 'UPLOAD', 'NEEDS_ACTION', 'UPLOAD'],
  ['AUTO_VERIFYING', 'REVIEW', 'RUNNING', null],
  ['AUTO_VERIFY_FAILED', 'REVIEW', 'NEEDS_ACTION', 'UPLOAD_AGAIN'],
  ['MANUAL_VERIFYING', 'REVIEW', 'RUNNING', null],
  ['MANUAL_VERIFY_FAILED', 'REVIEW', 'NEEDS_ACTION', 'UPLOAD_AGAIN'],
  ['MANUAL_VERIFY_SUCCESS', 'PREPROCESS', 'WAITING', null],
  ['TRAINING_DATA_PREPROCESSING', 'PREPROCESS', 'RUNNING', null],
  ['TRAINING_DATA_PREPROCESS_FAILED', 'PREPROCESS', 'FAILED', null],
  ['TRAINING_DATA_PREPROCESS_SUCCESS', 'TRAIN', 'WAITING', null],
  ['TRAINING', 'TRAIN', 'RUNNING', null],
  ['TRAIN_FAILED', 'TRAIN', 'FAILED', null],
  ['TRAIN_SUCCESS', 'TRAIN', 'WAITING', null],
  ['INFERENCE_DATA_PREPROCESSING', 'TRAIN', 'RUNNING', null],
  ['INFERENCE_DATA_PREPROCESS_FAILED', 'TRAIN', 'FAILED', null],
  ['WAIT_MAIN_FILE_UPLOAD', 'TRAIN', 'WAITING', null],
  ['JOB_SUCCESS', 'DONE', 'SUCCEEDED', null],
  ['WAIT_USER_CONFIRM', 'CONFIRM', 'NEEDS_ACTION', 'CONFIRM'],
  ['JOB_REJECT', 'CONFIRM', 'NEEDS_ACTION', 'REPLY'],
  ['JOB_PENDING', 'CONFIRM', 'NEEDS_ACTION', 'RESUME'],
  ['JOB_FINISH', 'DONE', 'SUCCEEDED', null],
  ['WAIT_MASK_UPLOAD', 'TRAIN', 'WAITING', null],
] as const

/** The states of 8.4 and 8.6, in the order of the document. */
const VOICE_STATES = [
  ['CREATING', 'UPLOAD', 'NEEDS_ACTION', 'UPLOAD'],
  ['SYSTEM_AUDITING', 'REVIEW', 'RUNNING', null],
  ['AUDITING', 'REVIEW', 'RUNNING', null],
  ['WAITING', 'TRAIN', 'WAITING', null],
  ['PROCESSING', 'TRAIN', 'RUNNING', null],
  ['RESULT_REVIEW', 'CONFIRM', 'RUNNING', null],
  ['AUDIT_FAILED', 'REVIEW', 'NEEDS_ACTION', 'UPLOAD_AGAIN'],
  ['FAILED', 'TRAIN', 'FAILED', null],
  ['SUCCEED', 'DONE', 'SUCCEEDED', null],
] as const

interface Job {
  id: string
  nativeId: string
  stage: string | null
  status: string
  vendorStatus: string
  requiredAction: string | null
}
const FIELDS = 'id nativeId kind stage status vendorStatus requiredAction'

describe('every documented state, as the vendor tells it', () => {
  let app: TestApp
  let huawei: HuaweiSandbox
  const ids: Record<'AVATAR' | 'VOICE', Job> = { AVATAR: {} as Job, VOICE: {} as Job }
  beforeAll(async () => {
    app = await startApp()
    huawei = app.app.sandboxes.huawei as HuaweiSandbox
    const { body } = await app.query<{ avatar: { job: Job }; voice: { job: Job } }>(
      `mutation { avatar: createAvatarTraining(input: { account: "huawei", name: "Ann" }) { job { ${FIELDS} } } voice: createVoiceTraining(input: { account: "huawei", name: "Ann", edition: BASIC }) { job { ${FIELDS} } } }`,
    )
    ids.AVATAR = body.data?.avatar.job as Job
    ids.VOICE = body.data?.voice.job as Job
  })
  afterAll(() => app.dispose())

  const both = [...AVATAR_STATES.map((row) => ['AVATAR', ...row] as const), ...VOICE_STATES.map((row) => ['VOICE', ...row] as const)]
  it.each(both)('%s %s is %s, %s, and asks for %s', async (kind, word, stage, status, requiredAction) => {
    const { id, nativeId } = ids[kind]
    expect(huawei.moveTraining(nativeId, word)).toBe(true)
    const { body } = await app.query<{ trainingJob: Job; trainingJobs: { nodes: Job[] } }>(
      `query ($id: ID!, $native: String!, $kind: TrainingKind!, $status: JobStatus!) {
        trainingJob(id: $id) { ${FIELDS} }
        trainingJobs(filter: { nativeId: $native, kinds: [$kind], statuses: [$status] }) { nodes { ${FIELDS} } }
      }`,
      { id, native: nativeId, kind, status },
    )
    const expected = { id, nativeId, kind, stage, status, vendorStatus: word, requiredAction }
    expect(body).toEqual({ data: { trainingJob: expected, trainingJobs: { nodes: [expected] } }, extensions: expect.anything() as unknown })
  })

  it('a filter by other states does not find the training', async () => {
    huawei.moveTraining(ids.AVATAR.nativeId, 'TRAINING')
    const { body } = await app.query<{ trainingJobs: { nodes: Job[]; totalCount: number } }>(
      `query ($native: String!) { trainingJobs(filter: { nativeId: $native, statuses: [WAITING, NEEDS_ACTION, FAILED, SUCCEEDED] }) { nodes { id } totalCount } }`,
      { native: ids.AVATAR.nativeId },
    )
    expect(body.data).toEqual({ trainingJobs: { nodes: [], totalCount: 0 } })
  })

  it('a filter by a state that no training has here causes no call', async () => {
    huawei.journal.clear()
    const { body } = await app.query('{ trainingJobs(filter: { statuses: [CANCELED], accounts: ["huawei"] }) { nodes { id } totalCount unavailable { code } } }')
    expect(body.data).toEqual({ trainingJobs: { nodes: [], totalCount: 0, unavailable: [] } })
    expect(huawei.journal.count('7.2') + huawei.journal.count('8.4')).toBe(0)
  })

  it('a filter by what is unknown here leaves the account out, without a call', async () => {
    huawei.journal.clear()
    const { body } = await app.query('{ trainingJobs(filter: { statuses: [WAITING, UNKNOWN] }) { nodes { id } unavailable { code message account { slug } } } }')
    expect(body.data).toEqual({ trainingJobs: { nodes: [], unavailable: [{ code: 'UNSUPPORTED', message: expect.stringContaining('filter.statuses') as string, account: { slug: 'huawei' } }] } })
    expect(huawei.journal.count('7.2') + huawei.journal.count('8.4')).toBe(0)
  })
})

describe('a word that is in no table', () => {
  const told: string[] = []
  const words = createWords((field, word) => told.push(`${field} ${word}`))

  it('is an unknown state, never success, and is told of', () => {
    const unknown = { status: 'UNKNOWN', stage: null, requiredAction: null, final: false }
    expect(words.avatarTraining('HOLOGRAM_BAKING')).toEqual({ ...unknown, vendorStatus: 'HOLOGRAM_BAKING' })
    expect(words.voiceTraining('TRAINING')).toEqual({ ...unknown, vendorStatus: 'TRAINING' })
    expect(words.avatarTraining('constructor')).toEqual({ ...unknown, vendorStatus: 'constructor' })
    expect(told.splice(0)).toEqual(['avatar_training_state HOLOGRAM_BAKING', 'voice_training_state TRAINING', 'avatar_training_state constructor'])
  })

  it('is not missed where the vendor says nothing', () => {
    expect(words.avatarTraining(null)).toMatchObject({ status: 'UNKNOWN', vendorStatus: '' })
    expect(told).toEqual([])
  })

  it.each(['WAITING_SPLIT', 'SPLITTING', 'SPLIT_FAILED', 'ANNOTATING', 'UPLOADING'])('%s, newer than the document, is known', (word) => {
    expect(words.voiceTraining(word).status).not.toBe('UNKNOWN')
    expect(told).toEqual([])
  })

  it('is final only where the document rules out a change', () => {
    expect(AVATAR_STATES.filter(([word]) => words.avatarTraining(word).final).map(([word]) => word)).toEqual(['JOB_FINISH'])
    expect(VOICE_STATES.filter(([word]) => words.voiceTraining(word).final).map(([word]) => word)).toEqual(['FAILED', 'SUCCEED'])
  })
})

describe('other words of chapters 7 and 8', () => {
  const words = createWords((field, word) => {
    throw new Error(`unknown ${field} ${word}`)
  })

  it('have one style in the graph', () => {
    expect(['V2', 'V3', 'V3.2', 'V3.3', null].map(words.modelVersion)).toEqual(['V2', 'V3', 'V3_2', 'V3_3', 'V3'])
    expect(['1080P', '4K', null].map(words.resolution)).toEqual(['FULL_HD', 'UHD_4K', 'FULL_HD'])
    expect(['BASIC', 'MIDDLE', 'ADVANCE', 'LLM_MAJOR', 'LLM_MINOR', 'THIRD_PARTY'].map(words.voiceEdition)).toEqual([
      'BASIC',
      'ADVANCED',
      'PREMIUM',
      'LARGE_MODEL',
      'LARGE_MODEL_MULTILINGUAL',
      'THIRD_PARTY',
    ])
    expect(['USER_CREATE_JOD', 'SYSTEM_MASK_VIDEO_AND_ACTION_TIME_FAILED', 'ADMIN_UPDATE_VIDEO'].map(words.trainingStep)).toEqual(['CREATED', 'RECOGNITION_FAILED', 'VIDEO_REPLACED'])
    expect(['USER_REJECT', 'USER_COMMENT', 'ADMIN_COMMENT'].map(words.commentKind)).toEqual(['REJECTION', 'COMMENT', 'VENDOR_REPLY'])
  })

  it('tell seconds from milliseconds by their size, and neither from what is no time', () => {
    expect(trainingTime(1_700_000_000)).toEqual(new Date('2023-11-14T22:13:20Z'))
    expect(trainingTime(1_700_000_000_000)).toEqual(new Date('2023-11-14T22:13:20Z'))
    expect([123, 0, -1, Number.NaN, 1e300, null, undefined].map(trainingTime)).toEqual([null, null, null, null, null, null, null])
  })
})

describe('a state as the event log takes it', () => {
  const words = createWords()
  const transition = (word: string) => trainingTransition('huawei', { kind: 'AVATAR', job: 'j' }, words.avatarTraining(word))
  /** Whether a state is announced after another, by the rule of the log. */
  const follows = (next: string, known: string) => transition(next).state !== transition(known).state && !transition(next).supersededBy.includes(transition(known).state)

  it.each([
    ['MANUAL_VERIFYING', 'AUTO_VERIFYING', 'a review by people after the one by machines, in one status'],
    ['AUTO_VERIFYING', 'AUTO_VERIFY_FAILED', 'the review of corrected files'],
    ['AUTO_VERIFYING', 'MANUAL_VERIFY_FAILED', 'the review of files that people had refused'],
    ['WAIT_USER_CONFIRM', 'JOB_SUCCESS', 'the judgement of a result'],
    ['INFERENCE_DATA_PREPROCESSING', 'JOB_REJECT', 'the rework of a rejected result'],
    ['WAIT_USER_CONFIRM', 'JOB_PENDING', 'a resumed training'],
    ['TRAINING', 'TRAIN_FAILED', 'a failed training that people took up again'],
    ['HOLOGRAM_BAKING', 'TRAINING', 'a state without a word here'],
  ])('%s after %s is news: %s', (next, known) => {
    expect(follows(next, known)).toBe(true)
  })

  it('is no news after one that cannot be changed', () => {
    expect(AVATAR_STATES.filter(([word]) => follows(word, 'JOB_FINISH'))).toEqual([])
  })

  it('holds the status, whatever the vendor says', () => {
    expect(AVATAR_STATES.map(([word]) => statusOfTraining(transition(word).state))).toEqual(AVATAR_STATES.map(([, , status]) => status))
  })
})

describe('the pace of polling', () => {
  const MINUTE = 60_000
  const pace = (state: string | null, ageMs: number, failures = 0) => nextPollIn({ kind: 'AVATAR_TRAINING', state, ageMs, failures })

  it('slows down with the age of a training, to a bound that its state sets', () => {
    expect([0, 5_000, 10 * MINUTE, 100 * MINUTE, 10_000 * MINUTE].map((age) => pace('RUNNING TRAIN TRAINING', age))).toEqual([1_000, 1_000, MINUTE, 10 * MINUTE, 10 * MINUTE])
    expect(pace('NEEDS_ACTION UPLOAD CREATING', 10_000 * MINUTE)).toBe(30 * MINUTE)
    expect(pace('FAILED TRAIN TRAIN_FAILED', 100_000 * MINUTE)).toBe(360 * MINUTE)
    expect(pace(null, 0)).toBe(1_000)
  })

  it('doubles with every failure, up to the same bound', () => {
    expect([0, 1, 2, 9, 10, 99].map((failures) => pace('RUNNING TRAIN TRAINING', 0, failures))).toEqual([1_000, 2_000, 4_000, 512_000, 10 * MINUTE, 10 * MINUTE])
  })
})
