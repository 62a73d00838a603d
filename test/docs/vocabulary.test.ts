import { isEnumType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { vocabularyPage } from '../../scripts/vocabulary/page.js'
import { STATUS_TABLES, type Meaning } from '../../scripts/vocabulary/tables.js'
import { buildGraph } from '../../src/graph/schema.js'
import { readSources } from '../architecture/sources.js'
import { read } from './markdown.js'

/** Tables that are typed as vendor words to words of a status, by file and name. */
const tablesOf = (text: string) => [...text.matchAll(/const (\w+): Readonly<Record<[^,]+, \w*(?:State|Status|Stage|Meaning)>>|const (\w+): Record<[^,]+, \w*(?:State|Status|Stage|Meaning)>/g)].map(([, one, other]) => one ?? other ?? '')

describe('docs/vocabulary.md', () => {
  it('is what the tables of the adapters make of it', () => {
    expect(read('docs/vocabulary.md') === vocabularyPage(STATUS_TABLES), 'docs/vocabulary.md is stale. Write it anew with: npm run docs:vocabulary').toBe(true)
  })

  it('has every table of status words that an adapter has', () => {
    const registry = read('scripts/vocabulary/tables.ts')
    const imported = [...registry.matchAll(/^import \{ (.*?) \} from '\.\.\/\.\.\/(src\/vendors\/.*?)\.js'$/gm)].flatMap(([, names = '', path = '']) => names.split(', ').map((name) => `${path}.ts ${name}`))
    const found = readSources('src').filter(({ path }) => path.startsWith('src/vendors/')).flatMap(({ path, text }) => tablesOf(text).map((name) => `${path} ${name}`))
    expect(found.length).toBeGreaterThan(10)
    expect(found.filter((table) => !imported.includes(table)), 'these belong into scripts/vocabulary/tables.ts').toEqual([])
    const unused = imported.filter((table) => !new RegExp(`table: ${table.split(' ')[1]}\\b`).test(registry))
    expect(unused).toEqual([])
  })

  it('finds tables however they are typed', () => {
    expect(tablesOf('const A: Record<string, JobStatus> = {}\nexport const B: Readonly<Record<number, Meaning>> = {}\nconst C: Record<string, AssetKind> = {}')).toEqual(['A', 'B'])
  })

  it.each(STATUS_TABLES.map((entry) => [`${entry.vendor} ${entry.field} (${entry.section})`, entry] as const))('%s: speaks of words that the graph has', (_, { of, table }) => {
    const { schema } = buildGraph()
    const enums = of.split(': ')[1]?.split(' and ').map((name) => schema.getType(name)) ?? []
    expect(enums.length).toBeGreaterThan(0)
    const words = enums.flatMap((type) => (isEnumType(type) ? type.getValues().map(({ name }) => name) : []))
    const said = Object.values(table).flatMap((ours: string | Meaning) => (typeof ours === 'string' ? [ours] : [ours.status, ...(ours.stage ? [ours.stage] : [])]))
    expect(said.filter((word) => !words.includes(word))).toEqual([])
  })
})
