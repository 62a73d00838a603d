import { SaxesParser } from 'saxes'
import { badInput } from '../../domain/errors.js'
import { SSML_TAGS, type SsmlAbilities, type SsmlFeature } from './ssml-tags.js'

/** A fault in an SSML text and where it is: lines and columns from 1, columns in characters. */
export interface SsmlFault {
  line: number
  column: number
  message: string
}

/** Whether a text is meant as SSML rather than read as it stands: it begins with a tag, or one of the known tags is in it. */
export const isSsml = (text: string): boolean => /^\s*<[a-z!?/]/i.test(text) || KNOWN_TAG.test(text)

const KNOWN_TAG = new RegExp(`</?(?:${Object.keys(SSML_TAGS).join('|')})(?=[\\s/>])`)

/** What of a text is spoken: the text without its tags. Of a text that is not well-formed, all of it. */
export function spokenText(text: string): string {
  if (!isSsml(text)) return text
  let spoken = ''
  const parser = new SaxesParser()
  parser.on('text', (part) => (spoken += part))
  try {
    parser.write(text).close()
  } catch {
    return text
  }
  return spoken
}

/**
 * The first fault of an SSML text: not well-formed, an unknown tag or attribute, a value out of range, a tag where it may
 * not be, or one that the voice is known to be unable of. Undefined when there is none, and for plain text.
 */
export function faultOf(text: string, abilities: SsmlAbilities = {}): SsmlFault | undefined {
  if (!isSsml(text)) return undefined
  if (!/^\s*<speak[\s/>]/.test(text)) return wrongRoot(text)
  try {
    new SsmlReader(text, abilities).read()
    return undefined
  } catch (fault) {
    if (fault instanceof Found) return fault
    throw fault
  }
}

/** Checks a text as a caller gives it; BAD_USER_INPUT names the field, the line and the column, and what is allowed. */
export function checkSsml(field: string, text: string, abilities?: SsmlAbilities): void {
  const fault = faultOf(text, abilities)
  if (fault) throw badInput(`${field}: line ${fault.line}, column ${fault.column}: ${fault.message}`, { field })
}

/** Ends the reading: the parser is not asked for more than the first fault. */
class Found extends Error implements SsmlFault {
  readonly line: number
  readonly column: number

  constructor(text: string, index: number, message: string) {
    super(message)
    const { line, column } = placeOf(text, index)
    this.line = line
    this.column = column
  }
}

/** The line and column of a character. */
function placeOf(text: string, index: number): { line: number; column: number } {
  const lines = text.slice(0, index).split('\n')
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 }
}

const FEATURE_WORDS: Record<SsmlFeature, string> = {
  PINYIN: 'pronunciations in Pinyin (<phoneme>)',
  ENGLISH_PHONEMES: 'English phonemes (<phoneme>)',
  BREAK_TIME: 'pauses of a given time (<break time>)',
  BREAK_STRENGTH: 'pauses of a given strength (<break strength>)',
  PROSODY: 'changes of speed (<prosody>)',
  SAY_AS: 'ways of reading (<say-as>)',
  SUB: 'words said instead (<sub>)',
}

/** An & that begins none of the references that XML knows by itself. */
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/

class SsmlReader {
  readonly #parser = new SaxesParser()
  /** Names of the tags that are open, the innermost last. */
  readonly #open: string[] = []
  /** Where the tag that was read last begins. */
  #start = 0
  /** The blanks in front, which the parser does not see: XML would take them for text outside the root. */
  readonly #blanks: number

