import { SaxesParser } from 'saxes'

/** Why a text is no SSML, or null when it is: line breaks, and symbols or tags that are not escaped (1240/81268). */
export function ssmlProblem(text: string): string | null {
  if (/[\r\n]/.test(text)) return 'line breaks are not allowed'
  let problem: string | null = null
  const parser = new SaxesParser({ fragment: true })
  parser.on('error', (error) => { problem ??= `symbols must be escaped: ${error.message}` })
  parser.write(text).close()
  return problem
}

/** What is spoken of a text: without its tags, symbols unescaped. */
export function spoken(text: string): string {
  let words = ''
  const parser = new SaxesParser({ fragment: true })
  parser.on('error', () => undefined)
  parser.on('text', (part) => { words += part })
  parser.write(text).close()
  return words
}
