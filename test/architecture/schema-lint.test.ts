import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'
import { ROOT } from './sources.js'

const written = readFileSync(join(ROOT, 'schema.graphql'), 'utf8')
const eslint = new ESLint({ cwd: ROOT })

/** The rules that a schema breaks, by the configuration that `npm run lint` has. */
async function broken(schema: string): Promise<string[]> {
  const [result] = await eslint.lintText(schema, { filePath: join(ROOT, 'schema.graphql') })
  return [...new Set(result?.messages.map(({ ruleId, message }) => ruleId?.replace('@graphql-eslint/', '') ?? message))]
}

describe('the lint of schema.graphql', () => {
  test('finds nothing', async () => {
    expect(await broken(written)).toEqual([])
  })

  test.each([
    ['an enum value without a description', 'require-description', 'enum Bare {\n  ONE\n}'],
    ['a field without one', 'require-description', '"A type."\ntype Bare {\n  one: Int\n}'],
    ['an enum value in small letters', 'naming-convention', '"An enum."\nenum Small {\n  "One."\n  one\n}'],
    ['a field that repeats the name of its type', 'no-typename-prefix', '"A type."\ntype Video {\n  "Its name."\n  videoName: String\n}'],
    ['a type that nothing leads to', 'no-unreachable-types', '"A type."\ntype Lonely {\n  "One."\n  one: Int\n}'],
    ['a connection that is none', 'relay-connection-types', '"A list."\ntype LonelyConnection {\n  "One."\n  one: Int\n}'],
    ['a deprecation without a reason', 'require-deprecation-reason', '"A type."\ntype Old {\n  "One."\n  one: Int @deprecated\n}'],
  ])('finds %s', async (_what, rule, addition) => {
    expect(await broken(`${written}\n${addition}\n`)).toContain(rule)
  })
})
