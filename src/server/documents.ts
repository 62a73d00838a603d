import { getOperationAST, GraphQLError, Kind, Lexer, NoSchemaIntrospectionCustomRule, parse, Source, specifiedRules, TokenKind, validate, type DocumentNode, type GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import { AvatarGraphError } from '../domain/errors.js'
import { toGraphQLError } from '../graph/errors.js'
import { createCosting, type Variables } from './documents/cost.js'
import { assertWithinLimits, tooExpensive, type QueryLimits } from './documents/limits.js'
import { createAutomaticDocuments, createClosedDocuments, sourceOf, type DocumentRequest, type PersistedDocuments } from './documents/persisted.js'

/** A document that may run: parsed, valid and within the limits that do not depend on variables. */
export interface PreparedDocument {
  readonly document: DocumentNode
  readonly source: string
  /** The points that an operation of it costs with these variables; 0 when it has no operation of that name. */
  cost(operationName: string | null | undefined, variables: Variables | null | undefined): number
}

/** The door that documents of every transport come through. */
export interface Documents {
  /**
   * The document of a text, or what is wrong with it: a text seen before costs a look at a map. The same text gives the
   * same object, and so the same `document`, for as long as it is kept: what is made of one can be kept with it.
   */
  prepare(source: string): PreparedDocument | readonly GraphQLError[]
  /** The same for the document that a request means, by its text or by its id; a document sent along with its hash is kept. */
  prepareRequest(request: DocumentRequest): PreparedDocument | readonly GraphQLError[]
  readonly persisted: PersistedDocuments
}

/** What admitting documents needs. */
export interface DocumentOptions {
  schema: GraphQLSchema
  limits: QueryLimits
  /** Whether documents may ask for the schema. */
  introspection: boolean
  /** By id, the only documents that run; absent, all that are within the limits do. */
  persistedDocuments?: ReadonlyMap<string, string>
}

/** How many documents are kept, refused ones included. */
const MOST_DOCUMENTS = 1_000
/** How many characters they have at most, all together; parsed, a document takes some ninety bytes for each (measured). */
const MOST_CHARACTERS = 1024 * 1024

/** How many mistakes of a document are told: finding them takes time, and who made that many needs no more of them. */
const MOST_MISTAKES = 5

/** Whether it is a document that may run. */
export const isPrepared = (prepared: PreparedDocument | readonly GraphQLError[]): prepared is PreparedDocument => 'document' in prepared

/** Makes the door for one schema. What comes first is cheap and keeps out what would make the next step dear. */
export function createDocuments({ schema, limits, introspection, persistedDocuments }: DocumentOptions): Documents {
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule]
  const costing = createCosting(schema)
  const persisted = persistedDocuments ? createClosedDocuments(persistedDocuments) : createAutomaticDocuments()
  const known = new LRUCache<string, PreparedDocument | readonly GraphQLError[]>({ max: MOST_DOCUMENTS, maxSize: MOST_CHARACTERS, sizeCalculation: (_, source) => source.length + 1 })

  function admit(source: string): PreparedDocument | readonly GraphQLError[] {
    try {
      const document = parsed(source, limits)
      assertWithinLimits(document, limits)
      const errors = validate(schema, document, rules, { maxErrors: MOST_MISTAKES })
      return errors.length ? errors : { document, source, cost: costOf(document) }
    } catch (error) {
      // graphql-js goes down its stack with every bracket, and fails like any recursion.
      const told = error instanceof RangeError ? tooExpensive('depth', limits.depth, 'far more') : error
      if (told instanceof GraphQLError || told instanceof AvatarGraphError) return [toGraphQLError(told)]
      throw error
    }
  }

  /** The walk over an operation waits until it is asked for, and is done once. */
  function costOf(document: DocumentNode): PreparedDocument['cost'] {
    const costs = new Map<string, ReturnType<typeof costing>>()
    return (operationName, variables) => {
      const operation = getOperationAST(document, operationName)
      if (!operation) return 0
      const name = operation.name?.value ?? ''
      let cost = costs.get(name)
      if (!cost) costs.set(name, (cost = costing(document, operation)))
      return cost(variables ?? {})
    }
  }

  function prepare(source: string) {
    if (persisted.only && !persisted.only.has(source)) return [toGraphQLError(notListed)]
    let prepared = known.get(source)
    if (!prepared) {
      const bytes = Buffer.byteLength(source)
      if (bytes > limits.bytes) return [toGraphQLError(tooExpensive('bytes', limits.bytes, bytes))]
      known.set(source, (prepared = admit(source)))
    }
    return prepared
  }

  return {
    prepare,
    persisted,
    prepareRequest(request) {
      try {
        const prepared = prepare(sourceOf(request, persisted))
        if (isPrepared(prepared) && request.extensions?.persistedQuery) persisted.keep(prepared.source)
        return prepared
      } catch (error) {
        return [toGraphQLError(error as Error)]
      }
    },
  }
}

const notListed = new AvatarGraphError('FORBIDDEN', 'This server runs the documents of its list only (PERSISTED_DOCUMENTS), and this is none of them.', {
  hint: 'Send the id of a document that is listed, or its text exactly as it is listed. A new document has to be added to the list first.',
})

/** What is wrong with listed documents, each mistake with the id of its document; also what they cost at least too much. */
export function mistakesIn(persistedDocuments: ReadonlyMap<string, string>, { prepare }: Pick<Documents, 'prepare'>, limits: QueryLimits): string[] {
  return [...persistedDocuments].flatMap(([id, source]) => {
    const prepared = prepare(source)
    const errors = isPrepared(prepared) ? tooDear(prepared, limits) : prepared
    return errors.map(({ message }) => `${id}: ${message}`)
  })
}

const tooDear = (prepared: PreparedDocument, limits: QueryLimits): Error[] =>
  prepared.document.definitions.flatMap((definition) => {
    const points = definition.kind === Kind.OPERATION_DEFINITION ? prepared.cost(definition.name?.value, {}) : 0
    return points > limits.cost ? [tooExpensive('cost', limits.cost, points)] : []
  })

/** The document of a text of bounded length; GraphQLError for what is none, QUERY_TOO_EXPENSIVE for too many tokens or brackets within brackets. */
function parsed(source: string, limits: QueryLimits): DocumentNode {
  const { tokens, nesting } = extentOf(source)
  if (tokens > limits.tokens) throw tooExpensive('tokens', limits.tokens, tokens)
  // graphql-js goes down its stack with every bracket; the levels of fields proper are counted in the document.
  if (nesting > limits.depth + MOST_OTHER_BRACKETS) throw tooExpensive('depth', limits.depth, 'far more')
  return parse(source)
}

/** How many tokens a text has, up to the first that is none, and how many brackets are open at once. */
function extentOf(source: string): { tokens: number; nesting: number } {
  const lexer = new Lexer(new Source(source))
  let [tokens, open, nesting] = [0, 0, 0]
  try {
    for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
      tokens += 1
      if (OPENING.has(kind)) nesting = Math.max(nesting, (open += 1))
      else if (CLOSING.has(kind)) open -= 1
    }
  } catch {
    // The parser says it better.
  }
  return { tokens, nesting }
}

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L])
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R])
/** Brackets within brackets beside those of fields: of values and of fragments. */
const MOST_OTHER_BRACKETS = 500
