import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { GUARDED_FIELDS } from '../../src/graph/access.js'
import { blocks, read, root, sections } from './markdown.js'

const page = read('docs/federation.md')
const section = (title: string) => sections(page, 2).get(title) ?? ''
/** What stands as code in the first column of a section's tables. */
const firstCells = (title: string) => [...section(title).matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`(.*?)`/g)].map(([, code]) => code))

test('every file that the page points to exists', () => {
  const paths = [...page.matchAll(/\]\(\.\.\/(.*?)\)/g)].map(([, path = '']) => path)
  expect(paths).toContain('deploy/hive-gateway/gateway.config.js')
  const named = [...blocks(page, 'sh').join('').matchAll(/deploy\/[\w./-]+/g)].map(([path]) => path)
  expect([...paths, ...named].filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('the variables of Hive Gateway are those that its configuration reads', () => {
  const [, names = ''] = /const \{ (.*?) \} = process\.env/.exec(read('deploy/hive-gateway/gateway.config.js')) ?? []
  expect(firstCells('Hive Gateway').sort()).toEqual(names.split(', ').map((name) => name.split(' ')[0]).sort())
})

test('the roles and their scopes are those of the schema', () => {
  const [, ...scopes] = section('Who may see what').split('| scope |')
  const told = [...scopes.join('').matchAll(/^\| `(\w+)` \| `(.*?)` \|/gm)].map(([, role, scope]) => [role, scope])
  const asked = new Set([...read('schema.graphql').matchAll(/\["(avatargraph:\w+)"\]/g)].map(([, scope]) => scope))
  expect(told.map(([, scope]) => scope).sort()).toEqual([...asked].sort())
  expect(told.every(([role, scope]) => scope === `avatargraph:${role}`)).toBe(true)
  expect(Object.values(GUARDED_FIELDS).every(({ role }) => told.some(([it]) => it === role))).toBe(true)
})

test('both routers forward the headers that the page names', () => {
  for (const header of firstCells('Who may see what').filter((name) => name === name?.toLowerCase() && /^(authorization|x-)/.test(name ?? ''))) {
    expect(read('deploy/hive-gateway/gateway.config.js')).toContain(`{context.headers.${header}}`)
    expect(read('deploy/apollo-router/router.yaml')).toContain(`named: ${header}`)
  }
})

test('its schema is GraphQL', () => {
  for (const block of blocks(page, 'graphql')) expect(() => parse(block)).not.toThrow()
})
