import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { RequestEntry } from '../../src/sandbox/journal.js'
import { apiKey, startApp, sumOf, type TestApp } from '../support/app.js'
import { openEventStream } from '../support/event-stream.js'
import { startIssuer, type TestIssuer } from '../support/issuer.js'
import { openSocket } from '../support/socket.js'
import { subscribeTo } from '../support/subscription.js'
import { startApolloGateway, startHiveGateway, type Gateway } from './gateways.js'
import { startStudio, type Studio } from './studio.js'
import { OUR_SDL, ourSdlWithoutAccess, supergraphOf } from './supergraph.js'

const SOME_TEXT = expect.stringMatching(/./) as string
const OPERATOR = { authorization: 'Bearer operator-key' }
const VIEWER = { authorization: 'Bearer viewer-key' }

let issuer: TestIssuer
let app: TestApp
let huawei: HuaweiSandbox
let studio: Studio
/** Hive Gateway's by how they subscribe at AvatarGraph: the first is for callers with API keys, the second reads tokens itself. */
let gateways: Record<'apollo' | 'websocket' | 'sse', Gateway>
/** Ids of things at Huawei. */
let ids: { assets: string[]; rooms: string[]; room: string; training: string }

beforeAll(async () => {
  issuer = await startIssuer()
  const keys = [apiKey('operator', 'operator', 'operator-key'), apiKey('viewer', 'viewer', 'viewer-key')]
  app = await startApp({ ...issuer.environment, API_KEYS: keys.join(','), SANDBOX_SPEED: '20' })
  huawei = app.app.sandboxes.huawei as HuaweiSandbox
  studio = await startStudio()
  const addresses = { avatargraph: app.url, studio: studio.url }
  const supergraph = supergraphOf(OUR_SDL, addresses)
  const [apollo, websocket, sse] = await Promise.all([
    startApolloGateway(supergraphOf(ourSdlWithoutAccess(), addresses)),
    startHiveGateway(supergraph, { SUBSCRIPTIONS: 'websocket' }),
    startHiveGateway(supergraph, { SUBSCRIPTIONS: 'sse', ...issuer.environment }),
  ])
  gateways = { apollo, websocket, sse }
  const { body } = await app.query<Record<'liveRooms' | 'trainingJobs', { nodes: { id: string }[] }>>(
    '{ liveRooms(first: 4, filter: { vendors: [HUAWEI] }) { nodes { id } } trainingJobs(first: 1, filter: { vendors: [HUAWEI] }) { nodes { id } } }', {}, OPERATOR)
  const rooms = body.data?.liveRooms.nodes.map(({ id }) => id) ?? []
  ids = {
    assets: huawei.world.assets.slice(0, 60).map(({ id }) => Buffer.from(`Asset:huawei:${id}`).toString('base64url')),
    rooms,
    room: rooms[0] ?? '',
    training: body.data?.trainingJobs.nodes[0]?.id ?? '',
  }
})
afterEach(() => {
  huawei.faults.clear()
  huawei.journal.clear()
})
afterAll(async () => {
  await Promise.all(Object.values(gateways).map((gateway) => gateway.dispose()))
  await studio.dispose()
  await app.dispose()
  await issuer.close()
})

const requests = () => huawei.journal.entries().filter((entry): entry is RequestEntry => entry.kind === 'request')

/** The third-party users that calls of an operation were for. Jobs are asked after in between, for nobody. */
const usersOf = (operation: string) => requests().filter((it) => it.operation === operation).map(({ headers }) => headers['x-app-userid'])

interface Campaigns {
  campaigns: { nodes: { title: string; face: { id: string; name: string | null; licence: string; caption: string | null }; room: { name: string; owner: string }; training: { status: string; costCentre: string } }[] }
}
const CAMPAIGNS = `query ($assets: [ID!]!, $room: ID!, $training: ID!) {
  campaigns(assets: $assets, room: $room, training: $training) {
    nodes { title face { id name licence caption } room { name owner } training { status costCentre } }
    pageInfo { hasNextPage }
  }
}`

