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
  expect(huawei?.journal.entries().filter(({ kind }) => kind === 'request').map(({ operation }) => operation)).toEqual(['listAssetSummary', 'listAssetSummary'])
})

it('refuses a reference whose id is of another type, and resolves the others', async () => {
  const [asset] = app.app.sandboxes.huawei?.world.assets ?? []
  const id = (plain: string) => Buffer.from(plain).toString('base64url')
  const { body } = await app.query<{ _entities: ({ name: string } | null)[] }>(
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Asset { name } } }',
    { representations: [{ __typename: 'Asset', id: id('LiveRoom:huawei:1') }, { __typename: 'Asset', id: id(`Asset:huawei:${asset?.id}`) }] },
  )
  expect(body.errors?.[0]).toMatchObject({ path: ['_entities', 0], extensions: { code: 'BAD_USER_INPUT' } })
  expect(body.data?._entities[1]?.name).toBe(asset?.name)
})
