import { faultIn, placeOf, ssmlError, withoutTags, type SsmlDialect, type SsmlFault } from '../ssml.js'
import { SSML_TAGS, type SsmlAbilities, type SsmlFeature } from './ssml-tags.js'

/** Whether a text is meant as SSML rather than read as it stands: it begins with a tag, or one of the known tags is in it. */
export const isSsml = (text: string): boolean => /^\s*<[a-z!?/]/i.test(text) || KNOWN_TAG.test(text)

const KNOWN_TAG = new RegExp(`</?(?:${Object.keys(SSML_TAGS).join('|')})(?=[\\s/>])`)

/** What of a text is spoken: the text without its tags. Of a text that is not well-formed, all of it. */
export const spokenText = (text: string): string => (isSsml(text) ? withoutTags(text) : text)

const FEATURES: Record<SsmlFeature, string> = {
  PINYIN: 'pronunciations in Pinyin (<phoneme>)',
  ENGLISH_PHONEMES: 'English phonemes (<phoneme>)',
  BREAK_TIME: 'pauses of a given time (<break time>)',
  BREAK_STRENGTH: 'pauses of a given strength (<break strength>)',
  PROSODY: 'changes of speed (<prosody>)',
  SAY_AS: 'ways of reading (<say-as>)',
  SUB: 'words said instead (<sub>)',
}

const DIALECT: SsmlDialect = { tags: SSML_TAGS, features: FEATURES }

/**
 * The first fault of an SSML text: not well-formed, an unknown tag or attribute, a value out of range, a tag where it may
 * not be, or one that the voice is known to be unable of. Undefined when there is none, and for plain text.
 */
export function faultOf(text: string, abilities: SsmlAbilities = {}): SsmlFault | undefined {
  if (!isSsml(text)) return undefined
  return /^\s*<speak[\s/>]/.test(text) ? faultIn(text, DIALECT, abilities) : wrongRoot(text)
}

/** Checks a text as a caller gives it; BAD_USER_INPUT names the field, the line and the column, and what is allowed. */
export function checkSsml(field: string, text: string, abilities?: SsmlAbilities): void {
  const fault = faultOf(text, abilities)
  if (fault) throw ssmlError(field, fault)
}

function wrongRoot(text: string): SsmlFault {
  const at = Math.max(0, text.indexOf('<'))
  const [, name] = /^<\/?([\w-]*)/.exec(text.slice(at)) ?? []
  const got = name && !Object.hasOwn(SSML_TAGS, name) ? `, got <${name}>` : ''
  return { ...placeOf(text, at), message: `expected a text with tags to stand whole inside <speak> … </speak>${got}.` }
}
