import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../../src/server/metrics.js'
import { read } from '../docs/markdown.js'
import { startApp, type TestApp } from '../support/app.js'

/** An expression of a panel or an alert, and where it stands. */
interface Expression {
  where: string
  text: string
}

interface Dashboard {
  panels: { id: number; title: string; description?: string; gridPos: { x: number; w: number }; targets?: { expr: string; legendFormat: string }[] }[]
}
interface Rules {
  groups: { rules: { alert: string; expr: string; labels: { severity: string }; annotations: { summary: string; description: string } }[] }[]
}

const dashboard = JSON.parse(read('deploy/grafana/avatargraph.json')) as Dashboard
const alerts = (parse(read('deploy/prometheus/alerts.yml')) as Rules).groups.flatMap(({ rules }) => rules)
const expressions: Expression[] = [
  ...dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr, legendFormat }) => ({ where: title, text: `${expr} ${[...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => `by (${label})`).join(' ')}` }))),
  ...alerts.map(({ alert, expr }) => ({ where: alert, text: expr })),
]

/** What Prometheus itself adds to every series, and the label of a histogram's buckets. */
const OF_PROMETHEUS = ['instance', 'job', 'le']

/** The labels of each metric that the server makes, under the names of its series. */
async function labelsOfSeries(): Promise<Map<string, readonly string[]>> {
  const { registry } = createMetrics({ relayPosition: () => 0, logPosition: () => 0, watchedJobs: async () => 0 })
  const metrics = registry.getMetricsAsArray() as unknown as { name: string; labelNames?: readonly string[]; buckets?: unknown }[]
  return new Map(metrics.flatMap(({ name, labelNames = [], buckets }) => (buckets ? ['_bucket', '_sum', '_count'] : ['']).map((suffix): [string, readonly string[]] => [name + suffix, labelNames])))
}

describe('the dashboard of Grafana and the alerts of Prometheus', () => {
  let app: TestApp
  let live: Set<string>
  let known: Map<string, readonly string[]>
  beforeAll(async () => {
    app = await startApp({ SANDBOX: 'off' })
    const text = await (await fetch(`${app.url}/metrics`)).text()
    live = new Set([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name = '']) => name))
    known = await labelsOfSeries()
  })
  afterAll(() => app.dispose())

  test('ask for metrics that a running server shows', () => {
    const asked = expressions.flatMap(({ where, text }) => [...text.matchAll(/\bavatargraph_\w+/g)].map(([name]) => ({ where, name })))
    expect(asked.length).toBeGreaterThan(30)
    expect(asked.filter(({ name }) => !known.has(name) || !live.has(name.replace(/_(bucket|sum|count)$/, '')))).toEqual([])
  })

  test('ask for labels that those metrics have', () => {
    const strange = expressions.flatMap(({ where, text }) => {
      const metrics = [...text.matchAll(/\bavatargraph_\w+/g)].map(([name]) => name)
      const there = new Set([...OF_PROMETHEUS, ...metrics.flatMap((name) => known.get(name) ?? [])])
      const matched = [...text.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label = '']) => label)
      const grouped = [...text.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', '))
      return [...matched, ...grouped].filter((label) => !there.has(label)).map((label) => `${where}: ${label}`)
    })
    expect(strange).toEqual([])
  })

  test('ask for outcomes and codes that there are', () => {
    const source = read('src/server/metrics.ts') + read('src/domain/port.ts') + read('src/domain/errors.ts')
    const asked = expressions.flatMap(({ text }) => [...text.matchAll(/(?:outcome|code)(?:=~|!=|=)"([^"]*)"/g)].flatMap(([, values = '']) => values.split('|')))
    expect(asked.filter((value) => !source.includes(`'${value}'`))).toEqual([])
  })

  test('leave out no figure of AvatarGraph itself', () => {
    const own = [...live].filter((name) => !/^avatargraph_(nodejs|process)_/.test(name))
    expect(own.filter((name) => !expressions.some(({ text }) => text.includes(name)))).toEqual([])
  })

  test('say what they show and what to do: each panel, each alert, and the page about them', () => {
    expect(dashboard.panels.filter(({ targets, description }) => targets && !description)).toEqual([])
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
    const page = read('docs/metrics.md')
    for (const { alert, labels, annotations } of alerts) {
      expect(['critical', 'warning', 'info']).toContain(labels.severity)
      expect(annotations.summary && annotations.description).toBeTruthy()
      expect(page).toContain(`| \`${alert}\` |`)
    }
    expect([...live].filter((name) => !/^avatargraph_(nodejs|process)_/.test(name) && !page.includes(`\`${name}\``))).toEqual([])
  })
})
