import { getOperationAST } from 'graphql'
import { assertMayRun } from '../graph/access.js'
import type { GraphContext } from '../graph/context.js'
import type { PreparedDocument } from './documents.js'
import type { Variables } from './documents/cost.js'
import { tooExpensive, type QueryLimits } from './documents/limits.js'

/** An operation that asks to be run. */
export interface OperationRequest {
  prepared: PreparedDocument
  operationName?: string | null
  variables?: Variables | null
  context: GraphContext
}

/**
 * Lets an operation run, whatever transport brought it, and notes its cost in its context. Throws AvatarGraphError:
 * FORBIDDEN what the caller's role may not run, QUERY_TOO_EXPENSIVE what costs more than an operation may. A name that the
 * document does not have is left to the execution.
 */
export type Admit = (request: OperationRequest) => Promise<void>

/** Makes the admission of a server. */
export function createAdmission({ limits }: { limits: QueryLimits }): Admit {
  return async ({ prepared, operationName, variables, context }) => {
    const operation = getOperationAST(prepared.document, operationName)
    if (!operation) return
    assertMayRun(context.caller, prepared.document, operation)
    const requested = prepared.cost(operationName, variables)
    context.cost = { requested, limit: limits.cost }
    if (requested > limits.cost) throw tooExpensive('cost', limits.cost, requested)
  }
}
