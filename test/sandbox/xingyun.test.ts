import { afterEach, expect, test } from 'vitest'
import { startXingyunSandbox, type XingyunOptions, type XingyunSandbox } from '../../src/sandbox/xingyun.js'
import { callXingyun, send } from './client.js'

let sandbox: XingyunSandbox | undefined
afterEach(() => sandbox?.close())
async function start(options?: XingyunOptions): Promise<XingyunSandbox> {
  sandbox = await startXingyunSandbox(options)
  return sandbox
}

test('a correct token gets sixty motions in the documented envelope', async () => {
  const started = await start()
  const reply = await callXingyun(started)
  expect(reply).toMatchObject({ status: 200, json: { error_code: 0, error_reason: '' } })
  const { data } = reply.json as { data: Record<string, string>[] }
  expect(data).toHaveLength(60)
  expect(new Set(data.map((motion) => motion['name'])).size).toBe(60)
  expect(Object.keys(data[0] ?? {})).toEqual(['name', 'cn_name', 'ka_type', 'render_image_oss', 'render_movie_oss'])
  expect(data[0]?.['name']).toMatch(/^M_CN03_[a-z]+\d\d__PointingSelf$/)
})

test('the JSON body {} that the vendor\'s sample sends with the GET is taken', async () => {
  const started = await start()
  expect((await callXingyun(started, { body: '{}', headers: { 'content-type': 'application/json' } })).json).toMatchObject({ error_code: 0 })
  expect((await callXingyun(started, { body: '{"a":1}', headers: { 'content-type': 'application/json' } })).json).toMatchObject({ error_code: 10001 })
})

test.each([
  ['an unknown app id', { 'x-app-id': 'someone' }],
  ['another token', { 'x-token': '0'.repeat(32) }],
  ['another timestamp than the signed one', { 'x-timestamp': String(Math.floor(Date.now() / 1000) - 10) }],
  ['a timestamp in milliseconds', { 'x-timestamp': String(Date.now()) }],
])('%s is refused within the envelope', async (_name, headers) => {
  expect(await callXingyun(await start(), { headers })).toMatchObject({ status: 200, json: { error_code: 10001, error_reason: 'authentication failed', data: null } })
})

test('a token is good for sixty seconds', async () => {
  const now = Date.UTC(2026, 6, 1)
  const started = await start({ now: () => now })
  const codeAt = async (at: number): Promise<unknown> => ((await callXingyun(started, { at })).json as { error_code: number }).error_code
  expect([await codeAt(now - 60_000), await codeAt(now - 61_000), await codeAt(now + 60_000), await codeAt(now + 61_000)]).toEqual([0, 10001, 0, 10001])
})

test.each([
  ['array', (data: unknown) => data],
  ['wrapped', (data: unknown) => (data as { list: unknown }).list],
  ['keyed', (data: unknown) => Object.values(data as Record<string, unknown>)],
] as const)('the shape "%s" carries the same motions', async (shape, unwrap) => {
  const started = await start({ shape })
  const { data } = (await callXingyun(started)).json as { data: unknown }
  expect(unwrap(data)).toEqual(started.world.motions)
})

test('the pictures of a motion are pictures', async () => {
  const [motion] = (await start()).world.motions
  for (const url of [motion?.render_image_oss, motion?.render_movie_oss]) {
    expect(await send(String(url))).toMatchObject({ status: 200, headers: { 'content-type': 'image/svg+xml' }, text: expect.stringContaining(motion?.cn_name ?? '-') as string })
  }
  expect((await send(String(motion?.render_image_oss).replace('M_', 'X_'))).status).toBe(404)
})
