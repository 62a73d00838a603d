import { afterEach, describe, expect, test } from 'vitest'
import type { Account, MotionCatalogue } from '../../../src/domain/port.js'
import { createRateLimiter } from '../../../src/transport/rate-limit.js'
import { createXingyunAccount } from '../../../src/vendors/xingyun/account.js'
import { startXingyunSandbox, type XingyunOptions, type XingyunSandbox } from '../../../src/sandbox/xingyun.js'
import { until } from '../../support/until.js'
import { json, startServer } from '../../transport/tiny-server.js'
import { context, refusal } from '../calls.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

function account(settings: { endpoint: string; appId: string; appSecret: string }, now?: () => number): { account: Account; motions: MotionCatalogue } {
  const opened = createXingyunAccount({ slug: 'xingyun', sandbox: true, rateLimiter: createRateLimiter(), ...settings, now })
  open.push(opened)
  return { account: opened, motions: opened.motions! }
}
async function sandboxed(options: XingyunOptions = {}, now = options.now): Promise<{ sandbox: XingyunSandbox; account: Account; motions: MotionCatalogue }> {
  const sandbox = await startXingyunSandbox(options)
  open.push(sandbox)
  return { sandbox, ...account(sandbox.settings, now) }
}
/** Motions of a vendor that answers with this `data`, or this whole body. */
async function answering(data: unknown, body: unknown = { error_code: 0, error_reason: '', data }, status = 200) {
  const server = await startServer((response) => json(response, status, body))
  open.push(server)
  return { seen: server.seen, ...account({ endpoint: server.url, appId: 'app', appSecret: 'app-secret' }) }
}
const action = (name: string) => ({ name, cn_name: `中文 ${name}`, ka_type: 'show', render_image_oss: 'https://oss/i', render_movie_oss: 'https://oss/m' })

