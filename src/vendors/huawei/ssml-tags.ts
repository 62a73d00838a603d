import type { SsmlAttribute, SsmlTag } from '../ssml.js'

/** What a voice may be unable to do with tags; the words of a voice's own capabilities (Huawei VoiceCapability, 4.1.5). */
export const SSML_FEATURES = ['PINYIN', 'ENGLISH_PHONEMES', 'BREAK_TIME', 'BREAK_STRENGTH', 'PROSODY', 'SAY_AS', 'SUB'] as const
/** One of {@link SSML_FEATURES}. */
export type SsmlFeature = (typeof SSML_FEATURES)[number]

/** What is known of a voice: false where it cannot do a thing; what is not there is not known, and passes. */
export type SsmlAbilities = Partial<Record<SsmlFeature, boolean>>

const oneOf = (...words: string[]): SsmlAttribute => ({
  required: true,
  expected: (value) => (words.includes(value) ? undefined : `one of ${words.join(', ')}`),
})

const notEmpty = (what: string): SsmlAttribute => ({ required: true, expected: (value) => (value.trim() ? undefined : what) })

const optional = (attribute: SsmlAttribute): SsmlAttribute => ({ ...attribute, required: false })

const SYLLABLE = /^[a-zü:]+[1-5]$/
const CONSONANTS = 'B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH'.split(' ')
const VOWELS = 'AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW'.split(' ')
const isPhoneme = (sign: string) => CONSONANTS.includes(sign) || VOWELS.includes(sign.replace(/[0-2]$/, ''))
const isPinyin = (value: string) => value.trim().split(/\s+/).every((sign) => SYLLABLE.test(sign))
const isEnglish = (value: string) => value.trim().split(/\s+/).every(isPhoneme)

const pronunciation: SsmlAttribute = {
  required: true,
  expected: (value) =>
    isPinyin(value) || isEnglish(value) ? undefined : 'Pinyin with the tone as a digit from 1 to 5, such as "tian1 qi1", or phonemes of the CMU dictionary, such as "W EH1 DH AH0"',
  feature: (value) => (isPinyin(value) ? 'PINYIN' : 'ENGLISH_PHONEMES'),
}

/** In milliseconds; section 10.7, table 10-8. */
const SHORTEST_BREAK = 200
const LONGEST_BREAK = 10_000

const duration: SsmlAttribute = {
  required: false,
  expected(value) {
    const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(value) ?? []
    const milliseconds = Number(amount) * (unit === 's' ? 1000 : 1)
    return milliseconds >= SHORTEST_BREAK && milliseconds <= LONGEST_BREAK ? undefined : 'a time from 200ms to 10s, such as "500ms"'
  },
  feature: () => 'BREAK_TIME',
}

const rate: SsmlAttribute = {
  required: true,
  expected: (value) => (/^\d+$/.test(value) && Number(value) >= 50 && Number(value) <= 200 ? undefined : 'a whole number of percent from 50 to 200, such as "80"'),
}

const SPOKEN = ['break', 'phoneme', 'say-as', 'sub']

/**
 * The tags of MetaStudio's SSML: section 10.7, and section 10.5 for `emotion` and `insert-action`. What `prosody` and
 * `emotion` may hold is not said; they are taken to hold what is spoken.
 */
export const SSML_TAGS: Readonly<Record<string, SsmlTag>> = {
  speak: { attributes: {}, holds: [...SPOKEN, 'prosody', 'emotion', 'insert-action'], text: true },
  break: {
    attributes: {
      time: duration,
      strength: { ...optional(oneOf('none', 'x-weak', 'weak', 'medium', 'strong', 'x-strong')), feature: () => 'BREAK_STRENGTH' },
    },
    holds: [],
    text: false,
  },
  phoneme: { attributes: { ph: pronunciation }, holds: [], text: true },
  'say-as': { attributes: { 'interpret-as': oneOf('money', 'date', 'figure', 'phone', 'english', 'spell') }, holds: [], text: true, feature: 'SAY_AS' },
  sub: { attributes: { alias: notEmpty('the words to say instead') }, holds: [], text: true, feature: 'SUB' },
  prosody: { attributes: { rate }, holds: SPOKEN, text: true, feature: 'PROSODY' },
  emotion: { attributes: { type: oneOf('HAPPY', 'SAD', 'CALM', 'ANGER') }, holds: [...SPOKEN, 'prosody', 'insert-action'], text: true },
  'insert-action': {
    attributes: { id: notEmpty('the id of an action asset'), name: optional(notEmpty('the name of the action')), tag: optional(notEmpty('the tag of the action')) },
    holds: [],
    text: false,
  },
}
