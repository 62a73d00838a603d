import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getOperationAST, parse } from 'graphql'

/** The folder of the repository. */
export const root = join(import.meta.dirname, '../..')

/** The text of a file of the repository, by its path from the root. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The fenced blocks of a language, in order, without their fences. */
export const blocks = (markdown: string, language: string): string[] => [...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block)

/** Whether a document is a `query`, a `mutation` or a `subscription`; undefined when it holds several. Throws on one that cannot be parsed. */
export const kindOf = (document: string): string | undefined => getOperationAST(parse(document))?.operation

/** The sections under the headings of a level, by title and in order, each up to the next heading of that level or a higher one. */
export function sections(markdown: string, level: number): Map<string, string> {
  const found = new Map<string, string>()
  let title: string | undefined
  let fenced = false
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) fenced = !fenced
    // A comment in a fenced block looks like a heading.
    const [, marks, name = ''] = (!fenced && /^(#+) (.*)$/.exec(line)) || []
    if (marks && marks.length <= level) title = marks.length === level ? name : undefined
    else if (title !== undefined) found.set(title, `${found.get(title) ?? ''}${line}\n`)
  }
  return found
}
