import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GRAPH_FIELDS } from '../../../scripts/huawei/graph-fields.js'
import { HUAWEI_OPERATIONS } from '../../../src/vendors/huawei/operations/all.js'
import { buildGraph } from '../../../src/graph/schema.js'
import { at } from '../../support/json-paths.js'
import { assetRows } from './assets.js'
import { avatarTrainingRows } from './avatar-training.js'
import { fileRows } from './files.js'
import { liveRows } from './live.js'
import { productRows } from './products.js'
import { carried, checkRead, checkSent, play, selected, type Documented } from './prove.js'
import { roomRows } from './rooms.js'
import type { Row } from './row.js'
import { ruleRows } from './rules.js'
import { scriptRows } from './scripts.js'
import { speechRows } from './speech.js'
import { setStage, type Stage } from './stage.js'
import { videoRows } from './videos.js'
import { voiceTrainingRows } from './voice-training.js'

/*
 * Every operation of the vendor's reference, with every field that it lists, through the graph: a request field counts
 * when it is on the wire with the value that the caller set, a field of the answer when the graph shows the value that was
 * on the wire. What cannot be proved is an exception of the row, with its reason.
 */

const data = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T
const documented = data<Documented[]>('operations.json')
/** Status of success, and calls per second in the three regions of Table 1-2. */
const rates = data<Record<string, { status: number; perSecond: number[] | null }>>('rates.json')

const rows: Row[] = [...assetRows, ...fileRows, ...scriptRows, ...videoRows, ...roomRows, ...ruleRows, ...liveRows, ...productRows, ...avatarTrainingRows, ...voiceTrainingRows, ...speechRows]
const { schema } = buildGraph()

/** The first names of paths, each once. */
const fieldsOf = (paths: string[]) => new Set(paths.map((path) => path.split('.', 1)[0]!))
/** Whether a text of an answer turns up in what the graph gave. */
const isShown = (wire: unknown, shown: unknown) => typeof wire === 'string' && wire !== '' && JSON.stringify(shown).includes(JSON.stringify(wire))
const sorted = (fields: Iterable<string>) => [...new Set(fields)].sort()

describe("Huawei's operations", () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage()
  })
  afterAll(() => stage.dispose())

  it('are each tried by one row', () => {
    expect(rows.map(({ operation }) => operation).sort()).toEqual(documented.map(({ id }) => id).sort())
  })

  const tried = documented.flatMap((operation) => {
    const row = rows.find((candidate) => candidate.operation === operation.id)
    return row ? [[operation.id, operation, row] as const] : []
  })

  it.each(tried)('%s goes as far as its row says', async (_name, operation, row) => {
    const { unset = {}, ours = {}, unread = {} } = row
    expect([...selected(row, schema)], 'fields of the graph behind which it stands').toEqual(expect.arrayContaining([...GRAPH_FIELDS[row.operation]]))
    for (const ask of row.asks) {
      const { exchanges, data: shown, variables } = await play(stage, operation, ask)
      expect(new Set(exchanges.map(({ status }) => status))).toEqual(new Set([rates[operation.section]?.status]))
      checkSent(ask, exchanges, variables)
      checkRead(ask, exchanges, shown)
      for (const exchange of exchanges) {
        expect(Object.keys(unset).filter((field) => carried(exchange, field) !== undefined), 'stale exceptions: these are set').toEqual([])
        expect(Object.keys(unread).filter((field) => isShown(at(exchange.answer, field), shown)), 'stale exceptions: these are read').toEqual([])
        expect(Object.fromEntries(Object.keys(ours).map((field) => [field, carried(exchange, field)]))).toEqual(ours)
      }
    }
  })

  it.each(tried)('%s has every field of the reference in its row, proved or with the reason why not', (_name, operation, { asks, unset = {}, ours = {}, unread = {} }) => {
    const sent = fieldsOf(asks.flatMap(({ sends = {} }) => Object.keys(sends)))
    const read = fieldsOf(asks.flatMap(({ reads = {} }) => Object.keys(reads)))
    expect(sorted([...sent, ...Object.keys(unset), ...Object.keys(ours)]), 'of the request').toEqual(sorted([...operation.query, ...operation.requestFields]))
    expect(sorted([...read, ...Object.keys(unread)]), 'of the answer').toEqual(sorted(operation.responseFields))
    expect([...Object.keys(unset), ...Object.keys(ours)].filter((field) => sent.has(field)), 'stale exceptions of the request').toEqual([])
    expect(Object.keys(unread).filter((field) => read.has(field)), 'stale exceptions of the answer').toEqual([])
  })

  it.each(documented.map((operation) => [operation.id, operation] as const))('%s has the path and the rate of the reference', (id, { section, method, path }) => {
    const { status, perSecond } = rates[section]!
    const operation = HUAWEI_OPERATIONS.find(({ name }) => name === id)
    const regions = perSecond && { 'cn-north-4': perSecond[0], 'cn-east-3': perSecond[1], 'ap-southeast-3': perSecond[2] }
    expect({ perSecond: null, ...operation }).toMatchObject({ section, method, path, success: status, perSecond: regions })
  })
})
