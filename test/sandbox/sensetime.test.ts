import { afterEach, describe, expect, test } from 'vitest'
import type { SenseTimeOptions } from '../../src/sandbox/sensetime.js'
import { send, SENSETIME } from './client.js'
import { openSenseTime, type SignedIn } from './sensetime.js'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => { for (const handle of open.splice(0)) await handle.close() })

async function start(options?: SenseTimeOptions): Promise<SignedIn> {
  const started = await openSenseTime(options)
  open.push(started.sandbox)
  return started
}

interface Page {
  pagination: Record<string, number>
  list: { id: number; name: string; url: string; thumbnailUrl: string }[]
}

describe('the public avatars', () => {
  const pageOf = async ({ call }: SignedIn, body: object = {}): Promise<Page> => (await call(SENSETIME.avatars, body)).json.data as Page

  test('are thirty, ten on a page unless asked otherwise', async () => {
    const started = await start()
    const first = await pageOf(started)
    expect(first.pagination).toEqual({ pageNo: 1, numberPages: 3, numberRecords: 30, pageSize: 10, startIndex: 0 })
    expect(first.list).toEqual(started.sandbox.world.avatars.slice(0, 10))
    const last = await pageOf(started, { pageNo: 2, pageSize: 16 })
    expect(last.pagination).toEqual({ pageNo: 2, numberPages: 2, numberRecords: 30, pageSize: 16, startIndex: 16 })
    expect(last.list).toEqual(started.sandbox.world.avatars.slice(16))
    expect(await pageOf(started, { pageNo: 4 })).toMatchObject({ pagination: { pageNo: 4, numberPages: 3 }, list: [] })
  })

  test('are sorted by a name of the record, in either direction', async () => {
    const started = await start()
    const times = async (sortValue?: string) => ((await pageOf(started, { pageSize: 30, sortName: 'createTime', sortValue })).list as unknown as { createTime: string }[]).map(({ createTime }) => createTime)
    const ascending = await times()
    expect(ascending).toEqual(ascending.toSorted())
    expect(await times('asc')).toEqual(ascending)
    expect(await times('desc')).toEqual(ascending.toReversed())
  })

  test.each([[{ pageNo: 0 }], [{ pageNo: '1' }], [{ pageNo: 1.5 }], [{ pageSize: 0 }], [{ pageSize: 101 }], [{ sortName: 'unknown' }], [{ sortName: 'id', sortValue: 'up' }]])('are refused for %j', async (body) => {
    expect(await (await start()).code(SENSETIME.avatars, body)).toBe(84115927)
  })

  test('bear the names that are assumed, under the key that is assumed', async () => {
    const { call, sandbox } = await start({ unconfirmed: { listKey: 'records', avatarFields: { id: 'materialId' }, startIndexBase: 1, maxPageSize: 5 } })
    const { data } = (await call(SENSETIME.avatars, { pageSize: 5, sortName: 'materialId', sortValue: 'desc' })).json
    expect(data).toMatchObject({ pagination: { startIndex: 1 }, records: [{ materialId: sandbox.world.avatars.at(-1)?.id }, {}, {}, {}, {}] })
  })

  test('are the same for the same seed, with pictures and archives that are there', async () => {
    const names = async (seed: number) => (await start({ seed })).sandbox.world.avatars.map(({ name, faceFeatureId }) => name + faceFeatureId)
    expect(await names(3)).toEqual(await names(3))
    expect(await names(4)).not.toEqual(await names(3))
    const [avatar] = (await start()).sandbox.world.avatars
    expect(await send(avatar?.thumbnailUrl ?? '')).toMatchObject({ status: 200, headers: { 'content-type': 'image/svg+xml' }, text: expect.stringContaining(avatar?.name ?? '-') as string })
    expect(await send(avatar?.url ?? '')).toMatchObject({ status: 200, headers: { 'content-type': 'application/zip', 'content-length': '22' } })
    expect((await send((avatar?.url ?? '').replace('.zip', '.rar'))).status).toBe(404)
  })
})

describe('the language detection', () => {
  test.each([['你好，世界', 'zh'], ['こんにちは世界', 'ja'], ['안녕하세요', 'ko'], ['Hello world', 'en'], ['Привет', 'ru'], ['مرحبا', 'ar']])('says of %s: %s', async (query, result) => {
    expect((await (await start()).call(SENSETIME.language, { query })).json.data).toEqual({ status: 'ok', result })
  })

  test('needs a text', async () => {
    const { code } = await start()
    expect([await code(SENSETIME.language, {}), await code(SENSETIME.language, { query: '' })]).toEqual([84115927, 84115927])
  })
})

test('a path that is none is refused within the envelope', async () => {
  const { call } = await start()
  expect(await call('/api/2dvh/v1/material/unknown')).toMatchObject({ status: 200, json: { code: 84115928, message: 'Resource path is invalid.' } })
  expect((await call(SENSETIME.create)).json.code).toBe(84115928)
})

test('a taken port is told', async () => {
  const { sandbox } = await start()
  await expect(openSenseTime({ port: Number(new URL(sandbox.settings.endpoint).port) })).rejects.toThrow(/EADDRINUSE/)
})
