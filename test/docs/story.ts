import { expect } from 'vitest'
import type { send } from '../huawei/support.js'
import type { GraphQLBody, TestApp } from '../support/app.js'
import { blocks, kindOf, read, sections } from './markdown.js'

/*
 * A story is a page of docs/ that people follow in the playground. A heading of the third level is a step: one document, its
 * variables and headers (`json headers`), if any, what comes back (`json answer`), and the commands of a terminal that go with
 * it. `<NAME>` in variables, answers and commands is a value that an earlier step keeps by a sentence of the form: Keep
 * `path.in.data` as `<NAME>`. In an answer `…` stands for whatever comes there, alone or within a text.
 */

const NAME = /<([A-Z_]+)>/g
const KEPT = /`([\w.]+)` as `<([A-Z_]+)>`/g

/** A step of a story as the page has it. */
interface Step {
  document: string
  variables: string
  headers: string
  commands: string
  /** What the page shows as its answer. */
  answer: string | undefined
  /** The paths of values in the answer, by the names under which later steps use them. */
  kept: Map<string, string>
}

/** Where a file is sent, as a command has it. */
type Upload = Parameters<typeof send>[0]

/** What a subscription says: the value of its one field. */
export type Message = Record<string, unknown>

/** A subscription of a story that runs. */
export interface Watch {
  /** Takes messages up to the first that is as wanted, field by field, and resolves to all that it took, that one last. */
  until(wanted: Message): Promise<Message[]>
}

/** A story that is lived through, step by step, by the titles of its steps. */
export interface Story {
  /** Runs a query or a mutation; its data, after which what the step keeps can be used. Fails on errors and on user errors. */
  run<Data>(title: string): Promise<Data>
  /** Runs a query or a mutation, errors or not; the whole answer. Fails where it has data without what the step keeps. */
  ask<Data>(title: string): Promise<GraphQLBody<Data>>
  /** What the page shows as the answer of a step, to be matched; undefined where it shows none. */
  answer(title: string): GraphQLBody | undefined
  /** Starts the subscription of a step. */
  watch(title: string): Watch
  /** Where and how the `curl` of a step sends its file; it is read and not run, since a machine need not have one. */
  upload(title: string): Upload
  /** The same for a step that sends several files, in the order of its commands. */
  uploads(title: string): Upload[]
  /** The titles of the steps that have not been run, in order. */
  left(): string[]
}

/** Opens the story of a page, such as `docs/huawei-story.md`, to be lived through against an app. Throws on a step without exactly one document. */
export function openStory(path: string, app: Pick<TestApp, 'query' | 'subscribe'>): Story {
  const steps = new Map([...sections(read(path), 3)].map(([title, text]) => [title, readStep(title, text)]))
  const values = new Map<string, string>()
  const left = new Set(steps.keys())

  const fill = (title: string, text: string) =>
    text.replace(NAME, (_, name: string) => {
      const value = values.get(name)
      if (value === undefined) throw new Error(`${title}: no step before it keeps a value as <${name}>.`)
      return value
    })
  const find = (title: string): Step => {
    const step = steps.get(title)
    if (!step) throw new Error(`${path} has no step "${title}".`)
    return step
  }
  const take = (title: string) => {
    const { document, variables, headers, kept } = find(title)
    left.delete(title)
    return { document, variables: JSON.parse(fill(title, variables)) as Record<string, unknown>, headers: JSON.parse(headers) as Record<string, string>, kept }
  }
  const ask = async <Data>(title: string) => {
    const { document, variables, headers, kept } = take(title)
    const { body } = await app.query<Data>(document, variables, headers)
    if (body.data) for (const [name, place] of kept) values.set(name, textAt(body.data, place))
    return body
  }

  return {
    ask,
    answer(title) {
      const { answer } = find(title)
      return answer === undefined ? undefined : (toPattern(JSON.parse(fill(title, answer))) as GraphQLBody)
    },
    async run<Data>(title: string) {
      const body = await ask<Data & object>(title)
      expect(body.errors, title).toBeUndefined()
      for (const [name, payload] of Object.entries(body.data as Record<string, { userErrors?: unknown } | null>)) expect(payload?.userErrors ?? [], `${title}: ${name}`).toEqual([])
      return body.data as Data
    },
    watch(title) {
      const { document, variables } = take(title)
      const subscription = app.subscribe(document, variables)
      return {
        async until(wanted) {
          const messages: Message[] = []
          for (;;) {
            const { data, errors } = await subscription.next()
            expect(errors, title).toBeUndefined()
            const [message = {}] = Object.values(data ?? {})
            messages.push(message)
            if (Object.entries(wanted).every(([field, value]) => message[field] === value)) return messages
          }
        },
      }
    },
    upload: (title) => readCurls(title, fill(title, find(title).commands))[0]!,
    uploads: (title) => readCurls(title, fill(title, find(title).commands)),
    left: () => [...left],
  }
}

function readStep(title: string, text: string): Step {
  const [document, ...more] = blocks(text, 'graphql')
  const [variables = '{}', ...others] = blocks(text, 'json')
  const [headers = '{}', ...further] = blocks(text, 'json headers')
  const [answer, ...answers] = blocks(text, 'json answer')
  if (document === undefined || [more, others, further, answers].some(({ length }) => length > 0)) {
    throw new Error(`${title}: expected one document, and at most one block each of variables, headers and answer.`)
  }
  const kept = new Map([...text.matchAll(KEPT)].map(([, place = '', name = '']): [string, string] => [name, place]))
  if (kept.size > 0 && kindOf(document) === 'subscription') throw new Error(`${title}: a subscription keeps nothing; ask a query for it.`)
  return { document, variables, headers, answer, commands: blocks(text, 'sh').join(''), kept }
}

function readCurls(title: string, commands: string): Upload[] {
  const found = [...commands.matchAll(/^curl -X (\w+)((?: -H '[^']*')*) --upload-file \S+ '([^']*)'$/gm)]
  if (found.length === 0) throw new Error(`${title}: expected curl -X … -H '…' --upload-file … '…' among its commands.`)
  return found.map(([, method = '', options = '', url = '']) => ({ method, url, headers: [...options.matchAll(/'([^':]*): ([^']*)'/g)].map(([, name = '', value = '']) => ({ name, value })) }))
}

/** A shown answer with matchers for what it leaves open. */
function toPattern(shown: unknown): unknown {
  if (shown === '…') return expect.anything()
  if (typeof shown === 'string' && shown.includes('…')) return expect.stringMatching(new RegExp(`^${shown.split('…').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.*')}$`, 's'))
  if (Array.isArray(shown)) return shown.map(toPattern)
  if (typeof shown === 'object' && shown !== null) return Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, toPattern(value)]))
  return shown
}

/** The text at a dotted path, where a number is a place in a list. Throws when there is none. */
function textAt(data: unknown, path: string): string {
  const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], data)
  if (typeof value !== 'string') throw new Error(`${path}: expected a text to keep, got ${JSON.stringify(value)}.`)
  return value
}
