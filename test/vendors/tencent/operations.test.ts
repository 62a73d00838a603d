import { expect, test } from 'vitest'
import type { Operation } from '../../../src/vendors/operation.js'
import { trainingOperations, uncalledOperations } from '../../../src/vendors/tencent/operations/training.js'

/** The document's own paths: page, path. */
const DOCUMENTED = [
  ['1211/62058', '/v2/ivh/assetmanager/customservice/getuploadcredentials'],
  ['1211/62060', '/v2/ivh/assetmanager/customservice/make'],
  ['1211/62061', '/v2/ivh/assetmanager/customservice/getprogress'],
  ['1211/62062', '/v2/ivh/assetmanager/customservice/customerconfirm'],
  ['1211/62077', '/v2/ivh/assetmanager/zeroshotservice/detectaudioquality'],
  ['1211/62078', '/v2/ivh/assetmanager/zeroshotservice/getdetectprogress'],
]
const rows: Operation[] = Object.values<Operation>({ ...trainingOperations, ...uncalledOperations })

test("the table's rows are those of the document; the others say that they are not", () => {
  expect(rows.filter(({ section }) => !section.includes('unconfirmed')).map(({ section, path }) => [section, path])).toEqual(DOCUMENTED)
})

test('every row has the name it goes by, and is posted', () => {
  for (const [name, row] of Object.entries<Operation>({ ...trainingOperations, ...uncalledOperations })) expect(row).toMatchObject({ name, method: 'POST', success: 200 })
})

test('only what changes nothing may be repeated', () => {
  const repeated = rows.filter(({ retry }) => retry !== 'CREATE').map(({ name }) => name)
  expect(repeated).toEqual(['getuploadcredentials', 'getprogress', 'gettext', 'getdetectprogress', 'getaudioevaluationstate', 'getfacedetectstate'])
})
