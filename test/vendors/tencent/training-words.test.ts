import { describe, expect, test } from 'vitest'
import { trainingTransition } from '../../../src/domain/transitions.js'
import { trainingReaders, type Progress } from '../../../src/vendors/tencent/mapping/training-words.js'
import { toTrainingDetails } from '../../../src/vendors/tencent/training-details.js'
import { wireProgress, wireSampleTexts } from '../../../src/vendors/tencent/wire-training.js'
import { createWordReader } from '../../../src/vendors/words.js'

function recorded() {
  const unknown: string[] = []
  return { unknown, words: trainingReaders(createWordReader((field, word) => unknown.push(`${field}=${word}`))) }
}
const REF = { kind: 'AVATAR' as const, job: 't' }
const details = (wire: object, facts = {}) => toTrainingDetails(REF, wireProgress.parse(wire), { facts, createdAt: new Date(0) }, recorded().words)

describe('every documented state (1211/62061)', () => {
  const STAGES = [
    ['SUBMIT', 'UPLOAD'],
    ['AUDIT', 'REVIEW'],
    ['PROCESS', 'PREPROCESS'],
    ['TRAIN', 'TRAIN'],
    ['CONFIRM', 'CONFIRM'],
    ['END', 'DONE'],
  ] as const
  const STATUSES = [
    ['WAIT_PROCESS', 'WAITING'],
    ['PROCESSING', 'RUNNING'],
    ['SUCCESS', 'WAITING'],
    ['FAIL', 'FAILED'],
  ] as const
  const making = STAGES.flatMap(([StageV2, stage]) => STATUSES.map(([StatusV2, status]) => ({ StageV2, StatusV2, stage, status })))

  test.each(making)('MAKING $StageV2 $StatusV2 is $stage and $status, and not the end', ({ StageV2, StatusV2, stage, status }) => {
    const { words, unknown } = recorded()
    const waits = StageV2 === 'CONFIRM' && StatusV2 === 'WAIT_PROCESS'
    expect(words.state({ Status: 'MAKING', StageV2, StatusV2 })).toEqual({
      stage,
      status: waits ? 'NEEDS_ACTION' : status,
      requiredAction: waits ? 'CONFIRM' : null,
      vendorStatus: `MAKING ${StageV2} ${StatusV2}`,
      final: false,
    })
    expect(unknown).toEqual([])
  })

  test.each<[Progress, object]>([
    [{ Status: 'SUCCESS', StageV2: 'END', StatusV2: 'SUCCESS' }, { status: 'SUCCEEDED', stage: 'DONE', vendorStatus: 'SUCCESS END SUCCESS', final: true }],
    [{ Status: 'SUCCESS' }, { status: 'SUCCEEDED', stage: 'DONE', vendorStatus: 'SUCCESS', final: true }],
    [{ Status: 'FAIL', StageV2: 'AUDIT', StatusV2: 'FAIL' }, { status: 'FAILED', stage: 'REVIEW', vendorStatus: 'FAIL AUDIT FAIL', final: true }],
    [{ Status: 'FAIL', StageV2: '', StatusV2: null }, { status: 'FAILED', stage: null, vendorStatus: 'FAIL', final: true }],
    [{ Status: 'MAKING' }, { status: 'RUNNING', stage: null, vendorStatus: 'MAKING', final: false }],
  ])('%j is an end, or none', (progress, expected) => {
    const { words, unknown } = recorded()
    expect(words.state(progress)).toEqual({ requiredAction: null, ...expected })
    expect(unknown).toEqual([])
  })

  test.each<[Progress, string[]]>([
    [{ Status: 'POLISHED', StageV2: 'END', StatusV2: 'SUCCESS' }, ['Status=POLISHED']],
    [{ Status: 'MAKING', StageV2: 'POLISH', StatusV2: 'SUCCESS' }, ['StageV2=POLISH']],
    [{ Status: 'MAKING', StageV2: 'TRAIN', StatusV2: 'SHINY' }, ['StatusV2=SHINY']],
  ])('%j is UNKNOWN and not the end, and told', (progress, told) => {
    const { words, unknown } = recorded()
    expect(words.state(progress)).toMatchObject({ status: 'UNKNOWN', requiredAction: null, final: false })
    expect(unknown).toEqual(told)
  })
})

