import { ask } from '../load.js'
import { graphqlRequest, underLoad } from '../graphql.js'
import type { HuaweiSettings } from '../../src/sandbox/huawei.js'
import type { Row, Scenario } from '../scenario.js'

/** A page of 50 assets, with the fields that a list of assets shows. All of them come with the vendor's list call. */
const QUERY = /* GraphQL */ `
  query AssetsList {
    assets(first: 50) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { id nativeId vendor name kind state createdAt updatedAt tags description }
      unavailable { vendor code }
    }
  }
`

const row = (against: string, side: string, goal: number): Row => ({
  name: '50-asset list, warm',
  against,
  unit: 'requests/s',
  ours: { side: 'product', figure: 'requestsPerSecond' },
  theirs: { side, figure: 'requestsPerSecond' },
  goal,
  better: 'higher',
})

/** The same list through the whole product, as plain JSON, and from two other GraphQL servers that hold it in memory. */
export const scenario: Scenario = {
  rows: [
    { ...row('plain Fastify JSON of the same bytes', 'plain', 0.8), quick: true },
    row('Mercurius with JIT, same schema and data', 'mercurius', 1.1),
    row('Apollo Server with its defaults', 'apollo', 5),
  ],
  async open(stage, wanted) {
    const { ready: vendor } = await stage.start<HuaweiSettings>('servers/vendor.ts')
    const product = await stage.start<{ url: string }>('servers/product.ts', { vendor })
    const body = await ask(graphqlRequest(product.ready.url, QUERY, 'AssetsList'))
    const { data, errors } = JSON.parse(body) as { data?: { assets: { nodes: unknown[]; unavailable: unknown[] } }; errors?: unknown }
    if (errors || data?.assets.nodes.length !== 50 || data.assets.unavailable.length) throw new Error(`Expected 50 assets, got ${body.slice(0, 500)}`)

    const scripts = { plain: 'servers/plain.ts', mercurius: 'peers/mercurius.js', apollo: 'peers/apollo.js' }
    const peers = Object.entries(scripts).filter(([side]) => wanted.has(side))
    const started = await Promise.all(peers.map(async ([side, script]) => [side, await stage.start<{ url: string }>(script, { body })] as const))
    const sides = [['product', product] as const, ...started].map(async ([side, { ready }]) => [side, await underLoad(stage, graphqlRequest(ready.url, QUERY, 'AssetsList'), body)] as const)
    return Object.fromEntries(await Promise.all(sides))
  },
}
