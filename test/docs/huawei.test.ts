import { readFileSync } from 'node:fs'
import { isInterfaceType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { GRAPH_FIELDS } from '../../scripts/huawei/graph-fields.js'
import { huaweiPage } from '../../scripts/huawei/table.js'
import { buildGraph } from '../../src/graph/schema.js'
import { HUAWEI_OPERATIONS } from '../../src/vendors/huawei/operations/all.js'

describe('docs/huawei.md', () => {
  it('is what the tables of the source make of it', () => {
    const written = readFileSync(new URL('../../docs/huawei.md', import.meta.url), 'utf8')
    expect(written === huaweiPage(), 'docs/huawei.md is stale. Write it anew with: npm run docs:huawei').toBe(true)
  })

  it('has each operation once, and no other', () => {
    expect(HUAWEI_OPERATIONS.map(({ name }) => name)).toEqual(Object.keys(GRAPH_FIELDS))
    expect(HUAWEI_OPERATIONS).toHaveLength(65)
  })

  it('names fields that the graph has', () => {
    const { schema } = buildGraph()
    const missing = Object.values(GRAPH_FIELDS).flat().filter((path) => {
      const [type = '', field = ''] = path.split('.')
      const parent = schema.getType(type)
      return !((isObjectType(parent) || isInterfaceType(parent)) && field in parent.getFields())
    })
    expect(missing).toEqual([])
  })
})
