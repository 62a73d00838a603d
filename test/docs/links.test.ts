import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { read, root } from './markdown.js'

const PAGES = ['README.md', ...ts.sys.readDirectory(join(root, 'docs'), ['.md']).map((path) => path.slice(root.length + 1))]

/** What a heading is called in an address. */
const anchors = (path: string) => [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, '').replaceAll(' ', '-'))

test('links between the pages lead somewhere', () => {
  const links = PAGES.flatMap((page) => [...read(page).matchAll(/\]\(([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(([, path = '', anchor]) => ({ page, path: path.includes(':') ? undefined : normalize(path ? join(dirname(page), path) : page), anchor })))
  const inside = links.flatMap(({ page, path, anchor }) => (path === undefined ? [] : { page, path, anchor }))
  expect(inside.length).toBeGreaterThan(50)
  expect(inside.filter(({ path }) => !existsSync(join(root, path)))).toEqual([])
  expect(inside.filter(({ path, anchor }) => anchor !== undefined && !anchors(path).includes(anchor))).toEqual([])
})
