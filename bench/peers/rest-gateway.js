import { createHash, createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'
import { input, serveUntilStopped } from '../processes.js'

/*
 * The vendor's REST interface as a graph, the way it is put together with a gateway for REST (GraphQL Mesh behind Hive
 * Gateway): each field that points to something is resolved by the operation that tells of it. Identical requests of one
 * operation are made once, as Hive Gateway does. It runs in GraphQL Yoga, the server inside of Hive Gateway, without the
 * gateway's own planning on top. No authentication, no log.
 */
const { endpoint, projectId, accessKey, secretKey } = input()
let calls = 0

const schema = createSchema({
  typeDefs: `
    type Query { liveRooms(first: Int!): LiveRooms! }
    type LiveRooms { nodes: [LiveRoom!]! }
    type LiveRoom { name: String avatars: [Asset!]! scenes: [Scene!] }
    type Scene { voice: Voice }
    type Voice { asset: Asset }
    type Asset { nativeId: String! name: String }
  `,
  resolvers: {
    Query: { liveRooms: (_, { first }, { get }) => get(`/smart-live-rooms?limit=${first}&offset=0`) },
    LiveRooms: { nodes: ({ smart_live_rooms }) => smart_live_rooms },
    LiveRoom: {
      name: ({ room_name }) => room_name,
      avatars: ({ model_infos }) => model_infos.map(({ model_asset_id }) => model_asset_id),
      scenes: async ({ room_id }, _, { get }) => (await get(`/smart-live-rooms/${room_id}`)).scene_scripts,
    },
    Scene: { voice: ({ voice_config }) => voice_config },
    Voice: { asset: ({ voice_asset_id }) => voice_asset_id },
    Asset: {
      nativeId: (id) => id,
      name: async (id, _, { get }) => (await get(`/digital-assets/${id}`)).asset_name,
    },
  },
})

/** Requests of one operation: the same is made once. */
function requests() {
  const made = new Map()
  return (path) => {
    if (!made.has(path)) made.set(path, get(`/v1/${projectId}${path}`))
    return made.get(path)
  }
}

async function get(path) {
  calls += 1
  const url = new URL(path, endpoint)
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
  const query = [...url.searchParams].map(([name, value]) => `${name}=${value}`).sort().join('&')
  const canonical = ['GET', `${url.pathname}/`, query, `host:${url.host}\nx-sdk-date:${date}\n`, 'host;x-sdk-date', createHash('sha256').update('').digest('hex')].join('\n')
  const signature = createHmac('sha256', secretKey).update(['SDK-HMAC-SHA256', date, createHash('sha256').update(canonical).digest('hex')].join('\n')).digest('hex')
  const response = await fetch(url, { headers: { 'x-sdk-date': date, authorization: `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=host;x-sdk-date, Signature=${signature}` } })
  const body = await response.json()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`)
  return body
}

const server = createServer(createYoga({ schema, logging: false, context: () => ({ get: requests() }) }))
server.listen(0, '127.0.0.1', () => serveUntilStopped({ url: `http://127.0.0.1:${server.address().port}` }, async () => server.close(), { calls: () => calls }))
