import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, sumOf, type TestApp } from '../support/app.js'
import { deliver, scriptSwitch, signed } from '../support/callbacks.js'
import { startPostgres } from '../support/postgres.js'
import { until } from '../support/until.js'

const postgres = await startPostgres()

describe.skipIf(!postgres)('while the database is away', () => {
  let app: TestApp
  let roomId: string
  let callbackKey: string
  beforeAll(async () => {
    if (!postgres) return
    app = await startApp({ DATABASE_URL: postgres.url, PUBLIC_URL: 'https://avatars.example.com' })
    callbackKey = app.app.sandboxes.huawei?.settings.callbackKeys[0] ?? ''
    roomId = (await app.query<{ liveRooms: { nodes: { id: string }[] } }>('{ liveRooms(first: 1) { nodes { id } } }')).body.data?.liveRooms.nodes[0]?.id ?? ''
    await send(scriptSwitch('session', 1))
    await postgres.stop('immediate')
  })
  afterAll(async () => {
    await app.dispose()
    await postgres?.dispose()
  })

  const sign = (body: unknown) => signed(body, { url: 'https://avatars.example.com/callbacks/huawei/live', key: callbackKey })
  const send = (body: unknown) => deliver(`${app.url}/callbacks/huawei/live`, sign(body))
  const readyz = async () => {
    const response = await fetch(`${app.url}/readyz`)
    return { status: response.status, body: await response.json() }
  }

  test('the server lives, but is not ready', async () => {
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
    expect(await readyz()).toEqual({ status: 503, body: { status: 'not ready', checks: { database: 'failed', broker: 'ok', migrations: 'failed' } } })
  })

  test('the figures are still to be had', async () => {
    const metrics = await app.metrics()
    expect(sumOf(metrics, 'avatargraph_http_request_seconds_count', { route: '/readyz', status: '503' })).toBeGreaterThan(0)
    expect(metrics.get('avatargraph_watched_jobs')).toBeNaN()
  })

  test('a field that needs it is masked: INTERNAL, the request id, no stack, and its neighbours are there', async () => {
    const { status, body } = await app.query<{ liveRoom: unknown }>('query($id: ID!) { liveRoom(id: $id) { name outputs { url } } }', { id: roomId }, { 'x-request-id': 'masked-1' })
    expect(status).toBe(200)
    expect(body.data).toEqual({ liveRoom: { name: expect.any(String) as string, outputs: null } })
    expect(body.errors).toEqual([
      {
        message: 'Something went wrong inside AvatarGraph. Ask for request masked-1 in the log.',
        locations: [{ line: 1, column: 44 }],
        path: ['liveRoom', 'outputs'],
        extensions: { code: 'INTERNAL', requestId: 'masked-1' },
      },
    ])
    const [line] = app.logs.filter(({ requestId, msg }) => requestId === 'masked-1' && msg === 'unexpected error')
    expect(line).toMatchObject({ level: 50, path: ['liveRoom', 'outputs'], err: { stack: expect.any(String) as string } })
    expect(JSON.stringify(line)).not.toMatch(/SELECT/)
  })

  test('a callback is answered 503 and asked for again; the retry after the database is back is stored, once', async () => {
    const callback = sign(scriptSwitch('session', 2))
    const refused = await deliver(`${app.url}/callbacks/huawei/live`, callback)
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(app.logs.filter(({ requestId, level }) => requestId === refused.headers.get('x-request-id') && level >= 40).map(({ msg }) => msg)).toEqual(['a callback could not be stored', 'a callback was refused'])
    expect(sumOf(await app.metrics(), 'avatargraph_callbacks_total', { outcome: 'not_stored' })).toBe(1)

    await postgres?.start()
    await until(async () => (await readyz()).status === 200, 'the server is ready again')
    expect((await deliver(`${app.url}/callbacks/huawei/live`, callback)).status).toBe(200)
    expect((await deliver(`${app.url}/callbacks/huawei/live`, callback)).status).toBe(200)
    expect(sumOf(await app.metrics(), 'avatargraph_log_position')).toBe(2)
    expect(JSON.stringify(app.logs)).not.toContain(callback.secret)
  })
})