describe('motions of the sandbox', () => {
  test.each(['array', 'wrapped', 'keyed'] as const)('are read from data as %s', async (shape) => {
    const { sandbox, motions } = await sandboxed({ shape })
    const page = await motions.list({}, { size: 100 }, context())
    expect(page.items.map(({ entity }) => entity.nativeId).sort()).toEqual(sandbox.world.motions.map(({ name }) => name).sort())
    expect(page).toMatchObject({ hasMore: false, total: sandbox.world.motions.length })
  })

  test('are asked for once a minute, by one request for all who ask at once', async () => {
    let now = Date.now()
    const { sandbox, motions } = await sandboxed({ now: () => now })
    await Promise.all([motions.list({}, { size: 5 }, context()), motions.list({}, { size: 7 }, context()), motions.get(sandbox.world.motions[0]!.name, context())])
    now += 59_000
    await motions.list({}, { size: 5 }, context())
    expect(sandbox.journal.count('2.1')).toBe(1)
    now += 2_000
    expect((await motions.list({}, { size: 5 }, context())).asOf).toEqual(new Date(now - 61_000))
    await until(() => sandbox.journal.count('2.1') === 2, 'the list is fetched again behind the back of who asked')
    await until(async () => (await motions.list({}, { size: 5 }, context())).asOf === undefined, 'the list is fresh again')
    expect(sandbox.journal.count('2.1')).toBe(2)
  })

  test('that are hours old are served while the vendor is down, and say so', async () => {
    let now = Date.now()
    const { sandbox, motions } = await sandboxed({ now: () => now })
    const first = await motions.list({}, { size: 5 }, context())
    const asOf = new Date(now)
    expect(first.asOf).toBeUndefined()
    now += 3 * 3_600_000
    sandbox.faults.add({ drop: true })
    const late = await motions.list({ search: '鞠躬' }, { size: 5 }, context())
    expect(late).toMatchObject({ asOf, items: [{ entity: { name: 'Bow' } }, {}, {}] })
    sandbox.faults.clear()
    now += 6_000
    expect((await motions.list({}, { size: 5 }, context())).asOf).toBeUndefined()
  })

  test('are asked for with the signed empty JSON object as the body', async () => {
    const { sandbox, motions } = await sandboxed()
    await motions.list({}, { size: 1 }, context())
    expect(sandbox.journal.entries()).toMatchObject([{ method: 'GET', body: {}, status: 200, refused: null }])
  })

  test('come in pages that hold each one once', async () => {
    const { sandbox, motions } = await sandboxed()
    const seen: string[] = []
    let after: string | undefined
    for (let page = 0; page < 20; page += 1) {
      const { items, hasMore } = await motions.list({}, { size: 7, after }, context())
      seen.push(...items.map(({ entity }) => entity.nativeId))
      after = items.at(-1)?.cursor
      if (!hasMore) break
    }
    expect(seen).toHaveLength(sandbox.world.motions.length)
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('are searched in English and Chinese and narrowed by kind', async () => {
    const { sandbox, motions } = await sandboxed()
    const names = async (filter: Parameters<MotionCatalogue['list']>[0]) => (await motions.list(filter, { size: 100 }, context())).items.map(({ entity }) => entity)
    const bows = await names({ search: 'bOW' })
    expect(bows.length).toBeGreaterThan(0)
    expect(bows.every(({ name }) => name === 'Bow')).toBe(true)
    expect((await names({ search: '鼓掌' })).every(({ name }) => name === 'Applaud')).toBe(true)
    const kind = sandbox.world.motions[0]!.ka_type
    expect((await names({ kinds: [kind] })).length).toBe(sandbox.world.motions.filter(({ ka_type }) => ka_type === kind).length)
    expect(await names({ kinds: [] })).toEqual([])
  })
})

describe('a motion', () => {
  test('is named by the part after the double underscore, and known by its full name', async () => {
    const { motions } = await answering([action('M_CN03_show03__PointingSelf'), action('plain')])
    expect(await motions.get('M_CN03_show03__PointingSelf', context())).toEqual({
      nativeId: 'M_CN03_show03__PointingSelf',
      name: 'PointingSelf',
      localName: '中文 M_CN03_show03__PointingSelf',
      kind: 'show',
      imageUrl: 'https://oss/i',
      movieUrl: 'https://oss/m',
    })
    expect(await motions.get('plain', context())).toMatchObject({ name: 'plain' })
    expect(await refusal(motions.get('other', context()))).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('that comes twice is one', async () => {
    const { motions } = await answering([action('a'), action('a')])
    expect(await motions.list({}, { size: 10 }, context())).toMatchObject({ total: 1 })
  })

  test('keyed by its name need not repeat it', async () => {
    const { motions } = await answering({ M__a: { ...action('x'), name: undefined } })
    expect(await motions.get('M__a', context())).toMatchObject({ name: 'a' })
  })

  test('list goes on after one that is gone', async () => {
    const first = await answering([action('a'), action('b'), action('c')])
    const { items } = await first.motions.list({}, { size: 2 }, context())
    const second = await answering([action('a'), action('c'), action('d')])
    const page = await second.motions.list({}, { size: 2, after: items.at(-1)?.cursor }, context())
    expect(page.items.map(({ entity }) => entity.nativeId)).toEqual(['c', 'd'])
  })

  test.each(['', 'ä', '!'])('list refuses a cursor that is none of ours: %j', async (after) => {
    const { motions, seen } = await answering([])
    expect(await refusal(motions.list({}, { size: 2, after }, context()))).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'after' } })
    expect(seen).toHaveLength(0)
  })
})

describe('an answer', () => {
  test.each<[string, unknown]>([
    ['missing data', undefined],
    ['null', null],
    ['text', 'M__a'],
    ['a single action', action('a')],
    ['two arrays', { one: [action('a')], two: [action('b')] }],
    ['an array of names', ['M__a']],
    ['an action without a name', [{ cn_name: 'x' }]],
    ['objects that say nothing of an action', { error: { detail: 'x' } }],
  ])('with %s is VENDOR_MALFORMED', async (_, data) => {
    const { motions } = await answering(data)
    expect(await refusal(motions.list({}, { size: 5 }, context()))).toMatchObject({ code: 'VENDOR_MALFORMED', details: { vendor: 'XINGYUN', account: 'xingyun' } })
  })

  test('without error_code is VENDOR_MALFORMED', async () => {
    const { motions } = await answering(undefined, { data: [] })
    expect(await refusal(motions.list({}, { size: 5 }, context()))).toMatchObject({ code: 'VENDOR_MALFORMED' })
  })

  test('with status 200 and an error code is an error, with its code and reason on one line', async () => {
    const { motions } = await answering(undefined, { error_code: 4711, error_reason: 'no\nsuch thing' })
    expect(await refusal(motions.list({}, { size: 5 }, context()))).toMatchObject({
      code: 'VENDOR_REJECTED',
      message: expect.stringContaining('no such thing') as string,
      details: { vendorCode: '4711', retryable: false },
    })
  })

  test.each([
    [401, 'VENDOR_AUTH'],
    [429, 'VENDOR_RATE_LIMITED'],
    [500, 'VENDOR_UNAVAILABLE'],
    [418, 'VENDOR_REJECTED'],
    [302, 'VENDOR_MALFORMED'],
  ])('with status %i is %s', async (status, code) => {
    const { motions } = await answering(undefined, '<html>', status)
    expect(await refusal(motions.list({}, { size: 5 }, context()))).toMatchObject({ code })
  })

  test('refusing the signature says where to look', async () => {
    const { sandbox } = await sandboxed()
    const { motions } = account({ ...sandbox.settings, appSecret: 'wrong' })
    const error = await refusal(motions.list({}, { size: 5 }, context()))
    expect(error).toMatchObject({ code: 'VENDOR_REJECTED', details: { hint: expect.stringContaining('secret') as string } })
    expect(String(error)).not.toContain('wrong')
  })

  test('refusing a stale clock does so too', async () => {
    const { motions } = await sandboxed({ now: () => Date.now() - 120_000 }, Date.now)
    expect(await refusal(motions.list({}, { size: 5 }, context()))).toMatchObject({ code: 'VENDOR_REJECTED', details: { hint: expect.stringContaining('clock') as string } })
  })
})

test('a failed fetch is not kept', async () => {
  const { sandbox, motions } = await sandboxed()
  sandbox.faults.add({ malformed: true, times: 1 })
  expect(await refusal(motions.list({}, { size: 5 }, context()))).toMatchObject({ code: 'VENDOR_MALFORMED' })
  expect((await motions.list({}, { size: 5 }, context())).items).toHaveLength(5)
})
