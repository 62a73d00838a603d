import { badInput } from '../../domain/errors.js'

/** How deep the values of variables may be nested: far deeper than any input of the graph is. */
const MOST_LEVELS = 64

/** Whether a value of JSON is nested no deeper than the values of variables may be. It looks without going down itself. */
export function isShallow(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return false
    level = level.flatMap((inner): unknown[] => (typeof inner === 'object' && inner !== null ? Object.values(inner) : []))
  }
  return true
}

/** Refuses variables that are nested so deep that what walks over them would run out of stack; BAD_USER_INPUT. */
export function assertShallow(variables: unknown): void {
  if (!isShallow(variables)) throw badInput(`Expected variables nested at most ${MOST_LEVELS} levels deep.`)
}
