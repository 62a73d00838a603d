import type { HuaweiSettings } from '../../src/sandbox/huawei.js'
import { graphqlRequest } from '../graphql.js'
import { ask, type LoadRequest } from '../load.js'
import { median } from '../measure.js'
import type { Scenario, Side } from '../scenario.js'
import type { PlainCallsInput } from '../servers/plain-calls.js'
import type { Replayed } from '../servers/replay.js'

const QUERY = /* GraphQL */ `
  query Rooms {
    liveRooms(first: 50) {
      nodes { id name avatars { id name coverUrl } scenes { voice { asset { id name } } } }
    }
  }
`
const LATENCY_MS = 20
/** Answers before the first that counts: a server is asked for longer than it takes to be compiled. */
const WARM_UP = 60
/** Of them at once, which is sooner done. */
const TOGETHER = 4
/** The vendor's calls that this takes, each needing the answer of the one before: a list, the rooms of it, the assets of those. */
const WAVES = [/smart-live-rooms\?/, /smart-live-rooms\/\w+$/, /digital-assets\/summarys$/]

/**
 * How long one caller waits, nothing being kept, against the vendor's own time for as many calls in a row. The vendor replays
 * its answers, so that its time is the same however many calls come at once; the documented rate of 20 details a second
 * would make it three seconds, and is lifted.
 */
export const scenario: Scenario = {
  rows: [
    { name: '50 rooms with avatars and voices, vendor answers after 20 ms: time', against: "the vendor's time for three calls in a row", unit: 'ms', ours: { side: 'product', figure: 'ms' }, theirs: { side: 'vendor', figure: 'ms' }, goal: 1.25, better: 'lower' },
    { name: '50 rooms with avatars and voices, vendor answers after 20 ms: time', against: 'plain Fastify and undici making the same calls', unit: 'ms', ours: { side: 'product', figure: 'ms' }, theirs: { side: 'plain', figure: 'ms' }, goal: 1.25, better: 'lower', quick: true },
  ],
  async open(stage, wanted) {
    const { ready: simulator } = await stage.start<HuaweiSettings>('servers/vendor.ts', { rooms: 50 })
    const replay = await stage.start<{ url: string }>('servers/replay.ts', { endpoint: simulator.endpoint, latencyMs: LATENCY_MS })
    const { ready: product } = await stage.start<{ url: string }>('servers/product.ts', {
      vendor: { ...simulator, endpoint: replay.ready.url },
      unlimited: ['listSmartLiveRooms', 'showSmartLiveRoom', 'listAssetSummary'],
      environment: { VENDOR_CACHE_SECONDS: '0' },
    })
    const request = graphqlRequest(product.url, QUERY, 'Rooms')
    const answer = await ask(request)
    const { data, errors } = JSON.parse(answer) as { data?: { liveRooms: { nodes: unknown[] } }; errors?: unknown }
    if (errors || data?.liveRooms.nodes.length !== 50) throw new Error(`Expected 50 rooms, got ${answer.slice(0, 500)}`)
    await warmUp(request)
    const made = await replay.ask<Replayed[]>('requests')
    const chain = WAVES.map((path) => made.find((one) => path.test(one.path))!)

    /** The median of as many as fit into a turn. */
    const timed = async (run: () => Promise<unknown>) => {
      const times: number[] = []
      for (const end = performance.now() + stage.seconds * 1000; performance.now() < end; ) {
        const begun = performance.now()
        await run()
        times.push(performance.now() - begun)
      }
      return { ms: median(times) }
    }
    const sides: Record<string, Side> = {
      product: () => timed(() => ask(request)),
      vendor: () =>
        timed(async () => {
          for (const { method, path, body } of chain) await (await fetch(`${replay.ready.url}${path}`, { method, ...(body && { body }) })).arrayBuffer()
        }),
    }
    if (wanted.has('plain')) {
      const waves = WAVES.map((wave) => made.filter(({ path }) => wave.test(path)))
      const plain = await stage.start<{ url: string }>('servers/plain-calls.ts', { vendor: replay.ready.url, waves } satisfies PlainCallsInput)
      const same = { ...request, url: `${plain.ready.url}/graphql` }
      await warmUp(same)
      sides.plain = () => timed(() => ask(same))
    }
    return sides
  },
}

async function warmUp(request: LoadRequest): Promise<void> {
  for (let n = 0; n < WARM_UP; n += TOGETHER) await Promise.all(Array.from({ length: TOGETHER }, () => ask(request)))
}
