import type { JsonObject } from '../../domain/json.js'

/** A whole number among what was noted of a job; null when there is none. */
export function wholeNumberIn(facts: JsonObject, name: string): number | null {
  const value = facts[name]
  return typeof value === 'number' && Number.isInteger(value) ? value : null
}
