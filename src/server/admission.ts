import { getOperationAST } from 'graphql'
import type { Budgets } from '../domain/budget.js'
import { AvatarGraphError } from '../domain/errors.js'
import { assertMayReadSchema, assertMayRun, type Caller } from '../graph/access.js'
import type { CallerBudget, GraphContext } from '../graph/context.js'
import { WatchedCaller } from '../graph/freshness.js'
import type { PreparedDocument } from './documents.js'
import type { Variables } from './documents/cost.js'
import { tooExpensive, type QueryLimits } from './documents/limits.js'
import { assertShallow } from './documents/variables.js'
import { identityOf } from './seats.js'
import { describeOperation } from './tracing.js'

/** An operation that asks to be run. */
export interface OperationRequest {
  prepared: PreparedDocument
  operationName?: string | null
  variables?: Variables | null
  context: GraphContext
}

/**
 * Lets an operation run, whatever transport brought it, and notes in its context what it costs and what is left of the
 * caller's budget. Throws AvatarGraphError: FORBIDDEN what the caller's role may not run; QUERY_TOO_EXPENSIVE what costs more
 * than an operation may, and, with `retryAfterSeconds`, what costs more than the caller has left. A name that the document
 * does not have is left to the execution.
 */
export type Admit = (request: OperationRequest) => Promise<void>

/** Pays for an operation: what is left then, where the caller has a budget, and why it may not run where that is too little. */
export type Pay = (caller: Caller, cost: number) => Promise<{ budget?: CallerBudget; refusal?: AvatarGraphError }>

/** What admission needs. */
export interface AdmissionOptions {
  limits: Pick<QueryLimits, 'cost'>
  /** Whether everybody may read the schema. */
  introspection: boolean
  /** What callers may spend; absent, as much as they like. */
  budgets?: Budgets
}

/** Makes the admission of a server. */
export function createAdmission({ limits, introspection, budgets }: AdmissionOptions): Admit {
  const pay = createPay(budgets)
  return async ({ prepared, operationName, variables, context }) => {
    const { caller } = context
    const operation = getOperationAST(prepared.document, operationName)
    if (!operation) return
    describeOperation(context.span, operation)
    assertMayRun(caller, prepared.document, operation)
    if (!introspection) assertMayReadSchema(caller, prepared.document, operation)
    assertShallow(variables)
    const requested = prepared.cost(operationName, variables)
    context.cost = { requested, limit: limits.cost }
    if (requested > limits.cost) throw tooExpensive('cost', limits.cost, requested)
    const { budget, refusal } = await pay(WatchedCaller.behind(caller), requested)
    context.budget = budget
    if (refusal) throw refusal
  }
}

/** Has callers pay out of their budgets; even an operation that costs nothing is one. */
export function createPay(budgets: Budgets | undefined): Pay {
  return async (caller, cost) => {
    // Whoever can reach an open graph owns the machine: there is nobody to share it with.
    if (!budgets || !caller.authenticated) return {}
    const { taken, remaining, waitMs, resetMs } = await budgets.take(identityOf(caller), Math.max(1, cost))
    const budget = { limit: budgets.perMinute, remaining, resetSeconds: inSeconds(resetMs) }
    if (taken) return { budget }
    const retryAfterSeconds = inSeconds(waitMs)
    const refusal = new AvatarGraphError('QUERY_TOO_EXPENSIVE', `This operation costs ${cost} points, and of its ${budgets.perMinute} a minute this caller has ${remaining} left. Try again in ${retryAfterSeconds} s.`, {
      retryable: true,
      retryAfterSeconds,
      hint: 'Ask less often, for smaller pages or for fewer fields that hold lists.',
    })
    return { budget, refusal }
  }
}

const inSeconds = (ms: number) => Math.ceil(ms / 1_000)

/** A budget as HTTP says it (draft-ietf-httpapi-ratelimit-headers-10): the policy, and what is left of it. */
export const budgetHeaders = ({ limit, remaining, resetSeconds }: CallerBudget): Record<string, string> => ({
  'ratelimit-policy': `"cost";q=${limit};w=60`,
  ratelimit: `"cost";r=${remaining};t=${resetSeconds}`,
})
