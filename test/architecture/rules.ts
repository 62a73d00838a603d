import ts from 'typescript'
import { importsOf, parse, type Source } from './sources.js'

/**
 * What each part of the source may import of ours, beside itself. A file at the top of src and a folder of the same name
 * are one part. Packages and Node's own modules are free, except to `domain`.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  transport: ['domain'],
  'vendors/operation': ['domain', 'transport'],
  'vendors/client': ['domain', 'transport', 'vendors/operation'],
  'vendors/callback': ['domain'],
  'vendors/known-list': ['domain'],
  'vendors/ssml': ['domain'],
  'vendors/words': ['domain', 'vendors/operation'],
  'vendors/whole-list': ['domain'],
  'vendors/wire': [],
  'vendors/*': ['domain', 'transport', 'vendors/operation', 'vendors/callback', 'vendors/client', 'vendors/known-list', 'vendors/ssml', 'vendors/whole-list', 'vendors/wire', 'vendors/words'],
  'vendors/registry': ['domain', 'vendors/*'],
  migrations: [],
  db: ['domain', 'migrations'],
  events: ['domain', 'db'],
  tracker: ['domain', 'db', 'events'],
  graph: ['domain', 'events', 'tracker'],
  server: ['domain', 'events', 'graph'],
  sandbox: [],
  playground: [],
  dashboard: [],
  config: ['domain'],
  logger: ['domain'],
  demo: ['domain'],
  tracing: ['config', 'graph'],
  app: ['domain', 'demo', 'transport', 'vendors/registry', 'db', 'events', 'tracker', 'graph', 'server', 'sandbox', 'config', 'logger', 'tracing'],
  banner: ['app', 'domain'],
  doctor: ['config', 'db', 'domain', 'transport', 'vendors/registry'],
  main: ['app', 'banner', 'config', 'db', 'doctor', 'graph', 'logger'],
}

/** The vocabulary has no I/O, and so nothing to import: packages and Node's own modules neither. */
const IMPORTS_NOTHING = ['domain']

/** The part of the source that a file belongs to: the key of its row above, or the path itself where there is none. */
export function partOf(path: string): string {
  const [top, ...rest] = path.split('/')
  if (top !== 'src') return top === 'migrations' ? top : path
  const [name = '', inner] = rest.map((segment) => segment.replace(/\.tsx?$/, ''))
  const part = name === 'vendors' ? `vendors/${inner}` : name
  return part in MAY_IMPORT || (name === 'vendors' && rest.length > 2) ? part : path
}

const rowOf = (part: string) => MAY_IMPORT[part] ?? (/^vendors\/[^/.]+$/.test(part) ? MAY_IMPORT['vendors/*'] : undefined)

/** Imports that the table does not allow, and files that it does not know. */
export function forbiddenImports(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const part = partOf(source.path)
    const row = rowOf(part)
    if (!row) return [`${source.path} belongs to no part of the import table`]
    return importsOf(source).flatMap(({ specifier, target }) => {
      if (target === undefined) return IMPORTS_NOTHING.includes(part) ? [`${source.path} imports ${specifier}: ${part} imports no packages`] : []
      const other = partOf(target)
      const allowed = other === part || row.includes(other) || (row.includes('vendors/*') && rowOf(other) === MAY_IMPORT['vendors/*'])
      return allowed ? [] : [`${source.path} imports ${target}: ${part} may import ${row.join(', ') || 'nothing of ours'}`]
    })
  })
}

/** Files that only pass on what others export. */
export function barrels(sources: readonly Source[]): string[] {
  return sources
    .filter((source) => {
      const { statements } = parse(source)
      return statements.some(ts.isExportDeclaration) && statements.every((statement) => ts.isExportDeclaration(statement) || ts.isImportDeclaration(statement))
    })
    .map(({ path }) => `${path} only re-exports: import from where things are`)
}

/** Circles of imports that exist at run time, each once, as `a → b → a`. */
export function cycles(sources: readonly Source[]): string[] {
  const graph = new Map(sources.map((source) => [source.path, importsOf(source).flatMap(({ target, typeOnly }) => (target && !typeOnly ? [target] : []))]))
  const found: string[] = []
  const done = new Set<string>()
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) found.push([...trail.slice(start), path].join(' → '))
    if (start >= 0 || done.has(path)) return
    for (const target of graph.get(path) ?? []) walk(target, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) walk(path, [])
  return found
}

/** Files that read the environment, in whatever spelling. */
export function environmentReaders(sources: readonly Source[]): string[] {
  return sources.filter((source) => readsEnvironment(parse(source))).map(({ path }) => path)
}

function readsEnvironment(node: ts.Node): boolean {
  const isProcess = (it: ts.Node | undefined): boolean => it !== undefined && /^(globalThis\.|global\.)?process$/.test(it.getText())
  const reads =
    (ts.isPropertyAccessExpression(node) && node.name.text === 'env' && isProcess(node.expression)) ||
    (ts.isElementAccessExpression(node) && isProcess(node.expression)) ||
    (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && isProcess(node.initializer) && bindsEnv(node.name)) ||
    (ts.isImportDeclaration(node) && /^['"](node:)?process['"]$/.test(node.moduleSpecifier.getText()))
  return reads || (ts.forEachChild(node, readsEnvironment) ?? false)
}

const bindsEnv = ({ elements }: ts.ObjectBindingPattern) => elements.some((element) => (element.propertyName ?? element.name).getText() === 'env')
