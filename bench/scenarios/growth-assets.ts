import type { HuaweiSettings } from '../../src/sandbox/huawei.js'
import { graphqlRequest } from '../graphql.js'
import { grows } from '../growth.js'
import { ask } from '../load.js'
import type { Figures, Scenario } from '../scenario.js'

/** A page of a catalogue, whose cost must not depend on how deep it lies. */
const query = (after: string | null) => `query Page { assets(first: 2, after: ${JSON.stringify(after)}) { pageInfo { hasNextPage endCursor } nodes { id name kind state } } }`

interface Answer {
  data?: { assets: { pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: object[] } }
  errors?: unknown
}

/** Walking through a catalogue that nobody keeps, and through ten times as much of it. */
export const scenario: Scenario = {
  rows: [grows('assets', 'few assets', 'many assets')],
  async open(stage) {
    const { ready: vendor } = await stage.start<HuaweiSettings>('servers/vendor.ts')
    const product = await stage.start<{ url: string }>('servers/product.ts', { vendor, unlimited: ['listAssets'], environment: { VENDOR_CACHE_SECONDS: '0' } })
    const walk = async (count: number): Promise<Figures> => {
      const before = await product.ask<number>('cpu')
      let after: string | null = null
      for (let seen = 0; seen < count; ) {
        const answer: string = await ask(graphqlRequest(product.ready.url, query(after), 'Page'))
        const { data, errors } = JSON.parse(answer) as Answer
        if (errors || !data?.assets.nodes.length || (!data.assets.pageInfo.hasNextPage && seen + data.assets.nodes.length < count)) throw new Error(`Expected a page of a catalogue of at least ${count} assets, got ${answer.slice(0, 500)}`)
        seen += data.assets.nodes.length
        after = data.assets.pageInfo.endCursor
      }
      return { cpu: (await product.ask<number>('cpu')) - before }
    }
    return { 'few assets': () => walk(10), 'many assets': () => walk(100) }
  },
}
