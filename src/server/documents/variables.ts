import { badInput } from '../../domain/errors.js'

/** How deep the values of variables may be nested: far deeper than any input of the graph is. */
const MOST_LEVELS = 64

/** Refuses variables that are nested so deep that what walks over them would run out of stack; BAD_USER_INPUT. It does not itself. */
export function assertShallow(variables: unknown): void {
  let level = [variables]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) throw badInput(`Expected variables nested at most ${MOST_LEVELS} levels deep.`)
    level = level.flatMap((value): unknown[] => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
}
