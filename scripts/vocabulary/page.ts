import type { Meaning, StatusTable } from './tables.js'

const HEAD = `# One vocabulary

What the status words of the vendors become in the graph. Written by \`npm run docs:vocabulary\` from the tables by which the adapters read them; a test fails while this page is stale, or lacks a table.

- The vendor's own word stays beside ours wherever the graph has a status of a job: \`vendorStatus\`, \`vendorState\`.
- A word that is in no table is \`UNKNOWN\`, never a success. It is logged, and counted in \`avatargraph_unknown_words_total\`.
- Filters by status work the other way round, by the same tables. A status that nothing at a vendor has finds nothing there; \`UNKNOWN\`, which no vendor can be asked for, leaves the vendor out of the list and names it in \`unavailable\`.
- SenseTime has published four numbers of live sessions and none of tasks; what others mean, \`SENSETIME_STATUSES\` says.
- Xingyun has no status words.
`

/** The page docs/vocabulary.md. */
export function vocabularyPage(tables: readonly StatusTable[]): string {
  const headings = [...new Set(tables.map(({ of }) => of))]
  const sections = headings.map((heading) => [`## ${heading}`, ...tables.filter(({ of }) => of === heading).map(tableOf)].join('\n\n'))
  return `${[HEAD, ...sections].join('\n')}\n`.replace(/\n(?=## )/g, '\n\n').replace(/\n{3,}/g, '\n\n')
}

function tableOf({ vendor, field, section, table }: StatusTable): string {
  const entries = Object.entries(table)
  const withStage = entries.some(([, word]) => typeof word !== 'string')
  const head = withStage ? ["vendor's word", 'stage', 'status', ''] : ["vendor's word", 'ours']
  const rows = entries.map(([word, ours]) => [`\`${word}\``, ...(typeof ours === 'string' ? [code(ours)] : [code(ours.stage), code(ours.status), notesOn(ours)])])
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return `**${vendor}** ${field} (${section})\n\n${lines.join('\n')}`
}

const code = (word: string | undefined) => (word === undefined ? '–' : `\`${word}\``)

function notesOn({ requiredAction, final, undocumented }: Meaning): string {
  return [requiredAction && `requires ${code(requiredAction)}`, final && 'final', undocumented && 'not in the document'].filter(Boolean).join(', ')
}
