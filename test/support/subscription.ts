import type { ExecutionResult } from 'graphql'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { PATIENCE } from './until.js'

/** What a subscription brings, in order, to be awaited one by one. */
export interface TestSubscription {
  /** The next result that nobody has taken; rejects when the subscription ends, fails or is silent for too long. */
  next(): Promise<ExecutionResult<Record<string, Record<string, unknown>>>>
  /** How it ended, once it has: nothing when in good order, else graphql-ws' errors or the socket's close event. */
  ended: Promise<unknown>
  /** Reads nothing from its socket any more, until `resume`. */
  pause(): void
  resume(): void
  /** Ends it and its socket. */
  dispose(): void
}

type Result = Awaited<ReturnType<TestSubscription['next']>>

/** Subscribes with graphql-ws' own client, over a socket of its own that does not connect again. */
export function subscribeTo(url: string, operation: { query: string; variables?: Record<string, unknown> }, connectionParams?: Record<string, unknown>): TestSubscription {
  let socket: WebSocket | undefined
  const opened = (it: unknown) => (socket = it as WebSocket)
  const client = createClient({ url, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0, lazyCloseTimeout: 0, onNonLazyError: () => {}, on: { opened } })
  const results: Result[] = []
  const waiting: { resolve: (result: Result) => void; reject: (reason: Error) => void }[] = []
  let over: Error | undefined
  let tellEnd: (how: unknown) => void
  const ended = new Promise<unknown>((resolve) => (tellEnd = resolve))
  const end = (how?: unknown) => {
    over ??= new Error(`The subscription has ended: ${describe(how)}.`, { cause: how })
    for (const waiter of waiting.splice(0)) waiter.reject(over)
    tellEnd(how)
  }

  client.subscribe(operation, {
    next(result) {
      const waiter = waiting.shift()
      if (waiter) waiter.resolve(result as Result)
      else results.push(result as Result)
    },
    error: end,
    complete: () => end(),
  })
  return {
    next() {
      const result = results.shift()
      if (result) return Promise.resolve(result)
      if (over) return Promise.reject(over)
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`The subscription brought nothing for ${PATIENCE} ms.`)), PATIENCE)
        const settle = <V>(then: (value: V) => void) => (value: V) => {
          clearTimeout(timer)
          then(value)
        }
        waiting.push({ resolve: settle(resolve), reject: settle(reject) })
      })
    },
    ended,
    pause: () => socket?.pause(),
    resume: () => socket?.resume(),
    dispose: () => void client.dispose(),
  }
}

function describe(how: unknown): string {
  if (how === undefined) return 'it is complete'
  if (how instanceof Error) return how.message
  const { code, reason } = how as { code?: number; reason?: string }
  return code === undefined ? JSON.stringify(how) : `the socket closed with ${code} ${reason}`
}
