import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApp, type TestApp } from '../support/app.js'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.dispose())

it('tells a router its SDL, with the keys of its entities', async () => {
  const { body } = await app.query<{ _service: { sdl: string } }>('{ _service { sdl } }')
  for (const type of ['Asset', 'LiveRoom', 'LiveSession', 'Motion', 'VendorAccount']) {
    expect(body.data?._service.sdl).toMatch(new RegExp(`type ${type} [^{]*@key\\(fields: "id"\\)`))
  }
  expect(body.data?._service.sdl).toContain('specs.apollo.dev/federation/v2')
})

it('resolves a hundred references of another subgraph in two calls', async () => {
  const huawei = app.app.sandboxes.huawei
  const ids = huawei?.world.assets.slice(0, 100).map(({ id }) => Buffer.from(`Asset:huawei:${id}`).toString('base64url')) ?? []
  huawei?.journal.clear()
  const { body } = await app.query<{ _entities: { __typename: string; name: string }[] }>(
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on Asset { name coverUrl } } }',
    { representations: ids.map((id) => ({ __typename: 'Asset', id })) },
  )
  expect(body.errors).toBeUndefined()
  expect(body.data?._entities.every(({ __typename, name }) => __typename === 'Asset' && name)).toBe(true)
  expect(body.extensions?.vendorCalls).toMatchObject([{ account: 'huawei', calls: 2, keysBatched: 100 }])
  expect(huawei?.journal.entries().filter(({ kind }) => kind === 'request').map(({ operation }) => operation)).toEqual(['listAssetSummary', 'listAssetSummary'])
})

it('fails the reference whose id is of another type, of nothing or of no account alone, and resolves the others in one call', async () => {
  const huawei = app.app.sandboxes.huawei
  const [asset] = huawei?.world.assets ?? []
  huawei?.journal.clear()
  const id = (plain: string) => Buffer.from(plain).toString('base64url')
  const { body } = await app.query<{ _entities: ({ name: string } | null)[] }>(
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Asset { name } } }',
    { representations: ['LiveRoom:huawei:1', `Asset:huawei:${asset?.id}`, 'Asset:huawei:unknown', 'Asset:nowhere:1'].map((plain) => ({ __typename: 'Asset', id: id(plain) })) },
  )
  expect(body.data?._entities).toEqual([null, { name: asset?.name }, { name: null }, { name: null }])
  const failed = body.errors?.map(({ path, extensions }) => `${path?.join('.')} ${extensions.code}`)
  expect(failed?.sort()).toEqual(['_entities.0 BAD_USER_INPUT', '_entities.2.name NOT_FOUND', '_entities.3.name NOT_FOUND'])
  expect(huawei?.journal.entries().filter(({ kind }) => kind === 'request')).toHaveLength(1)
})
