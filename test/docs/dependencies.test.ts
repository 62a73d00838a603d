import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judgeAudit } from '../../scripts/audit/judge.js'
import { blocks, read, root, sections } from './markdown.js'

interface Manifest {
  version: string
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  overrides: Record<string, string>
}
interface Locked {
  version: string
  hasInstallScript?: boolean
  deprecated?: string
  resolved?: string
}

const manifest = JSON.parse(read('package.json')) as Manifest
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }
const page = read('docs/dependencies.md')
const PAGE_PARTS = sections(page, 2)

/** The cells of a section's table, without its head. */
const rows = (title: string) => (PAGE_PARTS.get(title) ?? '').split('\n').filter((line) => line.startsWith('| ')).slice(1).map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()))

describe('docs/dependencies.md', () => {
  test.each([
    ['What runs', manifest.dependencies],
    ['What builds and tests', manifest.devDependencies],
    ['Versions that are forced', manifest.overrides],
  ])('%s: has exactly what package.json has, with its version and a reason', (title, named) => {
    const table = rows(title)
    expect(Object.fromEntries(table.map(([name = '', version = '']) => [name, version])), 'package.json is another. Put the package, its version and why it is needed into the table, or take it out').toEqual(named)
    expect(table.filter(([, , why = '']) => why.length < 15)).toEqual([])
    expect(Object.values(named).filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)), 'exact versions').toEqual([])
  })

  test('says what has a script for its installation, and why it is not needed', () => {
    const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path.replace(/.*node_modules\//, ''))
    expect(rows("Installing runs nobody's code").map(([name]) => name)).toEqual([...new Set(scripted)].sort())
  })
})

test('what is installed is what the lockfile and package.json say', () => {
  const named = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
  const installed = named.map(([name]) => [name, (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as Manifest).version])
  expect(Object.fromEntries(installed)).toEqual(Object.fromEntries(named))
  expect(Object.fromEntries(named.map(([name]) => [name, packages[`node_modules/${name}`]?.version]))).toEqual(Object.fromEntries(named))
})

test('no package of ours is given up by those who made it', () => {
  const named = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(named.filter((name) => packages[`node_modules/${name}`]?.deprecated)).toEqual([])
})

/** Packages that are used without being named: as the plugin "typescript" of test/docs/front-end.test.ts, and by Hive Gateway, which loads its transports by their kind. */
const UNNAMED = ['@graphql-codegen/typescript', '@graphql-mesh/transport-http', '@graphql-mesh/transport-ws']

test('every package is used', () => {
  const texts = ['src', 'test', 'scripts', 'bench', 'migrations', 'deploy'].flatMap(textsBelow)
  const all = [...texts, ...['eslint.config.js', 'vite.config.ts', 'vitest.config.ts', 'docs/graph.md'].map(read)].join('\n')
  const words = [...Object.values(manifest.scripts), ...blocks(read('docs/graph.md'), 'sh')].join(' ').split(/\s+/)
  const uses = (name: string) => words.includes(name) || new RegExp(`['"]${name}['"/]`).test(all)
  const unused = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((name) => !uses(name.replace('@types/', '')))
  expect(unused.sort()).toEqual([...UNNAMED].sort())
})

/** The contents of all source files below a folder, those of installed packages and this one excepted, which names what nobody uses. */
function textsBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|js)$/.test(path) && !path.includes('node_modules') && !path.endsWith('dependencies.test.ts'))
    .map((path) => read(join(folder, path)))
}

test('npm installs without running a script of any package', () => {
  expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m)
})

describe('the audit', () => {
  const advisory = { url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc', title: 'It bites', severity: 'high' }
  const report = { vulnerabilities: { biter: { via: [advisory] }, parent: { via: ['biter'] } } }
  const answer = '| GHSA-aaaa-bbbb-cccc | biter | We keep it on a lead. |'

  test.each([
    ['passes what is clean', { vulnerabilities: {} }, '', []],
    ['fails on a finding', report, '', [expect.stringContaining('biter: It bites (high)') as string]],
    ['passes a finding that is answered', report, answer, []],
    ['fails on a finding that is listed without an answer', report, '| GHSA-aaaa-bbbb-cccc | biter | |', [expect.stringContaining('It bites') as string]],
    ['fails on an answer to what is no finding', { vulnerabilities: {} }, answer, [expect.stringContaining('GHSA-aaaa-bbbb-cccc is answered') as string]],
  ])('%s', (_what, found, text, complaints) => {
    expect(judgeAudit(found, text).complaints).toEqual(complaints)
  })

  test('says that it did not take place where the registry does not answer', () => {
    expect(judgeAudit({ message: '405 Method Not Allowed' }, answer)).toEqual({ complaints: [], summary: 'Not audited: the registry answers no such questions. 405 Method Not Allowed' })
  })
})
