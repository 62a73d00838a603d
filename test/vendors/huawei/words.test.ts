import { describe, expect, test } from 'vitest'
import { createWords, filterWords, time, url } from '../../../src/vendors/huawei/mapping/words.js'

function recorded() {
  const unknown: [string, string][] = []
  return { unknown, words: createWords((...one) => unknown.push(one)) }
}

describe("Huawei's words", () => {
  test('of business cards are known in every spelling, and asked for in that of the wire', () => {
    const { words, unknown } = recorded()
    for (const word of ['BUSINESS_CARD_TEMPLET', 'BUSINESS_CARD_TEMPLATE', 'BUSINESS_CARD_TEMPLAT']) expect(words.assetKind(word)).toBe('BUSINESS_CARD_TEMPLATE')
    expect(filterWords.assetKinds(['BUSINESS_CARD_TEMPLATE'])).toEqual(['BUSINESS_CARD_TEMPLET'])
    expect(unknown).toEqual([])
  })

  test('that are new are UNKNOWN, never success, and told with their field', () => {
    const { words, unknown } = recorded()
    expect([words.assetKind('HOLOGRAM'), words.assetState('SHINY'), words.liveState('SUPER'), words.fileRole('X'), words.roomState('Y'), words.orientation('ROUND')]).toEqual(Array(6).fill('UNKNOWN'))
    expect(unknown[0]).toEqual(['asset_type', 'HOLOGRAM'])
    expect(unknown).toHaveLength(6)
  })

  test('are not found among what every object has', () => {
    expect(recorded().words.liveState('constructor')).toBe('UNKNOWN')
  })

  test('that are missing are UNKNOWN, told to nobody; a missing view mode is the documented default', () => {
    const { words, unknown } = recorded()
    expect([words.assetKind(null), words.liveState(undefined), words.roomKind('')]).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN'])
    expect(words.orientation(null)).toBe('PORTRAIT')
    expect(unknown).toEqual([])
  })

  test.each([
    ['WAITING', 'WAITING'],
    ['PROCESSING', 'LIVE'],
    ['SUCCEED', 'ENDED'],
    ['SUCCESS', 'ENDED'],
    ['CANCELED', 'ENDED'],
    ['FAILED', 'FAILED'],
    ['BLOCKED', 'BLOCKED'],
  ])('for a live session: %s is %s', (word, state) => {
    expect(recorded().words.liveState(word)).toBe(state)
  })

  test('for filters leave out what nothing at the vendor is', () => {
    expect(filterWords.lastSessionStates(['ENDED', 'LIVE', 'PAUSED'])).toEqual(['SUCCESS', 'CANCELED', 'PROCESSING'])
    expect(filterWords.assetStates(['INACTIVE', 'BLOCKED'])).toEqual(['UNACTIVED', 'BLOCK'])
    expect(filterWords.roomKinds(['TEMPORARY'])).toEqual(['TEMP'])
  })

  test('for filters are refused where something may be so but cannot be asked for', () => {
    expect(() => filterWords.assetStates(['INACTIVE', 'UNKNOWN'])).toThrow(/^filter\.statuses: Huawei cannot/)
    expect(() => filterWords.roomKinds(['UNKNOWN'])).toThrow(/^filter\.kinds: /)
    expect(() => filterWords.lastSessionStates(['BLOCKED'])).toThrow(/^filter\.statuses: /)
  })
})

describe("Huawei's values", () => {
  test.each([
    ['2021-10-30T12:30:35Z', new Date('2021-10-30T12:30:35Z')],
    ['2021-10-30T12:30:35.123456Z', new Date('2021-10-30T12:30:35.123Z')],
    ['2021-10-30T12:30:35+08:00', new Date('2021-10-30T04:30:35Z')],
    ['2021-99-30T12:30:35Z', null],
    ['yesterday', null],
    ['1', null],
    ['', null],
    [null, null],
  ])('the time %s', (text, date) => {
    expect(time(text)).toEqual(date)
  })

  test('a URL that is the text "null", or empty, is none', () => {
    expect([url('null'), url(''), url(null), url('https://x')]).toEqual([null, null, null, 'https://x'])
  })
})
