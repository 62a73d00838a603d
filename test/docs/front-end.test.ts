import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startApp } from '../support/app.js'
import { blocks, read, root } from './markdown.js'

/** What the page has a front end write: the file's name stands beside its fence. */
const [CONFIG, CLIENT] = ['codegen.ts', 'src/client.ts']
const page = read('docs/graph.md')

/** A front end: a folder below this one's packages, so that it finds them as if they were its own. */
let folder: string
beforeAll(async () => {
  mkdirSync(join(root, 'dist'), { recursive: true })
  folder = mkdtempSync(join(root, 'dist/front-end-'))
  copyFileSync(join(root, 'schema.graphql'), join(folder, 'schema.graphql'))
  for (const name of [CONFIG, CLIENT]) {
    const [content, ...more] = blocks(page, `ts ${name}`)
    if (content === undefined || more.length > 0) throw new Error(`Expected one block of docs/graph.md to be ${name}.`)
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  await generate(CONFIG)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the generator as the page says; rejects with what it prints when it fails, which it does not in a test's environment. */
const generate = (config: string) =>
  promisify(execFile)(process.execPath, [join(root, 'node_modules/.bin/graphql-codegen'), '--config', config], { cwd: folder, env: { ...process.env, NODE_ENV: 'development' } })

/** A second configuration: the page's scalars for every type of the graph, not only those that the client's documents mention. */
function wholeGraph(schema: string): string {
  writeFileSync(join(folder, 'whole.ts'), `import config from './codegen'\nconst { config: options } = config.generates['src/gql/']\nexport default { schema: '${schema}', generates: { 'whole-graph.ts': { plugins: ['typescript'], config: options } } }\n`)
  return 'whole.ts'
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  types: [],
  skipLibCheck: true,
}

/** The type aliases of a generated file that mention `any`, and how many there are. */
function anyIn(name: string, text: string): { aliases: number; any: string[] } {
  const aliases = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true).statements.filter(ts.isTypeAliasDeclaration)
  const mentions = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.AnyKeyword || (ts.forEachChild(node, (child) => mentions(child) || undefined) ?? false)
  return { aliases: aliases.length, any: aliases.filter(mentions).map((alias) => alias.name.text) }
}

describe('a front end that does as docs/graph.md says', () => {
  test('compiles in strict mode, and nothing that it declares is any', () => {
    const program = ts.createProgram([join(folder, CLIENT)], OPTIONS)
    expect(ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), { getCanonicalFileName: String, getCurrentDirectory: () => folder, getNewLine: () => '\n' })).toBe('')

    const checker = program.getTypeChecker()
    const declared: string[] = []
    const any: string[] = []
    const visit = (node: ts.Node): void => {
      const declares = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node)
      // A pattern has no type of its own; what it binds has.
      if (declares && ts.isIdentifier(node.name)) {
        const type = checker.getTypeAtLocation(node)
        declared.push(node.name.getText())
        const results = type.getCallSignatures().map((signature) => signature.getReturnType())
        if ([type, ...results].some(({ flags }) => flags & ts.TypeFlags.Any)) any.push(node.getText())
      }
      ts.forEachChild(node, visit)
    }
    visit(program.getSourceFile(join(folder, CLIENT))!)
    expect(declared).toEqual(expect.arrayContaining(['Rooms', 'session', 'message', 'progress']))
    expect(any).toEqual([])
  })

  test('is not compiled when it asks for what the graph does not have', async () => {
    writeFileSync(join(folder, 'src/broken.ts'), "import { graphql } from './gql'\nexport const Broken = graphql(`query Broken { liveRooms { nodes { surname } } }`)\n")
    await expect(generate(CONFIG)).rejects.toMatchObject({ stderr: expect.stringContaining('Cannot query field "surname" on type "LiveRoom"') as string })
    rmSync(join(folder, 'src/broken.ts'))
  })

  test('gets no any for any type of the graph', async () => {
    await generate(wholeGraph('schema.graphql'))
    const whole = anyIn('whole-graph.ts', readFileSync(join(folder, 'whole-graph.ts'), 'utf8'))
    expect(whole.aliases).toBeGreaterThan(300)
    expect(whole.any).toEqual([])
    expect(anyIn('graphql.ts', readFileSync(join(folder, 'src/gql/graphql.ts'), 'utf8')).any).toEqual([])
    expect(anyIn('small.ts', 'type A = { a: string }; type B = { b: { c: Array<any> } }')).toEqual({ aliases: 2, any: ['B'] })
  })

  test('hears of a scalar that it has no type for', async () => {
    writeFileSync(join(folder, 'grown.graphql'), `${read('schema.graphql')}\nscalar Colour\nextend type Query { colour: Colour }\n`)
    await expect(generate(wholeGraph('grown.graphql'))).rejects.toMatchObject({ stderr: expect.stringContaining('Colour') as string })
  })

  test('lists rooms, goes live and hears what is said', async () => {
    // Browsers have one of their own.
    vi.stubGlobal('WebSocket', WebSocket)
    const app = await startApp({ SANDBOX_SPEED: '20' })
    interface Client {
      rooms(first: number): Promise<{ nodes: { id: string; avatars: { name: string }[] }[]; unavailable: unknown[] }>
      goLive(input: { id: string }): Promise<{ id: string }>
      progress(session: string): AsyncGenerator<{ __typename: string; sequenceNo: number }>
      close(): void
    }
    const { connect } = (await import(join(folder, CLIENT))) as { connect: (url: string) => Client }
    const client = connect(`${app.url}/graphql`)
    try {
      const { nodes, unavailable } = await client.rooms(1)
      expect(unavailable).toEqual([])
      expect(nodes[0]?.avatars[0]?.name).toEqual(expect.any(String))
      const session = await client.goLive({ id: nodes[0]!.id })
      const messages = client.progress(session.id)
      expect((await messages.next()).value).toMatchObject({ __typename: 'LiveProgress', sequenceNo: expect.any(Number) as number })
      await messages.return(undefined)
      await expect(client.goLive({ id: 'nonsense' })).rejects.toThrow('Expected an id that this graph gave out')
    } finally {
      client.close()
      await app.dispose()
      vi.unstubAllGlobals()
    }
  })
})