describe.each(['apollo', 'websocket'] as const)('queries through the gateway %s', (name) => {
  test('join the fields of both subgraphs, one that is made of ours among them', async () => {
    const { data, errors } = await gateways[name].query<Campaigns>(CAMPAIGNS, ids, VIEWER)
    expect(errors).toBeUndefined()
    expect(data?.campaigns.nodes.map(({ face }) => face.id)).toEqual(ids.assets)
    for (const { face, room, training } of data?.campaigns.nodes ?? []) {
      expect(face).toEqual({ id: face.id, name: SOME_TEXT, licence: `licence of ${face.id}`, caption: `Starring ${face.name}` })
      expect(room).toEqual({ name: SOME_TEXT, owner: `owner of ${ids.room}` })
      expect(training).toEqual({ status: SOME_TEXT, costCentre: `cost centre of ${ids.training}` })
    }
  })

  test('cost two calls for sixty assets, and one for a room and a training that all mention', async () => {
    await gateways[name].query(CAMPAIGNS, ids, VIEWER)
    expect(requests().map(({ operation }) => operation).sort()).toEqual(['listAssetSummary', 'listAssetSummary', 'showSmartLiveRoom', 'showVoiceTrainingJob'])
  })

  test('find what the other subgraph adds to our lists', async () => {
    const { data, errors } = await gateways[name].query<{ liveRooms: { nodes: { id: string; owner: string }[] } }>('{ liveRooms(first: 2) { nodes { id owner } } }', {}, VIEWER)
    expect(errors).toBeUndefined()
    expect(data?.liveRooms.nodes.map(({ id, owner }) => owner === `owner of ${id}`)).toEqual([true, true])
  })

  test('act for the user that the caller names', async () => {
    await gateways[name].query('{ liveRooms(first: 1, filter: { vendors: [HUAWEI] }) { nodes { name } } }', {}, { ...VIEWER, 'x-app-user-id': 'ann' })
    expect(usersOf('listSmartLiveRooms')).toEqual(['ann'])
  })

  test('tell the codes of our errors', async () => {
    const gateway = gateways[name]
    const { errors } = await gateway.query('{ asset(id: "nonsense") { name } }', {}, VIEWER)
    expect(errors).toMatchObject([{ path: ['asset'], extensions: { code: 'BAD_USER_INPUT', field: 'id' } }])
    expect((await gateway.query('{ liveRooms { nodes { name } } }')).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    const refused = await gateway.query('mutation { deleteLiveRoom(input: { id: "x" }) { userErrors { message } } }', {}, VIEWER)
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  })

  test('stay whole but for the vendor that fails', async () => {
    huawei.faults.add({ operation: 'listAssetSummary', status: 400 })
    const { data, errors } = await gateways[name].query<Campaigns>(CAMPAIGNS, { ...ids, assets: ids.assets.slice(0, 1) }, VIEWER)
    const [campaign] = data?.campaigns.nodes ?? []
    expect(campaign).toMatchObject({ face: { id: ids.assets[0], name: null, licence: `licence of ${ids.assets[0]}`, caption: null }, room: { owner: `owner of ${ids.room}` } })
    expect(errors).toMatchObject([{ path: ['campaigns', 'nodes', 0, 'face', 'name'], extensions: { code: 'VENDOR_REJECTED', vendor: 'HUAWEI' } }])
  })

  test('name the vendor that is missing from a list, and bring the others', async () => {
    huawei.faults.add({ operation: 'listAssets', status: 400 })
    const { data } = await gateways[name].query<{ assets: { nodes: { vendor: string; licence: string }[]; unavailable: unknown[] } }>('{ assets(first: 5) { nodes { vendor licence } unavailable { vendor code } } }', {}, VIEWER)
    expect(data?.assets.unavailable).toEqual([{ vendor: 'HUAWEI', code: 'VENDOR_REJECTED' }])
    expect(data?.assets.nodes.length).toBeGreaterThan(0)
    expect(data?.assets.nodes.every(({ vendor, licence }) => vendor !== 'HUAWEI' && licence.startsWith('licence of'))).toBe(true)
  })
})

const tokenOf = async (role: string) => ({ authorization: await issuer.bearer({ roles: [role] }) })

const PROGRESS = 'subscription ($room: ID!) { liveProgress(roomId: $room) { ... on LiveProgress { sequenceNo room { id name owner } } ... on StreamGap { reason } } }'

/** The clients of Hive Gateway, each with a way to the next result. */
const CLIENTS = {
  WebSocket: (url: string, room: string, headers: Record<string, string>) => {
    const subscription = subscribeTo(url.replace('http', 'ws'), { query: PROGRESS, variables: { room } }, headers)
    return { next: () => subscription.next() as Promise<Progress>, dispose: () => subscription.dispose() }
  },
  'server-sent events': (url: string, room: string, headers: Record<string, string>) => {
    const stream = openEventStream(url, { query: PROGRESS, variables: { room } }, headers, '')
    return { next: async () => (await stream).result<NonNullable<Progress['data']>>() as Promise<Progress>, dispose: () => void stream.then((it) => it.dispose()) }
  },
}

interface Progress {
  data?: { liveProgress: { sequenceNo: number; room: unknown } }
  errors?: unknown
}

test.each([
  ['websocket', 'WebSocket', 0],
  ['websocket', 'server-sent events', 1],
  ['sse', 'WebSocket', 2],
  ['sse', 'server-sent events', 3],
] as const)('Hive Gateway, subscribing at AvatarGraph by %s, brings the fields of both subgraphs to a client over %s', async (upstream, client, index) => {
  // A room of its own: sessions of the others are still speaking.
  const room = ids.rooms[index] ?? ''
  const caller = async (key: Record<string, string>, role: string) => (upstream === 'sse' ? tokenOf(role) : key)
  const subscription = CLIENTS[client](gateways[upstream].url, room, await caller(VIEWER, 'viewer'))
  try {
    await app.subscribers(1)
    expect(sumOf(await app.metrics(), 'avatargraph_subscribers', { transport: upstream })).toBe(1)
    const { data } = await gateways[upstream].query<{ startLive: { userErrors: unknown } }>('mutation ($id: ID!) { startLive(input: { id: $id }) { userErrors { message } } }', { id: room }, await caller(OPERATOR, 'operator'))
    expect(data?.startLive.userErrors).toEqual([])
    for (const sequenceNo of [1, 2]) {
      const told = await subscription.next()
      expect(told.errors).toBeUndefined()
      expect(told.data?.liveProgress).toEqual({ sequenceNo, room: { id: room, name: SOME_TEXT, owner: `owner of ${room}` } })
    }
  } finally {
    subscription.dispose()
  }
  await app.subscribers(0)
})

describe('a router that forwards the headers of its caller on the request for a socket', () => {
  /** Apollo Router repeats the value of the header as a connection parameter that is not ours. */
  const open = async (headers: Record<string, string>) => {
    const socket = await openSocket(`${app.url}/graphql`, { headers })
    socket.send({ type: 'connection_init', payload: { token: headers.authorization } })
    return socket
  }

  test('is let in by them, and acts for the user that they name', async () => {
    const socket = await open({ ...VIEWER, 'x-app-user-id': 'ann' })
    expect(await socket.next()).toEqual({ type: 'connection_ack' })
    socket.send({ id: '1', type: 'subscribe', payload: { query: '{ liveRooms(first: 1, filter: { vendors: [HUAWEI] }) { nodes { name } } }' } })
    expect(await socket.next()).toMatchObject({ type: 'next', payload: { data: { liveRooms: { nodes: [{}] } } } })
    expect(usersOf('listSmartLiveRooms')).toEqual(['ann'])
    socket.dispose()
  })

  test('is refused with others than ours', async () => {
    const socket = await open({ authorization: 'Bearer of-someone-else' })
    expect(await socket.closed).toMatchObject({ code: 4403 })
  })
})

describe('Hive Gateway that reads the tokens of callers', () => {
  const KEYS = '{ liveRooms(first: 1, filter: { vendors: [HUAWEI] }) { nodes { name outputs { url streamKey } } } }'

  test('asks nothing of AvatarGraph for callers whose scopes do not suffice', async () => {
    const before = app.logs.length
    const mutation = 'mutation { deleteLiveRoom(input: { id: "x" }) { userErrors { message } } }'
    for (const [headers, document] of [[undefined, KEYS], [await tokenOf('relay'), KEYS], [await tokenOf('viewer'), mutation]] as const) {
      const { errors } = await gateways.sse.query(document, {}, headers)
      expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }])
    }
    expect(app.logs.slice(before).filter(({ msg, path }) => msg === 'request' && path === '/graphql')).toEqual([])
  })

  test('subscribes to nothing for them either', async () => {
    for (const headers of [{}, await tokenOf('relay')] as Record<string, string>[]) {
      const { next, dispose } = CLIENTS['server-sent events'](gateways.sse.url, ids.room, headers)
      expect(JSON.stringify((await next()).errors)).toContain('UNAUTHORIZED_FIELD_OR_TYPE')
      dispose()
    }
  })

  test('shows the rest to a caller who may not see a field, and the field to one who may', async () => {
    const forViewer = await gateways.sse.query(KEYS, {}, await tokenOf('viewer'))
    expect(forViewer.errors).toMatchObject([{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }])
    expect(forViewer.data).toMatchObject({ liveRooms: { nodes: [{ name: SOME_TEXT, outputs: [{ url: SOME_TEXT }] }] } })
    const forAdmin = await gateways.sse.query(KEYS, {}, await tokenOf('admin'))
    expect(forAdmin.errors).toBeUndefined()
    expect(forAdmin.data).toMatchObject({ liveRooms: { nodes: [{ outputs: [{ streamKey: SOME_TEXT }] }] } })
  })
})
