import { isObjectType, Kind, OperationTypeNode, parse, type GraphQLObjectType, type GraphQLResolveInfo, type OperationDefinitionNode } from 'graphql'
import { describe, expect, test } from 'vitest'
import { AvatarGraphError } from '../../src/domain/errors.js'
import { assertMayRun, GUARDED_FIELDS, type Caller, type CallerRole } from '../../src/graph/access.js'
import { scopeOf, TAGS, withRouterDirectives } from '../../src/graph/federation.js'
import { buildGraph } from '../../src/graph/schema.js'
import { read, sections } from '../docs/markdown.js'

const ROLES: readonly CallerRole[] = ['relay', 'viewer', 'operator', 'admin']
const { schema, sdl } = buildGraph()
const types = parse(sdl).definitions.flatMap((it) => (it.kind === Kind.OBJECT_TYPE_DEFINITION ? [it] : []))
const caller = (role: CallerRole): Caller => ({ name: role, role, authenticated: true })

/** What a router that reads the schema lets a role have; undefined where the schema asks for no scope. */
function allowedByScopes(type: string, field: string): CallerRole[] | undefined {
  const directives = types.find(({ name }) => name.value === type)?.fields?.find(({ name }) => name.value === field)?.directives ?? []
  const scopes = directives.find(({ name }) => name.value === 'requiresScopes')?.arguments?.[0]?.value
  if (scopes?.kind !== Kind.LIST) return undefined
  const alternatives = scopes.values.map((all) => (all.kind === Kind.LIST ? all.values.map((it) => it.kind === Kind.STRING && it.value) : []))
  return ROLES.filter((role) => alternatives.some((all) => all.every((scope) => scope === scopeOf(role))))
}

function refusesRoot(operation: OperationTypeNode, field: string, role: CallerRole): boolean {
  const document = parse(`${operation} { ${field} }`)
  try {
    assertMayRun(caller(role), document, document.definitions[0] as OperationDefinitionNode)
    return false
  } catch (error) {
    return (error as AvatarGraphError).code === 'FORBIDDEN'
  }
}

/** Whether a field is refused before it looks at anything: it is given a thing that has nothing. */
async function refusesField(type: GraphQLObjectType, field: string, role: CallerRole): Promise<boolean> {
  const { resolve } = type.getFields()[field] ?? {}
  try {
    await (resolve?.({}, {}, { caller: caller(role) }, {} as GraphQLResolveInfo) as Promise<unknown>)
    return false
  } catch (error) {
    return error instanceof AvatarGraphError && error.code === 'FORBIDDEN'
  }
}

describe('the scopes of the schema', () => {
  const roots = Object.values(OperationTypeNode).flatMap((operation) => {
    const type = schema.getRootType(operation)
    return Object.keys(type?.getFields() ?? {}).filter((name) => !name.startsWith('_')).map((name) => [operation, type?.name ?? '', name] as const)
  })

  test('let each role ask for the fields at the root that it is not refused', () => {
    expect(roots.length).toBeGreaterThan(80)
    const lies = roots.filter(([operation, type, name]) => {
      const enforced = ROLES.filter((role) => !refusesRoot(operation, name, role))
      return JSON.stringify(allowedByScopes(type, name)) !== JSON.stringify(enforced)
    })
    expect(lies).toEqual([])
    expect(allowedByScopes('Mutation', 'relayRtcMessage')).toEqual(['relay', 'operator', 'admin'])
  })

  test('are those of the fields that are refused, on every other type', async () => {
    const lies: string[] = []
    let guarded = 0
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('_') || ['Query', 'Mutation', 'Subscription'].includes(type.name)) continue
      for (const name of Object.keys(type.getFields())) {
        const allowed = allowedByScopes(type.name, name)
        if (allowed) guarded += 1
        for (const role of ROLES) if ((await refusesField(type, name, role)) !== (allowed !== undefined && !allowed.includes(role))) lies.push(`${type.name}.${name} for ${role}`)
      }
    }
    expect(lies).toEqual([])
    expect(guarded).toBe(Object.keys(GUARDED_FIELDS).length)
  })
})

test('every entity is for callers who proved who they are, and nothing else says so', () => {
  const having = (directive: string) => types.filter(({ directives }) => directives?.some(({ name }) => name.value === directive)).map(({ name }) => name.value)
  expect(having('authenticated')).toEqual(having('key'))
})

describe('tags', () => {
  test('tell of every guarded field whether it is personal or secret', () => {
    const told: readonly string[] = [...TAGS.personal, ...TAGS.secret]
    expect(Object.keys(GUARDED_FIELDS).filter((coordinate) => !told.includes(coordinate))).toEqual([])
  })

  test('are explained, all of them', () => {
    const explained = [...(sections(read('docs/federation.md'), 2).get('Tags') ?? '').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(explained.sort()).toEqual(Object.keys(TAGS).sort())
  })
})

test('a table that names a field which there is none of is an error', () => {
  expect(() => withRouterDirectives(parse('type Query { a: Int }'))).toThrow(/Expected fields of the schema, got .*LiveOutput\.streamKey/)
})
