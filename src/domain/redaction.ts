import type { Json, JsonObject } from './json.js'

/** What stands in the place of a secret. */
export const REDACTED = '[redacted]'

const SECRET_NAME = /(key|keys|secret|token|password|passwd|credential|credentials|signature|authorization|sign|auth)$/

/**
 * A copy without the secrets: every field whose name ends like that of a key, token, signature or password, at any
 * depth, also inside strings that themselves carry JSON (those come back as what they carry).
 */
export function withoutSecrets(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, SECRET_NAME.test(name.toLowerCase()) ? REDACTED : cleaned(inner)]),
  )
}

function cleaned(value: Json): Json {
  if (typeof value === 'string') return cleaned(carriedBy(value) ?? null) ?? value
  if (Array.isArray(value)) return value.map(cleaned)
  return typeof value === 'object' && value !== null ? withoutSecrets(value) : value
}

/** The object or array that a string carries as JSON, if it does. */
function carriedBy(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
