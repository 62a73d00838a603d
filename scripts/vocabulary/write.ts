// Writes docs/vocabulary.md anew: `npm run docs:vocabulary`.
import { writeFile } from 'node:fs/promises'
import { vocabularyPage } from './page.js'
import { STATUS_TABLES } from './tables.js'

await writeFile(new URL('../../docs/vocabulary.md', import.meta.url), vocabularyPage(STATUS_TABLES))