describe('what waits for its judgement', () => {
  const CONFIRM = { Status: 'MAKING', StageV2: 'CONFIRM', StatusV2: 'WAIT_PROCESS' }
  const content = { TrainResult: ['https://a/1.mp4', 'https://a/2.mp4'], RejectReason: 'As good as it gets.', TrainRecord: [{ StartTime: '2024-07-18 17:54:19', Record: ['https://a/0.mp4'] }] }

  test.each<[string, unknown]>([
    ['a text that holds JSON', JSON.stringify(content)],
    ['such a text twice over', JSON.stringify(JSON.stringify(content))],
    ['JSON itself', content],
  ])('is read from %s', (_, StageInfo) => {
    expect(details({ ...CONFIRM, StageInfo })).toMatchObject({
      demoVideoUrls: content.TrainResult,
      refusalReason: 'As good as it gets.',
      // The vendor's wall clock is that of Beijing.
      trainingRounds: [{ startedAt: new Date('2024-07-18T09:54:19Z'), demoVideoUrls: ['https://a/0.mp4'] }],
    })
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['an empty text', ''],
    ['a text that is no JSON', '{TrainResult'],
    ['JSON of another shape', '{"TrainResult":"https://a/1.mp4"}'],
    ['a number', 5],
  ])('stands without films where there is %s', (_, StageInfo) => {
    expect(details({ ...CONFIRM, StageInfo })).toMatchObject({ requiredAction: 'CONFIRM', demoVideoUrls: [], trainingRounds: [], refusalReason: null })
  })

  test.each(['', 'yesterday', '2024-13-45 00:00:00', '2024-07-18T17:54:19Z'])('has no time where the vendor gives none that can be read: %j', (StartTime) => {
    expect(details({ ...CONFIRM, StageInfo: { TrainRecord: [{ StartTime, Record: null }] } }).trainingRounds).toEqual([{ startedAt: null, demoVideoUrls: [] }])
  })

  test('is news in each round, and the same in one, whatever its signed addresses', () => {
    const stateOf = (StageInfo: object) => trainingTransition('tencent', REF, details({ ...CONFIRM, StageInfo })).state
    const first = stateOf({ TrainResult: ['https://a/1?sign=1'] })
    expect(stateOf({ TrainResult: ['https://a/1?sign=2'] })).toBe(first)
    const second = stateOf({ TrainResult: ['https://a/2'], TrainRecord: [{ StartTime: '', Record: ['https://a/1?sign=3'] }] })
    const refused = stateOf({ TrainResult: ['https://a/2'], RejectReason: 'no', TrainRecord: [{ StartTime: '', Record: ['https://a/1?sign=3'] }] })
    expect(new Set([first, second, refused]).size).toBe(3)
  })
})

describe('what was made', () => {
  const AssetList = [{ VirtualmanKey: 'a-1080', Resolution: '1080x1920' }, { VirtualmanKey: 'a-4k' }, { VirtualmanKey: '', TimbreKey: 'v' }]
  const done = wireProgress.parse({ Status: 'SUCCESS', StageV2: 'END', StatusV2: 'SUCCESS', AssetList })

  test('is all there, and of the kind asked for first', () => {
    expect(toTrainingDetails(REF, done, undefined, recorded().words)).toMatchObject({ asset: 'a-1080', assets: ['a-1080', 'a-4k', 'v'] })
    expect(toTrainingDetails({ kind: 'VOICE', job: 't' }, done, undefined, recorded().words)).toMatchObject({ asset: 'v' })
  })

  test.each([[undefined], [null], [[]]])('is nothing where the vendor names nothing: %j', (list) => {
    expect(details({ Status: 'SUCCESS', AssetList: list })).toMatchObject({ asset: null, assets: [] })
  })
})

describe('what is remembered', () => {
  test.each([
    ['IMAGE', 'STUDIO', 'UNKNOWN'],
    ['IMAGE_GENERAL', 'GENERAL', 'UNKNOWN'],
    ['IMAGE_4K', 'ULTRA_HD', 'UHD_4K'],
    ['IMAGE_PHOTO', 'PHOTO', 'UNKNOWN'],
  ])('tells the edition: %s', (makeType, edition, resolution) => {
    expect(details({ Status: 'MAKING' }, { name: 'Ann', makeType })).toMatchObject({ name: 'Ann', avatar: { edition, resolution }, voice: null })
  })

  test('may be damaged without harm', () => {
    expect(details({ Status: 'MAKING' }, { name: 5, makeType: null })).toMatchObject({ name: null, status: 'RUNNING', avatar: { edition: null } })
  })
})

describe('texts to read', () => {
  const texts = [{ TextId: '1', Text: 'one' }]
  test.each([['Texts'], ['Credentials'], ['List']])('are found under whatever name their list has: %s', (name) => {
    expect(wireSampleTexts.parse({ Total: 1, [name]: texts })).toEqual(texts)
  })

  test.each([[{}], [{ Texts: 'one' }], [{ Texts: [{ Id: '1' }] }]])('are not made up: %j', (answer) => {
    expect(wireSampleTexts.safeParse(answer).success).toBe(false)
  })
})
