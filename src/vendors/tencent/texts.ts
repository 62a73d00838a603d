import { limits } from '../../domain/limits.js'
import { faultIn, ssmlError } from '../ssml.js'

/** What looks like a tag. A < by itself, as in `3 < 4`, is text. */
const TAG = /<\/?[a-z][^<>]*>/i

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/**
 * A text as InputSsml has it: "the content must not include line breaks, and symbols must be escaped" (1211/62087). Plain
 * text is escaped here; a text with tags is SSML and must be well-formed, which is all that is checked: the vendor's list
 * of tags was read in part only (1211/65921). `longest` is in characters of what is sent. Throws BAD_USER_INPUT.
 */
export function inputSsml(field: string, text: string, longest: number): string {
  limits.pattern(field, text, /^[^\r\n\u2028\u2029]*$/, 'a text without line breaks')
  const isSsml = TAG.test(text)
  const fault = isSsml ? faultIn(text) : undefined
  if (fault) throw ssmlError(field, fault)
  const sent = isSsml ? text : text.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign)
  limits.length(field, sent, 1, longest)
  return sent
}
