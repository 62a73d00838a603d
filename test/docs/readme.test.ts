import { existsSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACCOUNT_RULES } from '../../src/config/accounts.js'
import { startApp, type TestApp } from '../support/app.js'
import { blocks, kindOf, read, root, sections } from './markdown.js'

const readme = read('README.md')

/** The lines of a section, from its heading to the next. */
const section = (title: string) => sections(readme, 2).get(title) ?? ''

describe('the documents of the README', () => {
  const documents = blocks(readme, 'graphql')
  const ofKind = (kind: string) => documents.find((document) => kindOf(document) === kind) ?? ''

  let app: TestApp
  beforeAll(async () => {
    app = await startApp({ SANDBOX_SPEED: '20' })
  })
  afterAll(() => app.dispose())

  test('are a query, a subscription and a mutation', () => {
    expect(documents.map(kindOf)).toEqual(['query', 'subscription', 'mutation'])
  })

  test('query: answers with rooms and their avatars, and without an error', async () => {
    const { body } = await app.query<{ liveRooms: { nodes: { avatars: unknown[] }[]; unavailable: unknown[] } }>(ofKind('query'))
    expect(body.errors).toBeUndefined()
    expect(body.data?.liveRooms.unavailable).toEqual([])
    expect(body.data?.liveRooms.nodes.flatMap(({ avatars }) => avatars)).not.toEqual([])
  })

  test('mutation and subscription: the mutation starts a session that the subscription tells of', async () => {
    const subscription = app.subscribe(ofKind('subscription'))
    await app.subscribers(1)
    const { body } = await app.query<{ startLive: { session: { id: string } } }>(ofKind('mutation'))
    expect(body).toMatchObject({ data: { startLive: { session: { state: 'WAITING' }, userErrors: [] } } })
    expect((await subscription.next()).data?.liveProgress).toMatchObject({ sequenceNo: 1, session: { id: body.data?.startLive.session.id } })
  })
})

describe('the README', () => {
  test('names no command that does not exist, and every script that there is for people', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = new Set([...readme.matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name))
    named.delete('ci')
    expect([...named].sort()).toEqual(Object.keys(scripts).filter((name) => name !== 'build').sort())
    expect(existsSync(join(root, '.ci/run'))).toBe(true)
  })

  test('leads to a page with every variable that the configuration reads, and no other', () => {
    expect(readme).toContain('(docs/configuration.md)')
    const cells = read('docs/configuration.md').split('\n').filter((line) => line.startsWith('|')).flatMap((line) => line.split('|').slice(1, 3))
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name = '']) => name))
    expect(named.sort()).toEqual([...serverVariables(), ...accountVariables()].sort())
  })

  test('has a line for every part of the source', () => {
    const folders = [...section('Layout').matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`(.*?)`/g)].map(([, path = '']) => path))
    expect(folders.filter((path) => !existsSync(join(root, path)))).toEqual([])
    const parts = ts.sys.getDirectories(join(root, 'src')).map((name) => `src/${name}`)
    expect(parts.filter((path) => !folders.includes(path) && path !== 'src/config')).toEqual([])
  })
})

/** The names in capitals among the settings of src/config.ts, and of what it takes from src/config/connections.ts. */
function serverVariables(): string[] {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && /^[A-Z][A-Z_]+$/.test(node.name.getText())) names.push(node.name.getText())
    ts.forEachChild(node, visit)
  }
  for (const path of ['src/config.ts', 'src/config/connections.ts']) visit(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true))
  return names
}

function accountVariables(): string[] {
  const upper = (text: string) => text.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
  return Object.entries(ACCOUNT_RULES).flatMap(([vendor, { fields }]) => Object.keys(fields).map((field) => `${vendor.toUpperCase()}_${upper(field)}`))
}
