import { describe, expect, test } from 'vitest'
import { barrels, cycles, environmentReaders, forbiddenImports } from './rules.js'
import { readSources } from './sources.js'

const sources = readSources('src', 'migrations')
const code = sources.filter(({ path }) => path.startsWith('src/'))

describe('the source', () => {
  test('is all read', () => {
    expect(sources.map(({ path }) => path)).toEqual(expect.arrayContaining(['src/main.ts', 'src/domain/ids.ts', 'src/vendors/huawei/client.ts', 'src/playground/main.tsx']))
  })

  test('imports only what the table of the design allows', () => {
    expect(forbiddenImports(sources)).toEqual([])
  })

  test('has no barrels', () => {
    expect(barrels(sources)).toEqual([])
  })

  test('has no circles of imports', () => {
    expect(cycles(sources)).toEqual([])
  })

  test('reads the environment in src/config.ts alone', () => {
    expect(environmentReaders(code)).toEqual(['src/config.ts'])
  })
})

const forbidden = (path: string, text: string) => forbiddenImports([{ path, text }])

describe('the checker of the table', () => {
  test.each([
    ['src/domain/a.ts', `import '../transport/http.js'`],
    ['src/domain/a.ts', `import { readFile } from 'node:fs/promises'`],
    ['src/domain/a.ts', `import type { ZodType } from 'zod'`],
    ['src/transport/a.ts', `import type { Row } from '../vendors/operation.js'`],
    ['src/vendors/huawei/a.ts', `import { sign } from '../xingyun/signature.js'`],
    ['src/vendors/huawei/a.ts', `import { createAccounts } from '../registry.js'`],
    ['src/vendors/operation.ts', `import { call } from './huawei/client.js'`],
    ['src/vendors/shared.ts', `export const shared = 1`],
    ['src/db/a.ts', `export { log } from '../events/log.js'`],
    ['src/events/a.ts', `const log = await import('../graph/schema.js')`],
    ['src/tracker/a.ts', `let context: import('../graph/context.js').GraphContext`],
    ['src/graph/a.ts', `import { createHuaweiAccount } from '../vendors/huawei/account.js'`],
    ['src/graph/a.ts', `import { readConfig } from '../config.js'`],
    ['src/server/deep/a.ts', `import { openDatabase } from '../../db/data-source.js'`],
    ['src/server/a.ts', `import '../app.js'`],
    ['src/sandbox/a.ts', `import { signature } from '../vendors/huawei/signature.js'`],
    ['src/sandbox/a.ts', `import type { Vendor } from '../domain/vendor.js'`],
    ['src/playground/a.tsx', `import { encodeId } from '../domain/ids.js'`],
    ['src/config/a.ts', `import { systemClock } from '../transport/clock.js'`],
    ['src/main.ts', `import { startHuaweiSandbox } from './sandbox/huawei.js'`],
    ['src/app.ts', `import './main.js'`],
    ['src/app.ts', `import { realPostgres } from '../test/support/postgres.js'`],
    ['src/helpers/a.ts', `export const a = 1`],
    ['migrations/1-a.ts', `import { EventRow } from '../src/db/entities.js'`],
  ])('refuses in %s: %s', (path, text) => {
    expect(forbidden(path, text)).toHaveLength(1)
  })

  test.each([
    ['src/domain/a.ts', `import { encodeId } from './ids.js'`],
    ['src/vendors/huawei/a.ts', `import { createCaller } from '../operation.js'`],
    ['src/vendors/huawei/a.ts', `import { call } from './client.js'`],
    ['src/vendors/registry.ts', `import { createTencentAccount } from './tencent/account.js'`],
    ['src/db/a.ts', `import { EventLog } from '../../migrations/1-event-log.js'`],
    ['src/graph/live/a.ts', `import { Asset } from '../assets/asset.js'; import { decodeId } from '../../domain/ids.js'`],
    ['src/config.ts', `import { readAccount } from './config/accounts.js'`],
    ['src/app.ts', `const { startHuaweiSandbox } = await import('./sandbox/huawei.js')`],
    ['src/sandbox/a.ts', `import { fastify } from 'fastify'`],
    ['src/server/a.ts', `// import '../app.js'\nconst text = "import '../app.js'"`],
  ])('allows in %s: %s', (path, text) => {
    expect(forbidden(path, text)).toEqual([])
  })

  test('names the file, what it imports and what it may import', () => {
    expect(forbidden('src/transport/a.ts', `import '../db/entities.js'`)).toEqual(['src/transport/a.ts imports src/db/entities.ts: transport may import domain'])
  })
})

describe('the other checkers', () => {
  test.each([
    [`export * from './b.js'`],
    [`export { b } from './b.js'\nexport type { C } from './c.js'`],
    [`import { b } from './b.js'\nexport { b }`],
  ])('a barrel is found: %s', (text) => {
    expect(barrels([{ path: 'src/a.ts', text }])).toHaveLength(1)
  })

  test('a file that re-exports beside code of its own is no barrel, nor is one of imports alone', () => {
    expect(barrels([{ path: 'src/a.ts', text: `export { b } from './b.js'\nexport const a = 1` }, { path: 'src/c.ts', text: `import './a.js'` }])).toEqual([])
  })

  const file = (name: string, text: string) => ({ path: `src/${name}.ts`, text })

  test('a circle of imports is found once, with its way', () => {
    expect(cycles([file('start', `import './a.js'`), file('a', `import './b.js'`), file('b', `export { c } from './c.js'`), file('c', `void import('./a.js')`)])).toEqual([
      'src/a.ts → src/b.ts → src/c.ts → src/a.ts',
    ])
  })

  test('a circle that ends with the types is none, unless a value is imported beside them', () => {
    expect(cycles([file('a', `import './b.js'`), file('b', `import type { A } from './a.js'`)])).toEqual([])
    expect(cycles([file('a', `import './b.js'`), file('b', `import { type A } from './a.js'`)])).toHaveLength(1)
  })

  test.each([`process.env.HOME`, `globalThis.process.env`, `process['env']`, `const { env } = process`, `import { env } from 'node:process'`])('a reader of the environment is found: %s', (text) => {
    expect(environmentReaders([file('a', text)])).toEqual(['src/a.ts'])
  })

  test('other uses of process are no reading of the environment', () => {
    expect(environmentReaders([file('a', `process.exit(1); const { argv } = process; const env = environment.env // process.env`)])).toEqual([])
  })
})
