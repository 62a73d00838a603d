import { text } from 'node:stream/consumers'
import { parse, print, visit } from 'graphql'

/**
 * Writes the schema that it reads without the directives for access:
 *
 *     node deploy/apollo-gateway/without-access.js < schema.graphql > avatargraph.graphql
 *
 * @apollo/gateway enforces none and refuses a supergraph that has some. Nothing is opened by it: AvatarGraph checks every
 * caller itself.
 */
const ACCESS = ['authenticated', 'requiresScopes']

const schema = visit(parse(await text(process.stdin)), {
  // The import of a directive from the federation's specification.
  StringValue: ({ value }, _key, list) => (Array.isArray(list) && ACCESS.includes(value.replace('@', '')) ? null : undefined),
  Directive: ({ name }) => (ACCESS.includes(name.value) ? null : undefined),
})
process.stdout.write(`${print(schema)}\n`)
