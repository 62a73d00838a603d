import type { App } from './app.js'
import { encodeId } from './domain/ids.js'

/** Milliseconds that the start waits for the vendor to name a room for the example. */
const ROOM_TIMEOUT = 2000

/** What a person reads when the server is up: where everything is, what is simulated, and three documents to paste. */
export async function banner({ url, accounts, sandboxes }: App, stores: { database: string; broker: string }): Promise<string> {
  const simulators = Object.entries(sandboxes).map(([vendor, { settings }]: [string, { settings: { endpoint: string } }]) => `${vendor} at ${settings.endpoint}`)
  const room = await exampleRoom(accounts)
  return `
  AvatarGraph is up.

    dashboard              ${url}/
    graph and playground   ${url}/graphql
    subscriptions          ${url.replace(/^http/, 'ws')}/graphql   (graphql-transport-ws)
    health and metrics     ${url}/healthz   ${url}/readyz   ${url}/metrics
    database, broker       ${stores.database}, ${stores.broker}
    accounts               ${accounts.map(({ slug, sandbox }) => (sandbox ? `${slug} (SANDBOX)` : slug)).join(', ') || 'none'}
${simulators.length ? `    simulated              ${simulators.join(', ')}\n                           These vendors have no credentials here: what they answer is invented.\n` : ''}
  Paste into the playground:

    query { liveRooms(first: 20) { nodes { id name avatars { id name coverUrl } } } }

    mutation { startLive(input: { id: ${JSON.stringify(room ?? 'the id of a live room')} }) { session { id state } userErrors { message } } }

    subscription { liveProgress { ... on LiveProgress { cursor sceneName sequenceNo paragraphTitle session { id } } ... on StreamGap { reason } } }

`
}

/** The id of a room that the mutation can start; only simulators are asked, since a call to a vendor is somebody's quota. */
async function exampleRoom(accounts: App['accounts']): Promise<string | undefined> {
  const account = accounts.find(({ sandbox, liveRooms }) => sandbox && liveRooms)
  const page = await account?.liveRooms
    ?.list({ kinds: ['NORMAL'] }, { size: 20 }, { requestId: 'banner', deadline: Date.now() + ROOM_TIMEOUT })
    .catch(() => undefined)
  const room = page?.items.find(({ entity }) => entity.state === 'ENABLED')
  return account && room && encodeId({ type: 'LiveRoom', account: account.slug, key: room.entity.nativeId })
}
