import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.js'
import { VENDOR_NAMES } from '../../src/config/accounts.js'
import { buildGraph } from '../../src/graph/schema.js'
import { blocks, read, root } from './markdown.js'

/** The variables of a block of lines NAME=value, as a shell would read them. */
const variables = (block: string) => Object.fromEntries([...block.matchAll(/^([A-Z_]+)='?(.*?)'?$/gm)].map(([, name = '', value = '']) => [name, value]))

test('every vendor has a page about connecting it', () => {
  expect(readdirSync(join(root, 'docs/connect')).sort()).toEqual(VENDOR_NAMES.map((vendor) => `${vendor}.md`).sort())
})

describe.each(VENDOR_NAMES)('the page about connecting %s', (vendor) => {
  const page = read(`docs/connect/${vendor}.md`)

  test.each(blocks(page, 'sh environment'))('has settings that make an account: %#', (block) => {
    const { accounts, warnings } = readConfig(variables(block))
    expect(accounts.map(({ slug }) => slug)).toEqual([vendor])
    expect(warnings).toEqual([])
  })
})

test('no page asks the graph for what it does not have', () => {
  const { schema } = buildGraph()
  const asked = VENDOR_NAMES.flatMap((vendor) => [...read(`docs/connect/${vendor}.md`).matchAll(/`(\w+ \{[^`]*\})`/g)].map(([, document = '']) => `{ ${document} }`))
  expect(asked).not.toEqual([])
  expect(asked.flatMap((document) => validate(schema, parse(document)))).toEqual([])
})
