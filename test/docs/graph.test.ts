import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildGraph } from '../../src/graph/schema.js'
import { startApp, type TestApp } from '../support/app.js'
import { blocks, kindOf, read, sections } from './markdown.js'
import { openStory, type Message, type Story } from './story.js'

const PAGE = 'docs/graph.md'
const page = read(PAGE)

let app: TestApp
let story: Story
beforeAll(async () => {
  app = await startApp({ SANDBOX_SPEED: '20' })
  story = openStory(PAGE, app)
})
afterAll(() => app.dispose())

// In the order of the page: each example uses what earlier ones keep.
describe('every example of the tour answers what the page shows', () => {
  test.each([...sections(page, 3)].map(([title, text]) => [title, kindOf(blocks(text, 'graphql')[0] ?? '')]))('%s', async (title = '', kind) => {
    const shown = story.answer(title)
    expect(shown, 'an answer to compare with').toBeDefined()
    if (kind === 'subscription') {
      const [message = {}] = Object.values(shown?.data ?? {}) as Message[]
      const words = Object.fromEntries(Object.entries(message).filter(([, value]) => typeof value === 'string'))
      const heard = await story.watch(title).until(words)
      expect(heard.at(-1)).toMatchObject(message)
    } else {
      const body = await story.ask(title)
      expect(body).toMatchObject(shown ?? {})
      expect(body.errors === undefined).toBe(shown?.errors === undefined)
    }
  })
})

test('the tables of the tour have every word of their enum', () => {
  const { schema } = buildGraph()
  const wordsIn = (title: string) => [...(sections(page, 2).get(title) ?? '').matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, word = '']) => word)).sort()
  const valuesOf = (name: string) => (schema.getType(name)?.toConfig() as { values: object }).values
  expect(wordsIn('Trainings')).toEqual(['requiredAction', ...Object.keys(valuesOf('RequiredAction'))].sort())
  expect(wordsIn('When something goes wrong')).toEqual(['code', ...Object.keys(valuesOf('ErrorCode'))].sort())
  expect(wordsIn('Events')).toEqual(Object.keys(schema.getSubscriptionType()?.getFields() ?? {}).sort())
})
