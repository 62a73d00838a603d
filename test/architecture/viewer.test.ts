import { relative, join } from 'node:path'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'

/**
 * Results of subscriptions are shared between those whose rights are the same: their role, whether they proved who they are,
 * and the user on whose behalf they act. That is only right while the graph reads nothing else of a caller.
 */

const ROOT = join(import.meta.dirname, '../..')

/** Where the program reads something of a caller, whatever the variable is called: `file: property`. */
function readsOfCallers(files: Readonly<Record<string, string>> = {}): string[] {
  const path = join(ROOT, 'tsconfig.build.json')
  const { options, fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile(path, (file) => ts.sys.readFile(file)).config, ts.sys, ROOT)
  const given = new Map(Object.entries(files).map(([name, text]) => [join(ROOT, name), text]))
  const host = ts.createCompilerHost(options)
  const bent: ts.CompilerHost = { ...host, readFile: (name) => given.get(name) ?? host.readFile(name), fileExists: (name) => given.has(name) || host.fileExists(name) }
  bent.getSourceFile = (name, language) => (given.has(name) ? ts.createSourceFile(name, given.get(name)!, language) : host.getSourceFile(name, language))
  const program = ts.createProgram([...fileNames, ...given.keys()], { ...options, noEmit: true, incremental: false, composite: false, tsBuildInfoFile: undefined }, bent)
  const checker = program.getTypeChecker()
  const isCaller = (node: ts.Node) => {
    const type = checker.getTypeAtLocation(node)
    return (type.isUnion() ? type.types : [type]).some(({ symbol }) => symbol?.name === 'Caller' && symbol.declarations?.some((it) => it.getSourceFile().fileName.endsWith('src/graph/access.ts')))
  }
  const found = new Set<string>()
  for (const source of program.getSourceFiles()) {
    const name = relative(ROOT, source.fileName)
    if (!name.startsWith('src/graph/')) continue
    const note = (property: string) => found.add(`${name}: ${property}`)
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAccessExpression(node) && isCaller(node.expression)) note(node.name.text)
      if (ts.isElementAccessExpression(node) && isCaller(node.expression)) note(node.argumentExpression.getText())
      if (ts.isObjectBindingPattern(node) && isCaller(node)) for (const { propertyName, name: bound, dotDotDotToken } of node.elements) note(dotDotDotToken ? '...' : (propertyName ?? bound).getText())
      if ((ts.isSpreadAssignment(node) || ts.isForInStatement(node)) && isCaller(node.expression)) note('...')
      // Handed to what takes anything, it may be read there.
      if (ts.isCallExpression(node)) for (const [index, argument] of node.arguments.entries()) if (isCaller(argument) && !takesCaller(node, index)) note(`handed to ${node.expression.getText()}`)
      ts.forEachChild(node, visit)
    }
    const takesCaller = (call: ts.CallExpression, index: number) => {
      const parameter = checker.getResolvedSignature(call)?.parameters[index]
      return parameter !== undefined && checker.typeToString(checker.getTypeOfSymbolAtLocation(parameter, call)) === 'Caller'
    }
    visit(source)
  }
  return [...found].sort()
}

/** Whatever else is read of one goes through freshness.ts, which notes that the answer is that caller's own. */
const READS = [
  'src/graph/access.ts: appUserId',
  'src/graph/access.ts: authenticated',
  'src/graph/access.ts: name',
  'src/graph/access.ts: role',
  'src/graph/context.ts: appUserId',
  'src/graph/freshness.ts: appUserId',
  'src/graph/freshness.ts: authenticated',
  'src/graph/freshness.ts: expiresAt',
  'src/graph/freshness.ts: name',
  'src/graph/freshness.ts: role',
]

let found: string[]
beforeAll(() => {
  found = readsOfCallers({
    'src/graph/bent.ts': `import type { GraphContext } from './context.js'
      export const a = ({ caller }: GraphContext) => caller.expiresAt
      export const b = ({ caller: { name } }: GraphContext) => name
      export const c = (context: GraphContext) => ({ ...context.caller })
      export const d = (context: GraphContext) => JSON.stringify(context.caller)
      export const e = (context: GraphContext) => { const who = context.caller; return who['name'] }`,
  })
  // All of the source with its types: seconds, and minutes on a machine that has much else to do.
}, 300_000)

test('the graph reads of a caller its rights alone: its name only where it is refused something', () => {
  expect(found.filter((line) => !line.startsWith('src/graph/bent.ts'))).toEqual(READS)
})

test('a reading of anything else is found, in whatever spelling', () => {
  expect(found.filter((line) => line.startsWith('src/graph/bent.ts')).map((line) => line.split(': ')[1])).toEqual(["'name'", '...', 'expiresAt', 'handed to JSON.stringify', 'name'])
})
