/** What each caller may spend, in points of cost: saved up over a minute, and shared by replicas that share a Redis. */
export interface Budgets {
  /** The points that a caller has after a minute's pause, and gets back in a minute. */
  readonly perMinute: number
  /** Takes points from a caller's budget, or none where there are not enough. Never waits for them. */
  take(caller: string, points: number): Promise<BudgetTaken>
}

/** A budget after points were taken, or could not be. */
export interface BudgetTaken {
  taken: boolean
  /** Points that are left. */
  remaining: number
  /** Milliseconds until there are enough points; 0 when they were taken. */
  waitMs: number
  /** Milliseconds until the budget is whole again. */
  resetMs: number
}
