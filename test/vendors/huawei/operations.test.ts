import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Operation } from '../../../src/vendors/operation.js'
import { operations } from '../../../src/vendors/huawei/operations.js'
import { context } from '../calls.js'
import { startHuawei, type Sandboxed } from './sandboxed.js'

/** The document's own table, with the errata: section, method, path below the project, status, Table 1-2. */
const DOCUMENTED = [
  ['4.1.2', 'GET', 'digital-assets', 200, [20, 10, 10]],
  ['4.1.5', 'GET', 'digital-assets/{asset_id}', 200, [20, 10, 10]],
  ['4.1.8', 'POST', 'digital-assets/summarys', 200, [20, 10, 10]],
  ['6.1.2', 'GET', 'smart-live-rooms', 200, [20, 10, 10]],
  ['6.1.3', 'GET', 'smart-live-rooms/{room_id}', 200, [20, 10, 10]],
  ['6.2.1', 'POST', 'smart-live-rooms/{room_id}/smart-live-jobs', 202, [4, 3, 3]],
  ['6.2.3', 'GET', 'smart-live-rooms/{room_id}/smart-live-jobs/{job_id}', 200, [20, 10, 10]],
  ['6.2.4', 'POST', 'smart-live-rooms/{room_id}/smart-live-jobs/{job_id}/stop', 200, [4, 3, 3]],
]

test("the table's rows are those of the document", () => {
  const rows = Object.values<Operation>(operations).map(({ section, method, path, success, perSecond }) => [
    section,
    method,
    path.replace('/v1/{project_id}/', ''),
    success,
    ['cn-north-4', 'cn-east-3', 'ap-southeast-3'].map((region) => perSecond?.[region]),
  ])
  expect(rows).toEqual(DOCUMENTED)
})

test('every row has the name it goes by, and only the start of a session is a create', () => {
  for (const [name, row] of Object.entries<Operation>(operations)) expect(row.name).toBe(name)
  expect(Object.values<Operation>(operations).filter(({ retry }) => retry === 'CREATE')).toEqual([operations.startSmartLive])
})

describe('against a vendor that holds its documented rates', () => {
  let huawei: Sandboxed
  beforeAll(async () => {
    huawei = await startHuawei()
    // The very first answer of a process is late by more than any network: it is not what this is about.
    await huawei.account.liveRooms.list({}, { size: 1 }, context())
  })
  afterAll(() => huawei.close())

  test('sixty calls at once all succeed, none is turned away, and their waits are told', async () => {
    const [id] = [...huawei.sandbox.world.assetsById.keys()]
    const told = context()
    await Promise.all(Array.from({ length: 60 }, () => huawei.account.catalogue.get(id!, told)))
    expect(told.calls.map(({ outcome }) => outcome)).toEqual(Array(60).fill('OK'))
    expect(huawei.sandbox.journal.count('showAsset')).toBe(60)
    expect(Math.max(...told.calls.map(({ waitedMs }) => waitedMs))).toBeGreaterThan(2_000)
  })
})
