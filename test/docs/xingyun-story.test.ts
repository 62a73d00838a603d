import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.js'
import { blocks, read, sections } from './markdown.js'
import { openStory, type Story } from './story.js'

const PAGE = 'docs/xingyun-story.md'

let app: TestApp
let story: Story
beforeAll(async () => {
  app = await startApp()
  story = openStory(PAGE, app)
})
afterAll(() => app.dispose())

interface Motions {
  nodes: { id: string; name: string; localName: string; kind: string }[]
}

test('motions are listed, paged, found in two languages, and looked at', async () => {
  const { motions } = app.app.sandboxes.xingyun!.world
  const { motions: first } = await story.run<{ motions: Motions }>('See what there is')
  expect(first).toMatchObject({ totalCount: motions.length, pageInfo: { hasNextPage: true }, asOf: null })
  const { motions: second } = await story.run<{ motions: Motions }>('Go on')
  expect(new Set([...first.nodes, ...second.nodes].map(({ id }) => id)).size).toBe(10)

  const { english, chinese, ofKind } = await story.run<Record<'english' | 'chinese' | 'ofKind', Motions>>('Look for one')
  expect(new Set(english.nodes.map(({ name }) => name))).toEqual(new Set(['Bow']))
  expect(chinese.nodes.length).toBeGreaterThan(0)
  expect(new Set(ofKind.nodes.map(({ kind }) => kind))).toEqual(new Set([first.nodes[0]!.kind]))

  const { node } = await story.run<{ node: { imageUrl: string; movieUrl: string } }>('Look at it')
  expect(node).toMatchObject({ name: 'Bow' })
  for (const url of [node.imageUrl, node.movieUrl]) expect((await fetch(url)).status).toBe(200)
  expect(app.app.sandboxes.xingyun!.journal.count('2.1')).toBe(1)
})

test('no step of the page is left out', () => {
  expect(story.left()).toEqual([])
  expect(blocks(read(PAGE), 'graphql')).toHaveLength(sections(read(PAGE), 3).size)
})
