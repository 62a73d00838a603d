import { describe, expect, it } from 'vitest'
import { AvatarGraphError } from '../../src/domain/errors.js'
import { checkSsml, faultOf, isSsml, spokenText } from '../../src/vendors/huawei/ssml.js'

const sound = [
  'Hello, everyone.',
  'one < two & three > two',
  '<speak>Hello.</speak>',
  '  \n<speak>Hello.</speak>\n',
  '<speak>One<break time="200ms"/>two<break time="10s"/>three<break time="1.5s" strength="x-weak"/></speak>',
  '<speak>The <phoneme ph="W EH1 DH AH0">weather</phoneme>, <phoneme ph="tian1 qi5">天气</phoneme></speak>',
  '<speak><say-as interpret-as="money">15.55</say-as><sub alias="Paul">P.</sub></speak>',
  '<speak><prosody rate="50">slowly<break/></prosody><!-- a remark --></speak>',
  '<speak><emotion type="HAPPY"><insert-action id="a1" name="wave" tag="t"/>Hello &amp; welcome.</emotion></speak>',
]

const faulty: [what: string, text: string, line: number, column: number, says: RegExp][] = [
  ['a tag that is not closed', '<speak>Hello', 1, 12, /not well-formed.*<speak>/],
  ['a tag that is closed by another', '<speak>\n  <sub alias="a">b</speak>', 2, 26, /not well-formed: unexpected close tag/],
  ['a bare ampersand', '<speak>a & b</speak>', 1, 10, /&amp; for &/],
  ['a reference that XML does not know', '<speak>a&nbsp;b</speak>', 1, 9, /&amp; for &/],
  ['a value without quotes', '<speak>\n<break time=200ms/></speak>', 2, 13, /not well-formed: unquoted/],
  ['tags outside <speak>', 'Hello\nand <break time="200ms"/> bye', 2, 5, /inside <speak>/],
  ['the root as the reference misprints it', '<speake>Hello</speake>', 1, 1, /<speak>.*got <speake>/],
  ['an unknown tag', '<speak>\n  Hello <voice>you</voice></speak>', 2, 9, /<voice> is not known; expected one of <speak>, <break>/],
  ['an unknown tag named like a property of objects', '<speak><constructor/></speak>', 1, 8, /<constructor> is not known/],
  ['an unknown attribute', '<speak><break\n length="1s"/></speak>', 1, 8, /<break> takes only time and strength, got length/],
  ['an attribute on the root', '<speak version="1.0">a</speak>', 1, 1, /<speak> takes no attributes, got version/],
  ['a missing attribute', '<speak><prosody>a</prosody></speak>', 1, 8, /<prosody> needs the attribute rate/],
  ['a pause that is too short', '<speak><break time="199ms"/></speak>', 1, 8, /time of <break>: expected a time from 200ms to 10s, .*got "199ms"/],
  ['a pause that is too long', '<speak><break time="10.1s"/></speak>', 1, 8, /200ms to 10s/],
  ['a pause without a unit', '<speak><break time="500"/></speak>', 1, 8, /200ms to 10s/],
  ['a speed out of range', '<speak><prosody rate="201">a</prosody></speak>', 1, 8, /50 to 200/],
  ['an unknown way of reading', '<speak><say-as interpret-as="telephone">1</say-as></speak>', 1, 8, /one of money, date, figure, phone, english, spell/],
  ['a pronunciation that is none', '<speak><phoneme ph="Wetter!">weather</phoneme></speak>', 1, 8, /Pinyin .* CMU/],
  ['an empty alias', '<speak><sub alias=" ">a</sub></speak>', 1, 8, /the words to say instead/],
  ['a tag inside one that holds text only', '<speak><sub alias="a">b<break/></sub></speak>', 1, 24, /<break> may not stand inside <sub>, which holds text\./],
  ['a root inside the root', '<speak><speak>a</speak></speak>', 1, 8, /<speak> may not stand inside <speak>/],
  ['text inside a pause', '<speak><break time="1s">a</break></speak>', 1, 8, /<break> may not hold text/],
  ['a document type', '<speak><!DOCTYPE x></speak>', 1, 16, /not well-formed/],
  ['a CDATA section', '<speak><![CDATA[a]]></speak>', 1, 20, /CDATA/],
]

describe('SSML', () => {
  it.each(sound)('passes when it is sound: %s', (text) => {
    expect(faultOf(text)).toBeUndefined()
  })

  it.each(faulty)('refuses %s and names the place', (_what, text, line, column, says) => {
    expect(faultOf(text)).toMatchObject({ line, column, message: expect.stringMatching(says) as string })
  })

  it('names the field, the line, the column and what is allowed in one error', () => {
    const check = () => checkSsml('scenes.2.text', '<speak>Hello<break time="5ms"/></speak>')
    expect(check).toThrow(AvatarGraphError)
    expect(check).toThrow('scenes.2.text: line 1, column 13: time of <break>: expected a time from 200ms to 10s, such as "500ms", got "5ms".')
  })

  it('counts columns in characters, not in UTF-16 units', () => {
    expect(faultOf('<speak>👋👋<voice/></speak>')).toMatchObject({ line: 1, column: 10 })
  })

  it('refuses what the voice is known to be unable of, and passes what is not known', () => {
    const text = '<speak>a<break time="1s"/><phoneme ph="DH AH0">the</phoneme></speak>'
    expect(faultOf(text, { PINYIN: false, BREAK_STRENGTH: false })).toBeUndefined()
    expect(faultOf(text, { BREAK_TIME: false })).toMatchObject({ column: 9, message: expect.stringContaining('the voice cannot do pauses of a given time') as string })
    expect(faultOf(text, { ENGLISH_PHONEMES: false })).toMatchObject({ column: 27 })
    expect(faultOf('<speak><prosody rate="80">a</prosody></speak>', { PROSODY: false })).toMatchObject({ column: 8 })
  })

  it('is told from a plain text by its tags', () => {
    expect(isSsml('5 < 6 and <b> is bold')).toBe(false)
    expect(isSsml('Hello <break time="1s"/>')).toBe(true)
    expect(isSsml('<anything>')).toBe(true)
  })

  it('has the text without its tags as what is spoken', () => {
    expect(spokenText('<speak>One<break time="1s"/> &amp; <sub alias="2">two</sub></speak>')).toBe('One & two')
    expect(spokenText('plain < text')).toBe('plain < text')
  })
})
