/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands at a path such as `jobs.0.state`; undefined when there is nothing. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inside, name) => (typeof inside === 'object' && inside !== null ? (inside as Record<string, unknown>)[name] : undefined), value)

/** A value with another laid over it: objects field by field, lists of objects item by item, anything else replaced. */
export function merged(value: unknown, over: unknown): unknown {
  if (Array.isArray(over) && over.some(isObject)) {
    const items: unknown[] = Array.isArray(value) ? value : []
    return [...over.map((item, index) => merged(items[index], item)), ...items.slice(over.length)]
  }
  if (!isObject(over)) return over
  return { ...(isObject(value) && value), ...Object.fromEntries(Object.entries(over).map(([name, inner]) => [name, merged(isObject(value) ? value[name] : undefined, inner)])) }
}
