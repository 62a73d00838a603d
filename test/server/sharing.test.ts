import 'reflect-metadata'
import fc, { type Scheduler } from 'fast-check'
import { GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { expect, it } from 'vitest'
import { readConfig } from '../../src/config.js'
import type { StreamItem } from '../../src/events/stream.js'
import type { CallerRole } from '../../src/graph/access.js'
import { createContext, type GraphContext, type GraphServices } from '../../src/graph/context.js'
import { createAdmission } from '../../src/server/admission.js'
import { createDocuments, type PreparedDocument } from '../../src/server/documents.js'
import type { Audience } from '../../src/server/carried-stream.js'
import { SharedResults } from '../../src/server/shared-results.js'
import type { SubscriptionMessage } from '../../src/server/subscription-message.js'
import { createSubscriptions } from '../../src/server/subscriptions.js'

/** Sharing of results under every order of things: who comes, who leaves in the middle of an event, and what takes long. */

const EVENTS = 6
const DOCUMENTS = ['subscription { tick { n role } }', 'subscription { tick { n who: role } }', 'subscription ($after: String) { tick(after: $after) { n role } }']

const subscriber = fc.record({
  role: fc.constantFrom<CallerRole>('viewer', 'operator', 'admin'),
  appUserId: fc.option(fc.constantFrom('ann', 'bob'), { nil: undefined }),
  document: fc.nat(DOCUMENTS.length - 1),
  /** The event it begins with. */
  from: fc.nat(EVENTS - 1),
  /** After so many messages it leaves, while the next is on its way. */
  leaves: fc.option(fc.nat(EVENTS), { nil: undefined }),
})
type Plan = typeof subscriber extends fc.Arbitrary<infer T> ? T : never

it('everyone gets each event once, in order and as its own rights show it, and nothing after it has left', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(subscriber, { minLength: 2, maxLength: 5 }), async (scheduler, plans) => {
      const graph = world(scheduler)
      const outcomes = await scheduler.waitFor(Promise.all(plans.map((plan) => follow(plan, graph, scheduler))))
      for (const [index, { got, ended }] of outcomes.entries()) {
        const { from, leaves = Infinity, role, document, appUserId } = plans[index]!
        const upTo = Math.min(EVENTS, from + leaves)
        // The one that was on its way when it left may still arrive.
        expect(got.length - (upTo - from)).toBeLessThanOrEqual(leaves === Infinity ? 0 : 1)
        expect(got.map(({ cursor }) => cursor)).toEqual(Array.from({ length: got.length }, (_, n) => `cursor ${from + n}`))
        expect(got.length).toBeGreaterThanOrEqual(upTo - from)
        const shown = `${role} ${appUserId ?? 'nobody'}`
        for (const [n, { json }] of got.entries()) expect(JSON.parse(json)).toMatchObject({ data: { tick: { n: from + n, [document === 1 ? 'who' : 'role']: shown } } })
        expect(ended).toBe(1)
      }
      const deliveries = outcomes.reduce((sum, { got }) => sum + got.length, 0)
      expect(graph.executions()).toBeLessThanOrEqual(deliveries + plans.length)
    }),
    { numRuns: 300 },
  )
})

/** Takes messages until the end, or until it leaves. */
async function follow({ role, appUserId, document, from, leaves }: Plan, graph: ReturnType<typeof world>, scheduler: Scheduler) {
  const got: SubscriptionMessage[] = []
  const later = () => scheduler.schedule(Promise.resolve())
  let over: Audience['over'] = () => {}
  const end = new Promise<unknown>((resolve) => (over = resolve))
  const receive: Audience['receive'] = (messages) => {
    got.push(...messages)
    return got.length === leaves ? later().then(leave) : later()
  }
  const { subscription, ended } = await graph.open(DOCUMENTS[document]!, { role, appUserId }, from, { receive, over })
  // In the middle of an event.
  const leave = async () => void (await subscription.return())
  subscription.begin()
  if (leaves === 0) await leave()
  expect(await end).toBeUndefined()
  return { got, ended: ended() }
}

