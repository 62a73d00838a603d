import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { createApp, type App } from '../../src/app.js'
import { readConfig } from '../../src/config.js'
import { createLogger } from '../../src/logger.js'
import { subscribeTo, type TestSubscription } from './subscription.js'
import { until } from './until.js'

/** A line of the log, parsed. */
export type LogLine = Readonly<Record<string, unknown>> & { level: number; msg: string }

/** The answer to a GraphQL request, or to whatever came instead of one. */
export interface Answer<Data = Record<string, unknown>> {
  status: number
  headers: Headers
  body: GraphQLBody<Data>
}

/** What a GraphQL answer consists of. */
export interface GraphQLBody<Data = Record<string, unknown>> {
  data?: Data | null
  errors?: readonly GraphQLFailure[]
  extensions?: Record<string, unknown>
}

/** An error of a GraphQL answer. */
export interface GraphQLFailure {
  message: string
  path?: readonly (string | number)[]
  locations?: readonly { line: number; column: number }[]
  extensions: { code: string } & Record<string, unknown>
}

/** The whole of AvatarGraph in this process, on a free port. */
export interface TestApp {
  url: string
  app: App
  /** Everything logged so far, from debug on; grows while the app runs, and stays to be read after it has closed. */
  logs: readonly LogLine[]
  /** Sends a GraphQL request by POST; `Data` is what the test knows of the answer's shape. */
  query<Data = Record<string, unknown>>(document: string, variables?: object, headers?: Record<string, string>): Promise<Answer<Data>>
  /**
   * Starts a subscription over a WebSocket of its own. It is attached some time after this returns: await {@link subscribers}
   * before causing an event that it shall see live.
   */
  subscribe(document: string, variables?: Record<string, unknown>, connectionParams?: Record<string, unknown>): TestSubscription
  /** Resolves once that many subscriptions are attached, in the whole app. */
  subscribers(count: number): Promise<void>
  /** The figures of `/metrics`: a sample as it is written there, such as `avatargraph_subscribers{transport="websocket"}`, and its value. */
  metrics(): Promise<ReadonlyMap<string, number>>
  /** The first log line that matches, one that is there already or the next to come. */
  logged(matches: (line: LogLine) => boolean): Promise<LogLine>
  /** Ends the subscriptions and closes the app. Safe to call twice. */
  dispose(): Promise<void>
}

/** The pages that `npm run build` made; a test that needs them builds first. */
export const PAGES_ROOT = join(import.meta.dirname, '../../dist/pages')

/** The entry of API_KEYS for a key. */
export const apiKey = (name: string, role: string, key: string): string => `${name}:${role}:${createHash('sha256').update(key).digest('hex')}`

/**
 * Starts the app on the embedded database in memory, with the simulators of both vendors and no caller configured, so open
 * to everyone here. `environment` are variables of the contract's section 3 that differ from that; the test's own environment
 * is not read. With `demo` a few sessions are started as by `npm start`. Rejects as the app itself does.
 */
export async function startApp(environment: Readonly<Record<string, string>> = {}, { demo = false } = {}): Promise<TestApp> {
  const logs: LogLine[] = []
  const logger = createLogger('debug', collectLines(logs))
  const app = await createApp(readConfig({ PORT: '0', DATA_DIR: 'memory://', ...environment }), { logger, pagesRoot: PAGES_ROOT, demo })
  const subscriptions: TestSubscription[] = []

  const metrics = async () => parseMetrics(await (await fetch(`${app.url}/metrics`)).text())
  return {
    url: app.url,
    app,
    logs,
    async query<Data>(document: string, variables?: object, headers: Record<string, string> = {}) {
      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: document, variables }),
      })
      return { status: response.status, headers: response.headers, body: (await response.json()) as GraphQLBody<Data> }
    },
    subscribe(document, variables, connectionParams) {
      const subscription = subscribeTo(`${app.url.replace('http', 'ws')}/graphql`, { query: document, variables }, connectionParams)
      subscriptions.push(subscription)
      return subscription
    },
    subscribers: (count) => until(async () => sumOf(await metrics(), 'avatargraph_subscribers') === count, `${count} subscriptions are attached`),
    metrics,
    async logged(matches) {
      await until(() => logs.some(matches), `a log line matches ${matches.toString()}`)
      return logs.find(matches) as LogLine
    },
    async dispose() {
      for (const subscription of subscriptions) subscription.dispose()
      await app.close()
    },
  }
}

/** Adds up the samples of one metric that have all of the given labels. */
export function sumOf(metrics: ReadonlyMap<string, number>, name: string, labels: Readonly<Record<string, string>> = {}): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  return [...metrics].filter(([sample]) => sample.split('{', 1)[0] === name && wanted.every((label) => sample.includes(label))).reduce((sum, [, value]) => sum + value, 0)
}

function parseMetrics(text: string): Map<string, number> {
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(samples.map((line): [string, number] => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]))
}

function collectLines(lines: LogLine[]): Writable {
  return new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      lines.push(JSON.parse(line) as LogLine)
      done()
    },
  })
}
