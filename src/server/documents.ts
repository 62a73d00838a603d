import { createHash } from 'node:crypto'
import { getOperationAST, GraphQLError, Lexer, NoSchemaIntrospectionCustomRule, parse, Source, specifiedRules, TokenKind, validate, type DocumentNode, type GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import { AvatarGraphError } from '../domain/errors.js'
import { toGraphQLError } from '../graph/errors.js'
import { createCosting, type Variables } from './documents/cost.js'
import { assertWithinLimits, tooExpensive, type QueryLimits } from './documents/limits.js'

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
}

/** What admitting documents needs. */
export interface DocumentOptions {
  schema: GraphQLSchema
  limits: QueryLimits
  /** Whether documents may ask for the schema. */
  introspection: boolean
}

/** How many documents are kept, refused ones included. */
const MOST_DOCUMENTS = 1_000
/** How many bytes of text they have at most, all together; a parsed document is some thirty times its text. */
const MOST_BYTES = 2 * 1024 * 1024

/** Whether it is a document that may run. */
export const isPrepared = (prepared: PreparedDocument | readonly GraphQLError[]): prepared is PreparedDocument => 'document' in prepared

/** The name of a document to clients of persisted ones: SHA-256 of its text in hexadecimal. */
export const hashOf = (source: string): string => createHash('sha256').update(source).digest('hex')

/** Makes the door for one schema. What comes first is cheap and keeps out what would make the next step dear. */
export function createDocuments({ schema, limits, introspection }: DocumentOptions): Documents {
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule]
  const costing = createCosting(schema)
  const known = new LRUCache<string, PreparedDocument | readonly GraphQLError[]>({ max: MOST_DOCUMENTS, maxSize: MOST_BYTES, sizeCalculation: (_, source) => source.length + 1 })

  function admit(source: string): PreparedDocument | readonly GraphQLError[] {
    try {
      const document = parsed(source, limits)
      assertWithinLimits(document, limits)
      const errors = validate(schema, document, rules)
      return errors.length ? errors : { document, source, cost: costOf(document) }
    } catch (error) {
      if (error instanceof GraphQLError || error instanceof AvatarGraphError) return [toGraphQLError(error)]
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

  return {
    prepare(source) {
      let prepared = known.get(source)
      if (!prepared) {
        const bytes = Buffer.byteLength(source)
        if (bytes > limits.bytes) return [toGraphQLError(tooExpensive('bytes', limits.bytes, bytes))]
        known.set(source, (prepared = admit(source)))
      }
      return prepared
    },
  }
}

/** The document of a text of bounded length; GraphQLError for what is none, QUERY_TOO_EXPENSIVE for one of too many tokens. */
function parsed(source: string, limits: QueryLimits): DocumentNode {
  try {
    return parse(source, { maxTokens: limits.tokens })
  } catch (error) {
    // graphql-js goes down a level of its stack with every bracket, and fails like any recursion.
    if (error instanceof RangeError) throw tooExpensive('depth', limits.depth, 'far more')
    const tokens = tokensIn(source)
    throw tokens > limits.tokens ? tooExpensive('tokens', limits.tokens, tokens) : error
  }
}

/** How many tokens a text has, up to the first that is none. */
function tokensIn(source: string): number {
  const lexer = new Lexer(new Source(source))
  let tokens = 0
  try {
    while (lexer.advance().kind !== TokenKind.EOF) tokens += 1
  } catch {
    // The parser has said it better.
  }
  return tokens
}
