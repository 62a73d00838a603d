import { SaxesParser } from 'saxes'
import { badInput } from '../domain/errors.js'

/** A fault in an SSML text and where it is: lines and columns from 1, columns in characters. */
export interface SsmlFault {
  line: number
  column: number
  message: string
}

/** One attribute of a tag. */
export interface SsmlAttribute {
  required: boolean
  /** What is wrong with a value, as what was expected of it; undefined when it will do. */
  expected(value: string): string | undefined
  /** What a voice must be able to do for it. */
  feature?: (value: string) => string
}

/** One tag. */
export interface SsmlTag {
  attributes: Readonly<Record<string, SsmlAttribute>>
  /** The tags that it may hold. */
  holds: readonly string[]
  /** Whether it may hold text. */
  text: boolean
  /** What a voice must be able to do for it. */
  feature?: string
}

/** The SSML of a vendor: its tags, all of them, and in words what voices may be unable of. */
export interface SsmlDialect {
  tags: Readonly<Record<string, SsmlTag>>
  features: Readonly<Record<string, string>>
}

/** What is known of a voice: false where it cannot do a thing; what is not there is not known, and passes. */
export type SsmlAbilities = Readonly<Partial<Record<string, boolean>>>

/** What of a text with tags is spoken: the text without them. Of one that is not well-formed, all of it. */
export function withoutTags(text: string): string {
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
 * The first fault of a text with tags: not well-formed, and with a dialect an unknown tag or attribute, a value out of
 * range, a tag where it may not be, or one that the voice is known to be unable of. Without a dialect nothing is known of
 * the tags, and they need not stand inside one.
 */
export function faultIn(text: string, dialect?: SsmlDialect, abilities: SsmlAbilities = {}): SsmlFault | undefined {
  try {
    new SsmlReader(text, dialect, abilities).read()
    return undefined
  } catch (fault) {
    if (fault instanceof Found) return fault
    throw fault
  }
}

/** The caller's mistake that a fault is: BAD_USER_INPUT names the field, the line and the column, and what is allowed. */
export const ssmlError = (field: string, { line, column, message }: SsmlFault) => badInput(`${field}: line ${line}, column ${column}: ${message}`, { field })

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
export function placeOf(text: string, index: number): { line: number; column: number } {
  const lines = text.slice(0, index).split('\n')
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 }
}

/** An & that begins none of the references that XML knows by itself. */
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/

class SsmlReader {
  readonly #parser: SaxesParser<{ xmlns: false }>
  /** Names of the tags that are open, the innermost last. */
  readonly #open: string[] = []
  /** Where the tag that was read last begins. */
  #start = 0
  /** The blanks in front, which the parser does not see: XML would take them for text outside the root. */
  readonly #blanks: number

  constructor(
    private readonly text: string,
    private readonly dialect: SsmlDialect | undefined,
    private readonly abilities: SsmlAbilities,
  ) {
    this.#blanks = text.length - text.trimStart().length
    const parser = (this.#parser = new SaxesParser({ xmlns: false, fragment: !dialect }))
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
    if (this.dialect) this.#check(name, attributes, this.dialect)
    this.#open.push(name)
  }

  #check(name: string, attributes: Record<string, string>, { tags }: SsmlDialect): void {
    const tag = tags[name]
    if (!tag || !Object.hasOwn(tags, name)) this.#failAtTag(`<${name}> is not known; expected one of ${tagNames(Object.keys(tags))}.`)
    const parent = this.#open.at(-1)
    const holds = parent === undefined ? ['speak'] : (tags[parent]?.holds ?? [])
    if (!holds.includes(name)) {
      this.#failAtTag(`<${name}> may not stand inside <${parent}>, which holds ${[...(tags[parent ?? '']?.text ? ['text'] : []), ...holds.map(bracketed)].join(', ') || 'nothing'}.`)
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
  }

  #text(text: string): void {
    const parent = this.#open.at(-1)
    if (parent !== undefined && text.trim() && this.dialect?.tags[parent]?.text === false) this.#failAtTag(`<${parent}> may not hold text: write <${parent} … />.`)
  }

  #need(feature: string): void {
    if (this.abilities[feature] === false) this.#failAtTag(`the voice cannot do ${this.dialect?.features[feature] ?? feature}.`)
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

const bracketed = (name: string) => `<${name}>`
const tagNames = (names: readonly string[]) => names.map(bracketed).join(', ')
const listed = (names: readonly string[]) => (names.length ? `only ${names.join(' and ')}` : 'no attributes')
