import {
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLList,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isListType,
  Kind,
  OperationTypeNode,
  valueFromASTUntyped,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** The variables of a request, as they came. */
export type Variables = Readonly<Record<string, unknown>>

/** Points: a number where it is known, else what they are with certain variables. */
type Points = number | ((variables: Variables) => number)

/** What a mutation costs beside its fields. */
const MUTATION = 10
/** How many things a list is taken to hold where nothing says so. */
const ASSUMED_SIZE = 10
/** That no argument says how long a list shall be. */
const UNSAID = -1
/** Lists of exactly as many things as an argument names: the federation's own, and one whose argument is a list too. */
const SIZED_BY_LIST: Readonly<Record<string, string>> = { _entities: 'representations', nodes: 'ids' }

/** What `@cost` and `@listSize` say of a field, and its type. */
interface FieldFacts {
  weight: number
  isList: boolean
  type: GraphQLOutputType
  assumedSize?: number
  slicingArguments: readonly string[]
  sizedFields: readonly string[]
}

/** The lists below a field that have the size of its page, by name. */
type Sizes = Readonly<Record<string, Points>>

/**
 * The cost of operations, from `@cost` and `@listSize` as the directives' specification (IBM) and the routers of Apollo and
 * Hive read them: an object costs 1, a scalar nothing, a field what its `@cost` says instead, each as often as the lists
 * around it are long; an object among the arguments costs 1, a mutation 10 on top. Of the types that an abstract one may
 * turn out to be, the dearest counts. It is an upper bound: what is asked for twice counts twice. Introspection costs nothing.
 *
 * Call it with a valid document: the walk is done once, what it leaves is to insert the variables.
 */
export function createCosting(schema: GraphQLSchema): (document: DocumentNode, operation: OperationDefinitionNode) => (variables: Variables) => number {
  const facts = new WeakMap<GraphQLField<unknown, unknown>, FieldFacts>()
  const directives = { cost: schema.getDirective('cost'), listSize: schema.getDirective('listSize') }

  const weightOf = (node: { directives?: readonly DirectiveNode[] } | null | undefined) =>
    directives.cost && node ? (getDirectiveValues(directives.cost, node)?.weight as number | undefined) : undefined

  function factsOf(field: GraphQLField<unknown, unknown>): FieldFacts {
    let known = facts.get(field)
    if (!known) {
      const named = getNamedType(field.type)
      const listSize = (directives.listSize && field.astNode ? getDirectiveValues(directives.listSize, field.astNode) : undefined) as Partial<FieldFacts> | undefined
      known = {
        weight: weightOf(field.astNode) ?? weightOf(named.astNode) ?? (isCompositeType(named) ? 1 : 0),
        isList: isListType(getNullableType(field.type)),
        type: field.type,
        assumedSize: listSize?.assumedSize,
        slicingArguments: listSize?.slicingArguments ?? [],
        sizedFields: listSize?.sizedFields ?? [],
      }
      facts.set(field, known)
    }
    return known
  }

  return (document, operation) => {
    const fragments = new Map<string, FragmentDefinitionNode>()
    for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
    const known = new Map<SelectionSetNode, Map<unknown, Points>>()

    function ofSelectionSet(set: SelectionSetNode, type: GraphQLOutputType, sizes?: Sizes): Points {
      const named = getNamedType(type)
      if (isAbstractType(named)) return largest(schema.getPossibleTypes(named).map((possible) => ofObject(set, possible, sizes && { ...sizes })))
      return ofObject(set, named as GraphQLObjectType, sizes)
    }

    /** A selection on an object, looked at once however often its fragments lead there. */
    function ofObject(set: SelectionSetNode, type: GraphQLObjectType, sizes?: Sizes): Points {
      let byPlace = known.get(set)
      if (!byPlace) known.set(set, (byPlace = new Map<unknown, Points>()))
      // Sizes are those of one field, on one type.
      const place = sizes ?? type
      let points = byPlace.get(place)
      if (points === undefined) byPlace.set(place, (points = once(sum(set.selections.map((selection) => conditional(selection, ofSelection(selection, type, sizes)))))))
      return points
    }

    function ofSelection(selection: SelectionNode, type: GraphQLObjectType, sizes?: Sizes): Points {
      if (selection.kind === Kind.FIELD) return ofField(selection, type, sizes)
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      if (!fragment) return 0
      const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value)
      const applies = !condition || condition === type || (isAbstractType(condition) && schema.isSubType(condition, type))
      return applies ? ofObject(fragment.selectionSet, type, sizes) : 0
    }

    function ofField(node: FieldNode, parent: GraphQLObjectType, sizes?: Sizes): Points {
      const name = node.name.value
      const field = name.startsWith('__') ? undefined : parent.getFields()[name]
      if (!field) return 0
      const { weight, isList, type, ...listSize } = factsOf(field)
      const size = isList || listSize.sizedFields.length ? (sizes?.[name] ?? sizeOf(node, field, listSize)) : 1
      const inner = node.selectionSet ? ofSelectionSet(node.selectionSet, type, listSize.sizedFields.length ? Object.fromEntries(listSize.sizedFields.map((sized) => [sized, size])) : undefined) : 0
      return sum([product(isList ? size : 1, sum([weight, inner])), ...field.args.map((arg) => ofArgument(node, arg))])
    }

    function sizeOf(node: FieldNode, field: GraphQLField<unknown, unknown>, { assumedSize = ASSUMED_SIZE, slicingArguments }: Pick<FieldFacts, 'assumedSize' | 'slicingArguments'>): Points {
      const listed = SIZED_BY_LIST[field.name]
      if (field.args.some((arg) => arg.name === listed)) return withVariables(argumentOf(node, listed ?? ''), (value) => (Array.isArray(value) ? value.length : 1))
      const asked = slicingArguments.map((name) => {
        const fallback = field.args.find((arg) => arg.name === name)?.defaultValue
        return withVariables(argumentOf(node, name), (given) => {
          const value = given ?? fallback
          return typeof value === 'number' && value >= 0 ? value : UNSAID
        })
      })
      const longest = fold(asked, UNSAID, Math.max)
      const settled = (size: number) => (size === UNSAID ? assumedSize : size)
      return typeof longest === 'number' ? settled(longest) : (variables) => settled(longest(variables))
    }

    const ofArgument = (node: FieldNode, { name, type }: { name: string; type: GraphQLInputType }): Points => {
      const given = argumentOf(node, name)
      return given && isInputObjectType(getNamedType(type)) ? withVariables(given, (value) => inputCost(value, type)) : 0
    }

    const points = ofSelectionSet(operation.selectionSet, rootOf(schema, operation))
    const base = operation.operation === OperationTypeNode.MUTATION ? MUTATION : 0
    const defaults = Object.fromEntries((operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) => (defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [])))
    if (typeof points === 'number') return () => base + points
    return (variables) => base + points({ ...defaults, ...variables })
  }
}

