import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codegen } from '@graphql-codegen/core'
import * as typedDocuments from '@graphql-codegen/typed-document-node'
import * as operations from '@graphql-codegen/typescript-operations'
import { parse, visit, type DocumentNode } from 'graphql'

const ROOT = join(import.meta.dirname, '../..')
const QUERIES = join(ROOT, 'src/dashboard/queries')

/** Where the typed documents of the dashboard are written. */
export const DOCUMENTS_FILE = join(QUERIES, 'documents.ts')

const HEADER = '// Written by `npm run dashboard:documents` from the .graphql files beside it and schema.graphql. Do not edit.\n\n'

/**
 * The operations of the dashboard with the types of their variables and results, as `schema.graphql` has them. Throws for an
 * operation that the schema does not allow, with the place.
 */
export async function dashboardDocuments(): Promise<string> {
  const names = readdirSync(QUERIES).filter((name) => name.endsWith('.graphql')).sort()
  const documents = names.map((name) => ({ location: name, document: parse(readFileSync(join(QUERIES, name), 'utf8')) }))
  const written = await codegen({
    filename: DOCUMENTS_FILE,
    schema: withoutDescriptions(parse(readFileSync(join(ROOT, 'schema.graphql'), 'utf8'))),
    documents,
    config: {
      enumsAsTypes: true,
      useTypeImports: true,
      avoidOptionals: { field: true },
      skipTypename: true,
      dedupeFragments: true,
      scalars: { ID: 'string', DateTime: 'string', JSONObject: 'Record<string, unknown>' },
    },
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations, documents: typedDocuments },
  })
  return HEADER + written
}

/** A better word in the schema must not make the documents stale. */
const withoutDescriptions = (schema: DocumentNode): DocumentNode => visit(schema, { enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined) })
