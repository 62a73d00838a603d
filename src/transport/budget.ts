import { LRUCache } from 'lru-cache'
import type { Budgets, BudgetTaken } from '../domain/budget.js'
import { systemClock, type Clock } from './clock.js'

/** A budget is saved up over this long. */
export const BUDGET_WINDOW_MS = 60_000

/** Callers whose budgets one process remembers; who has not been heard of for longest begins with a whole one. */
const MOST_CALLERS = 10_000

/** Budgets of one process, by the generic cell rate algorithm: a point comes back every so often, and a minute's worth at most. */
export function createBudgets(perMinute: number, clock: Pick<Clock, 'now'> = systemClock): Budgets {
  /** When each caller's budget is whole again. */
  const whole = new LRUCache<string, number>({ max: MOST_CALLERS })
  return {
    perMinute,
    async take(caller, points) {
      const now = clock.now()
      const missingMs = Math.max(0, (whole.get(caller) ?? 0) - now)
      const after = missingMs + spendMs(points, perMinute)
      const waitMs = Math.max(0, after - BUDGET_WINDOW_MS)
      if (waitMs === 0) whole.set(caller, now + after)
      return budgetOf(perMinute, waitMs, waitMs === 0 ? after : missingMs)
    },
  }
}

/** How long it takes until so many points have come back. */
export const spendMs = (points: number, perMinute: number): number => (points * BUDGET_WINDOW_MS) / perMinute

/** The budget that is whole again in `resetMs`. */
export function budgetOf(perMinute: number, waitMs: number, resetMs: number): BudgetTaken {
  return { taken: waitMs === 0, remaining: Math.max(0, Math.floor(((BUDGET_WINDOW_MS - resetMs) * perMinute) / BUDGET_WINDOW_MS)), waitMs, resetMs }
}