const rootOf = (schema: GraphQLSchema, { operation }: OperationDefinitionNode) => schema.getRootType(operation) as GraphQLObjectType

type ArgumentValue = NonNullable<FieldNode['arguments']>[number]['value']

const argumentOf = ({ arguments: given = [] }: FieldNode, name: string): ArgumentValue | undefined => given.find((argument) => argument.name.value === name)?.value

/** What follows from an argument's value, as soon as its variables are known. */
function withVariables(node: ArgumentValue | undefined, points: (value: unknown) => number): Points {
  if (!node) return points(undefined)
  return mentionsVariable(node) ? (variables) => points(valueFromASTUntyped(node, variables)) : points(valueFromASTUntyped(node))
}

function mentionsVariable(node: ArgumentValue): boolean {
  if (node.kind === Kind.LIST) return node.values.some(mentionsVariable)
  if (node.kind === Kind.OBJECT) return node.fields.some(({ value }) => mentionsVariable(value))
  return node.kind === Kind.VARIABLE
}

/** Every object in the input costs 1. What is of another shape than its type costs nothing: it will be refused. */
function inputCost(value: unknown, type: GraphQLInputType): number {
  const bare = getNullableType(type)
  if (bare instanceof GraphQLList) return ([] as unknown[]).concat(value).reduce<number>((points, item) => points + inputCost(item, bare.ofType), 0)
  if (!isInputObjectType(bare) || typeof value !== 'object' || value === null) return 0
  const fields = bare.getFields()
  return Object.entries(value).reduce((points, [name, inner]) => points + (fields[name] ? inputCost(inner, fields[name].type) : 0), 1)
}

/** The points where `@skip` and `@include` let a selection stand, else none. */
function conditional({ directives = [] }: SelectionNode, points: Points): Points {
  return directives.reduce((left: Points, { name, arguments: given = [] }) => {
    const condition = given.find((argument) => argument.name.value === 'if')?.value
    const stands = { skip: false, include: true }[name.value]
    return condition && stands !== undefined ? product(withVariables(condition, (value) => (value === stands ? 1 : 0)), left) : left
  }, points)
}

const sum = (points: readonly Points[]): Points => fold(points, 0, (a, b) => a + b)
const largest = (points: readonly Points[]): Points => fold(points, 0, Math.max)
const product = (a: Points, b: Points): Points => (a === 0 || b === 0 ? 0 : fold([a, b], 1, (x, y) => x * y))

/** Combines points: those that are numbers now, the others when the variables are known. */
function fold(points: readonly Points[], start: number, combine: (a: number, b: number) => number): Points {
  let fixed = start
  const open: Exclude<Points, number>[] = []
  for (const it of points) {
    if (typeof it === 'number') fixed = combine(fixed, it)
    else open.push(it)
  }
  return open.length ? (variables) => open.reduce((result, it) => combine(result, it(variables)), fixed) : fixed
}

/** Works its points out once for the same variables: what a fragment is spread in a thousand places is still one sum. */
function once(points: Points): Points {
  if (typeof points === 'number') return points
  let last: Variables | undefined
  let result = 0
  return (variables) => {
    if (variables !== last) {
      result = points(variables)
      last = variables
    }
    return result
  }
}