/** A graph with one subscription, whose events come and are executed when the scheduler says so. */
function world(scheduler: Scheduler) {
  let executed = 0
  const later = () => scheduler.schedule(Promise.resolve())
  const tick = new GraphQLObjectType<StreamItem, GraphContext>({
    name: 'Tick',
    fields: {
      n: { type: GraphQLInt, resolve: (item) => (item.type === 'event' ? item.event.position : null) },
      role: {
        type: GraphQLString,
        resolve: async (_item, _args, { caller, call }) => {
          executed += 1
          await later()
          // What must not be shared: a name that is another's.
          return caller.name === '' ? `${caller.role} ${call.appUserId ?? 'nobody'}` : `the name of ${caller.name}`
        },
      },
    },
  })
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { nothing: { type: GraphQLInt } } }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: { tick: { type: tick, args: { after: { type: GraphQLString } }, subscribe: (root: unknown) => ticks((root as { from: number }).from, later), resolve: (item: unknown) => item } },
    }),
  })
  const services = { vendorDeadlineMs: 1_000, vendorCallsPerRequest: 1, introspection: true, onVendorCall: () => {}, onError: () => {} } as unknown as GraphServices
  const logger = { debug: () => {}, warn: () => {}, error: () => {} }
  const counts = new Map<string, number>()
  // Each subscription has a transport of its own here, to be told apart by it.
  const { limits, connections } = readConfig({})
  const documents = createDocuments({ schema, limits, introspection: true })
  const subscriptions = createSubscriptions({ services, admit: createAdmission({ limits, introspection: true }), logger, connections, metrics: { refused: () => {}, subscribers: (transport, change) => void (change < 0 && counts.set(transport, (counts.get(transport) ?? 0) + 1)) } })
  let names = 0
  return {
    executions: () => executed,
    async open(document: string, { role, appUserId }: Pick<Plan, 'role' | 'appUserId'>, from: number, audience: Pick<Audience, 'receive' | 'over'>) {
      const name = `caller ${(names += 1)}`
      const contextValue = createContext(services, { caller: { name, role, authenticated: true, ...(appUserId && { appUserId }) }, requestId: 'request', logger })
      const prepared = documents.prepare(document) as PreparedDocument
      const args = { schema, prepared, document: prepared.document, rootValue: { from }, contextValue, variableValues: { after: `cursor ${from}` } }
      const opened = await subscriptions.open(args, { transport: name, holder: name, ...audience })
      if (!(Symbol.asyncIterator in opened)) throw new Error(`It was refused: ${JSON.stringify(opened)}`)
      return { subscription: opened, ended: () => counts.get(name) }
    },
  }
}

async function* ticks(from: number, later: () => Promise<unknown>): AsyncGenerator<StreamItem, void> {
  for (let position = from; position < EVENTS; position += 1) {
    await later()
    yield { type: 'event', event: { position, cursor: `cursor ${position}` } } as unknown as StreamItem
  }
}

it('a result is made once a second for a group and an event, and never for another', async () => {
  const call = fc.record({ group: fc.nat(2), event: fc.nat(2), wait: fc.constantFrom(0, 0, 1, 400, 999, 1_000, 1_500) })
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 30 }), async (calls) => {
      let now = 0
      let made = 0
      const results = new SharedResults<string>(() => now)
      const model = new Map<string, { at: number; text: string }>()
      for (const { group, event, wait } of calls) {
        now += wait
        const name = `${group}/${event}`
        const known = model.get(name)
        const text = await results.take(String(group), String(event), async () => `${name} ${(made += 1)}`)
        if (known && now - known.at < 1_000) expect(text).toBe(known.text)
        else {
          expect(text).toBe(`${name} ${made}`)
          expect(text).not.toBe(known?.text)
          model.set(name, { at: now, text })
        }
      }
    }),
    { numRuns: 300 },
  )
})
