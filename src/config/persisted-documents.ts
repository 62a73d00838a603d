import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Ids and their documents, as Relay and GraphQL Code Generator write them. */
const plain = z.record(z.string(), z.string())
/** As Apollo's `generate-persisted-query-manifest` writes them. */
const manifest = z
  .object({ format: z.literal('apollo-persisted-query-manifest'), version: z.literal(1), operations: z.array(z.object({ id: z.string(), body: z.string() })) })
  .transform(({ operations }) => Object.fromEntries(operations.map(({ id, body }) => [id, body])))

/** The documents of PERSISTED_DOCUMENTS by id; none when there is a mistake, which `problems` gets. */
export function readPersistedDocuments(path: string, problems: string[]): ReadonlyMap<string, string> {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    problems.push(`PERSISTED_DOCUMENTS: expected a readable JSON file: ${(error as Error).message}`)
    return new Map()
  }
  const read = z.union([manifest, plain]).safeParse(content)
  if (!read.success || !Object.keys(read.data).length) {
    problems.push('PERSISTED_DOCUMENTS: expected a JSON object with the id and the text of each document, such as {"6a2f…": "query { … }"}, or the manifest of an Apollo client')
    return new Map()
  }
  return new Map(Object.entries(read.data))
}
