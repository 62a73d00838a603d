// Writes the typed documents of the dashboard; a test fails while they are stale.
import { writeFileSync } from 'node:fs'
import { dashboardDocuments, DOCUMENTS_FILE } from './documents.js'

writeFileSync(DOCUMENTS_FILE, await dashboardDocuments())
