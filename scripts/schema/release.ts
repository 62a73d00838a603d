// Makes schema.graphql the released schema, which later ones are compared with, and forgets the declarations that led to it.
import { readFileSync, writeFileSync } from 'node:fs'
import { BREAKING_CHANGES, RELEASED, SCHEMA } from './files.js'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
writeFileSync(RELEASED, `# The schema of release ${version}. Written by: npm run schema:release\n${readFileSync(SCHEMA, 'utf8')}`)
writeFileSync(BREAKING_CHANGES, '[]\n')
process.stdout.write(`${RELEASED} is the schema of ${version}.\n`)
