import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { dashboardDocuments, DOCUMENTS_FILE } from '../../scripts/dashboard/documents.js'

// Writing them also validates each against the schema.
it('the typed documents of the dashboard are what its .graphql files and schema.graphql say', async () => {
  const stale = readFileSync(DOCUMENTS_FILE, 'utf8') !== (await dashboardDocuments())
  expect(stale, 'They are stale. Write them anew with: npm run dashboard:documents').toBe(false)
})
