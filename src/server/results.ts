import { GraphQLError, type ExecutionResult } from 'graphql'
import { AvatarGraphError } from '../domain/errors.js'
import { costsOf, type GraphContext } from '../graph/context.js'
import { formatError } from '../graph/errors.js'

/** A result with what it cost; the budget stands there too, where HTTP has headers for it. */
export function withCosts(result: ExecutionResult, context: GraphContext): ExecutionResult {
  const costs = { ...costsOf(context), ...(context.budget && { budget: context.budget }) }
  return Object.keys(costs).length ? { ...result, extensions: { ...result.extensions, ...costs } } : result
}

/** A result as it leaves: its errors in the contract's codes. */
export function formatted(result: ExecutionResult, scene: Parameters<typeof formatError>[1]): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map((error) => formatError(error, scene)) as never } : result
}

/** The answer to an operation that its caller may run, but not now: it has too many under way. */
export const tooMany = (message: string): ExecutionResult & { errors: readonly GraphQLError[] } => ({
  errors: [new GraphQLError(message, { originalError: new AvatarGraphError('QUERY_TOO_EXPENSIVE', message, { retryable: true }) })],
})
