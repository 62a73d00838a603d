import type { ApolloServerPlugin } from '@apollo/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OperationTypeNode, type FormattedExecutionResult } from 'graphql'
import { rightsOf, type Caller } from '../graph/access.js'
import { costsOf, type GraphContext, type OperationCost } from '../graph/context.js'
import type { Freshness } from '../graph/freshness.js'
import { budgetHeaders, type Pay } from './admission.js'
import { Answers } from './answers.js'
import { isShallow } from './documents/variables.js'

/** Keeping whole answers of queries, in front of what makes them. */
export interface KeptAnswers {
  /** Learns from Apollo what an answer consists of. */
  plugin: ApolloServerPlugin<GraphContext>
  /** To be told of the context that a request is answered in. */
  begun(request: FastifyRequest, context: GraphContext): void
  /** Answers a caller's request with what is kept, or else has it made, and keeps it where it may be told again. */
  answer(caller: Caller, request: FastifyRequest, reply: FastifyReply, make: () => Promise<unknown>): Promise<unknown>
}

/** What keeping answers needs. */
export interface KeptAnswersOptions {
  /** Milliseconds that an answer is told again at most. */
  freshMs: number
  pay: Pay
  /** Has the listener called as soon as anything may be told differently. */
  onChange: (listener: () => void) => void
  /** Told of each answer, whether it was a kept one. */
  onAnswer: (kept: boolean) => void
  now: () => number
}

/**
 * Keeps the answers of queries: those without errors, made from nothing but what may be told again. The caller is
 * authenticated, and its limits are applied, before one is looked for; whoever has the same rights gets the same answer,
 * which {@link rightsOf} is for. An operator's says what it cost now: no vendor call.
 */
export function keepAnswers({ freshMs, pay, onChange, onAnswer, now }: KeptAnswersOptions): KeptAnswers {
  const answers = new Answers(now)
  onChange(() => answers.forget())
  const contexts = new WeakMap<FastifyRequest, GraphContext>()
  // Apollo runs an operation with a copy of its context; what is in it is the same.
  const results = new WeakMap<Freshness, FormattedExecutionResult>()
  const costs = new WeakMap<Freshness, OperationCost>()

  return {
    plugin: {
      requestDidStart: async () => ({
        async willSendResponse({ contextValue, operation, response: { body, http } }) {
          if (operation?.operation !== OperationTypeNode.QUERY || body.kind !== 'single' || http.status !== undefined) return
          results.set(contextValue.freshness, body.singleResult)
          if (contextValue.cost) costs.set(contextValue.freshness, contextValue.cost)
        },
      }),
    },
    begun: (request, context) => void contexts.set(request, context),
    async answer(caller, request, reply, make) {
      const key = keyOf(caller, request)
      if (key === undefined) return make()
      const kept = answers.find(key)
      if (kept) {
        // Who cannot pay is refused where everyone is.
        const { budget, refusal } = await pay(caller, kept.cost)
        if (!refusal) {
          onAnswer(true)
          return reply.headers(budget ? budgetHeaders(budget) : {}).type(kept.contentType).header('cache-control', 'no-store').send(kept.body)
        }
      }
      onAnswer(false)

      const { changes } = answers
      const begun = now()
      const text = await make()
      const context = contexts.get(request)
      const result = context && results.get(context.freshness)
      if (!result || result.errors || typeof text !== 'string') return text
      const freshUntil = Math.min(context.freshness.until, begun + freshMs)
      const cost = costs.get(context.freshness)
      const body = Buffer.from(toldAgain(text, result, context, cost))
      answers.keep(key, { contentType: String(reply.getHeader('content-type')), body, cost: cost?.requested ?? 0 }, freshUntil, changes)
      return text
    },
  }
}

/** Everything that decides an answer; nothing for a request that is nested too deep to be one of GraphQL. */
function keyOf(caller: Caller, { method, url, headers: { accept }, body }: FastifyRequest): string | undefined {
  if (!isShallow(body)) return undefined
  return JSON.stringify([rightsOf(caller), method, accept, method === 'GET' ? url : body])
}

/** The answer as it is told again: what it would have cost the vendors was saved. */
function toldAgain(text: string, result: FormattedExecutionResult, { caller, ledger }: GraphContext, cost: OperationCost | undefined): string {
  const saved = new Map([...ledger].map(([account, { calls, cacheHits }]) => [account, { calls: 0, keysBatched: 0, cacheHits: calls + cacheHits, waitedMs: 0 }]))
  const extensions = costsOf({ caller, ledger: saved, cost })
  return extensions ? `${JSON.stringify({ ...result, extensions: { ...result.extensions, ...extensions } })}\n` : text
}