  constructor(
    private readonly text: string,
    private readonly abilities: SsmlAbilities,
  ) {
    this.#blanks = text.length - text.trimStart().length
    const parser = this.#parser
    parser.on('opentagstart', ({ name }) => {
      this.#start = text.lastIndexOf(`<${name}`, this.#here())
    })
    parser.on('opentag', ({ name, attributes }) => this.#enter(name, attributes))
    parser.on('closetag', () => void this.#open.pop())
    parser.on('text', (text) => this.#text(text))
    parser.on('cdata', () => this.#fail('expected text, got a CDATA section: write the text itself, with &lt; for < and &amp; for &.'))
    parser.on('doctype', () => this.#fail('expected no document type.'))
    parser.on('processinginstruction', () => this.#fail('expected no processing instruction.'))
    parser.on('error', ({ message }) => this.#malformed(message))
  }

  read(): void {
    this.#parser.write(this.text.slice(this.#blanks)).close()
  }

  #here(): number {
    return this.#blanks + this.#parser.position
  }

  #enter(name: string, attributes: Record<string, string>): void {
    const tag = SSML_TAGS[name]
    if (!tag || !Object.hasOwn(SSML_TAGS, name)) this.#failAtTag(`<${name}> is not known; expected one of ${tagNames(Object.keys(SSML_TAGS))}.`)
    const parent = this.#open.at(-1)
    const holds = parent === undefined ? ['speak'] : (SSML_TAGS[parent]?.holds ?? [])
    if (!holds.includes(name)) {
      this.#failAtTag(`<${name}> may not stand inside <${parent}>, which holds ${[...(SSML_TAGS[parent ?? '']?.text ? ['text'] : []), ...holds.map(bracketed)].join(', ') || 'nothing'}.`)
    }
    if (tag.feature) this.#need(tag.feature)
    for (const [attribute, value] of Object.entries(attributes)) {
      const rule = Object.hasOwn(tag.attributes, attribute) ? tag.attributes[attribute] : undefined
      if (!rule) this.#failAtTag(`<${name}> takes ${listed(Object.keys(tag.attributes))}, got ${attribute}.`)
      const expected = rule.expected(value)
      if (expected) this.#failAtTag(`${attribute} of <${name}>: expected ${expected}, got ${JSON.stringify(value.slice(0, 80))}.`)
      if (rule.feature) this.#need(rule.feature(value))
    }
    for (const [attribute, { required }] of Object.entries(tag.attributes)) {
      if (required && attributes[attribute] === undefined) this.#failAtTag(`<${name}> needs the attribute ${attribute}.`)
    }
    this.#open.push(name)
  }

  #text(text: string): void {
    const parent = this.#open.at(-1)
    if (parent !== undefined && text.trim() && !SSML_TAGS[parent]?.text) this.#failAtTag(`<${parent}> may not hold text: write <${parent} … />.`)
  }

  #need(feature: SsmlFeature): void {
    if (this.abilities[feature] === false) this.#failAtTag(`the voice cannot do ${FEATURE_WORDS[feature]}.`)
  }

  #malformed(message: string): void {
    // The parser reads on to the end of the text from an & that begins no reference, and then misses everything but that.
    const ampersand = this.text.slice(0, this.#here()).search(BARE_AMPERSAND)
    if (ampersand >= 0) throw new Found(this.text, ampersand, 'the markup is not well-formed: an & by itself; write &amp; for & and &lt; for <.')
    const what = message.replace(/^\d+:\d+:?\s*/, '').replace(/\.$/, '')
    const innermost = this.#open.at(-1)
    this.#fail(`the markup is not well-formed: ${what}${/end|close/.test(what) && innermost ? `; the tag that is open is <${innermost}>` : ''}.`)
  }

  #fail(message: string): never {
    throw new Found(this.text, Math.max(0, this.#here() - 1), message)
  }

  #failAtTag(message: string): never {
    throw new Found(this.text, this.#start, message)
  }
}

function wrongRoot(text: string): SsmlFault {
  const at = Math.max(0, text.indexOf('<'))
  const [, name] = /^<\/?([\w-]*)/.exec(text.slice(at)) ?? []
  const got = name && !Object.hasOwn(SSML_TAGS, name) ? `, got <${name}>` : ''
  return { ...placeOf(text, at), message: `expected a text with tags to stand whole inside <speak> … </speak>${got}.` }
}

const bracketed = (name: string) => `<${name}>`
const tagNames = (names: readonly string[]) => names.map(bracketed).join(', ')
const listed = (names: readonly string[]) => (names.length ? `only ${names.join(' and ')}` : 'no attributes')
