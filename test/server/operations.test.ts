import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, sumOf, type TestApp } from '../support/app.js'
import { enter } from '../support/socket.js'
import { until } from '../support/until.js'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.dispose())

const figure = async (name: string, labels: Record<string, string> = {}) => sumOf(await app.metrics(), name, labels)

test('a server that works says so', async () => {
  const answers = await Promise.all(['/healthz', '/readyz'].map((path) => fetch(app.url + path)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([{ status: 'ok' }, { status: 'ready', checks: { database: 'ok', broker: 'ok', migrations: 'ok' } }])
})

test('what is nowhere is not found, in JSON', async () => {
  const answer = await fetch(`${app.url}/nowhere`)
  expect([answer.status, await answer.json()]).toEqual([404, { error: expect.stringContaining('/graphql') as string }])
})

describe('the request id', () => {
  test.each([['trace-7f.1_A'], ['x'.repeat(128)]])('%s, given by a proxy, is kept', async (id) => {
    const { headers } = await app.query('{ __typename }', {}, { 'x-request-id': id })
    expect(headers.get('x-request-id')).toBe(id)
    expect(await app.logged(({ requestId, msg }) => requestId === id && msg === 'request')).toMatchObject({ method: 'POST', path: '/graphql', status: 200 })
  })

  test.each([['with spaces'], ['"quoted"'], ['x'.repeat(129)], ['%0a'], ['']])('%j, which is not clean, is replaced', async (id) => {
    const { headers } = await app.query('{ __typename }', {}, { 'x-request-id': id })
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('stands beside the id of the vendor for each call, over HTTP and WebSocket', async () => {
    await app.query('{ assets(first: 1, filter: { vendors: [HUAWEI] }) { totalCount } }', {}, { 'x-request-id': 'followed' })
    const line = await app.logged(({ requestId, msg }) => requestId === 'followed' && msg === 'vendor call')
    expect(line).toMatchObject({ level: 20, account: 'huawei', operation: 'listAssets', outcome: 'OK', vendorRequestId: expect.any(String) as string })

    const socket = await enter(`${app.url}/graphql`)
    socket.send({ type: 'subscribe', id: '1', payload: { query: '{ liveRooms(first: 1) { totalCount } }' } })
    await socket.next()
    socket.dispose()
    expect(await app.logged(({ operation, msg }) => operation === 'listSmartLiveRooms' && msg === 'vendor call')).toMatchObject({ requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, vendorRequestId: expect.any(String) as string })
  })

  test('the path is logged without its query, which may be signed', async () => {
    await fetch(`${app.url}/graphql?query={__typename}`, { headers: { 'x-request-id': 'by-get' } })
    expect(await app.logged(({ requestId }) => requestId === 'by-get')).toMatchObject({ path: '/graphql' })
  })
})

describe('figures', () => {
  test('the names that dashboards rest on exist from the start', async () => {
    const names = new Set([...(await app.metrics()).keys()].map((sample) => sample.split('{', 1)[0]))
    for (const name of ['avatargraph_http_request_seconds_bucket', 'avatargraph_errors_total', 'avatargraph_subscribers', 'avatargraph_log_position', 'avatargraph_broker_lag_events', 'avatargraph_watched_jobs', 'avatargraph_process_cpu_seconds_total']) {
      expect(names).toContain(name)
    }
  })

  test('a request moves the count of its route', async () => {
    const labels = { route: '/graphql', method: 'POST', status: '200' }
    const before = await figure('avatargraph_http_request_seconds_count', labels)
    await app.query('{ __typename }')
    expect(await figure('avatargraph_http_request_seconds_count', labels)).toBe(before + 1)
  })

  test('a vendor call moves the histogram of its account, operation and outcome, also when it fails', async () => {
    const count = (outcome: string) => figure('avatargraph_vendor_call_seconds_count', { vendor: 'HUAWEI', account: 'huawei', operation: 'listAssets', outcome })
    const before = { good: await count('OK'), bad: await count('UNAVAILABLE') }
    await app.query('{ assets(first: 2) { totalCount } }')
    expect(await count('OK')).toBe(before.good + 1)
    const fault = app.app.sandboxes.huawei?.faults.add({ operation: 'listAssets', status: 503 })
    await app.query('{ assets(first: 3) { unavailable { code } } }')
    fault?.remove()
    expect(await count('UNAVAILABLE')).toBeGreaterThan(before.bad)
  })

  test('a resolver error moves the count of its code', async () => {
    const before = await figure('avatargraph_errors_total', { code: 'NOT_FOUND' })
    await app.query(`{ asset(id: "${Buffer.from('Asset:huawei:nowhere').toString('base64url')}") { name } }`)
    expect(await figure('avatargraph_errors_total', { code: 'NOT_FOUND' })).toBe(before + 1)
  })

  test('a live session, its subscriber and its callbacks move theirs', async () => {
    const { body } = await app.query<{ liveRooms: { nodes: { id: string }[] } }>('{ liveRooms(first: 1) { nodes { id } } }')
    const id = body.data?.liveRooms.nodes[0]?.id
    const subscription = app.subscribe('subscription($roomId: ID) { rtmpStateChanged(roomId: $roomId) { ... on RtmpStateChanged { state } } }', { roomId: id })
    await app.subscribers(1)
    const before = { callbacks: await figure('avatargraph_callbacks_total', { account: 'huawei', kind: 'live', outcome: 'announced' }), position: await figure('avatargraph_log_position') }
    expect((await app.query('mutation($id: ID!) { startLive(input: { id: $id }) { userErrors { message } } }', { id })).body.data).toEqual({ startLive: { userErrors: [] } })
    expect((await subscription.next()).data).toEqual({ rtmpStateChanged: { state: 'CONNECTING' } })
    expect(await figure('avatargraph_callbacks_total', { account: 'huawei', kind: 'live', outcome: 'announced' })).toBeGreaterThan(before.callbacks)
    expect(await figure('avatargraph_log_position')).toBeGreaterThan(before.position)
    expect(await figure('avatargraph_watched_jobs')).toBe(1)
    await until(async () => (await figure('avatargraph_broker_lag_events')) === 0, 'every event is passed on')
  })
})

test('no line of the log holds a secret of an account or a stream key', async () => {
  await app.query('{ liveRooms(first: 5, filter: { vendors: [HUAWEI] }) { nodes { outputs { streamKey } } } }')
  const { huawei, xingyun } = app.app.sandboxes
  const secrets = [huawei?.settings.secretKey, ...(huawei?.settings.callbackKeys ?? []), xingyun?.settings.appSecret, 'sandbox-stream-']
  const log = JSON.stringify(app.logs)
  for (const secret of secrets) {
    expect(secret).toBeTruthy()
    expect(log).not.toContain(secret)
  }
})
