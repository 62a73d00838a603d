import type { HuaweiSettings } from '../../src/sandbox/huawei.js'
import { graphqlRequest } from '../graphql.js'
import { ask, openLoad } from '../load.js'
import type { Process, Scenario, Side } from '../scenario.js'

/** 50 rooms, with what only their details tell: the voices. The list tells the avatars. */
const QUERY = /* GraphQL */ `
  query Rooms {
    liveRooms(first: 50) {
      nodes { name avatars { nativeId name } scenes { voice { asset { nativeId name } } } }
    }
  }
`
const LATENCY_MS = 20
/** Few: a gateway that makes some 80 calls for each answer has none within a turn when it makes them for many at once. */
const CONNECTIONS = 2
const NAME = '50 rooms with avatars and voices, vendor answers after 20 ms'

interface Answer {
  data?: { liveRooms: { nodes: { avatars: object[]; scenes: { voice: { asset: object | null } }[] }[] } }
  errors?: unknown
}

/** Throughput, and how many vendor calls each answer costs, against a gateway that resolves each reference by a call. */
export const scenario: Scenario = {
  rows: [
    { name: `${NAME}: throughput`, against: 'REST gateway over the same simulator', unit: 'requests/s', ours: { side: 'product', figure: 'requestsPerSecond' }, theirs: { side: 'gateway', figure: 'requestsPerSecond' }, goal: 3, better: 'higher' },
    { name: `${NAME}: vendor calls`, against: 'REST gateway over the same simulator', unit: 'calls/answer', ours: { side: 'product', figure: 'callsPerAnswer' }, theirs: { side: 'gateway', figure: 'callsPerAnswer' }, goal: 0.1, better: 'lower' },
  ],
  async open(stage) {
    const vendor = await stage.start<HuaweiSettings>('servers/vendor.ts', { latencyMs: LATENCY_MS, rooms: 50 })
    const product = await stage.start<{ url: string }>('servers/product.ts', { vendor: vendor.ready, unlimited: ['showSmartLiveRoom'] })
    const gateway = await stage.start<{ url: string }>('peers/rest-gateway.js', vendor.ready)
    const [ours, theirs] = await Promise.all([product, gateway].map(({ ready }) => ask(graphqlRequest(ready.url, QUERY, 'Rooms'))))
    const { data, errors } = JSON.parse(ours!) as Answer
    if (errors || data?.liveRooms.nodes.length !== 50 || ours!.trim() !== theirs!.trim()) throw new Error(`Expected both to tell of the same 50 rooms, got ${ours!.slice(0, 700)} and ${theirs!.slice(0, 700)}`)

    const counted = async ({ ready }: Process<{ url: string }>, answer: string): Promise<Side> => {
      const load = await openLoad(stage, graphqlRequest(ready.url, QUERY, 'Rooms'), answer, CONNECTIONS)
      return async () => {
        const before = await vendor.ask<number>('calls')
        const measure = await load()
        const calls = (await vendor.ask<number>('calls')) - before
        return { ...measure, callsPerAnswer: calls / measure.answers }
      }
    }
    return { product: await counted(product, ours!), gateway: await counted(gateway, theirs!) }
  },
}
