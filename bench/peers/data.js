import { readFileSync } from 'node:fs'

/** What both peers are given: our schema without its federation parts, and an answer of ours as data in memory. */
export function ours(body) {
  const sdl = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8')
  const typeDefs = sdl.replace(/^extend schema @link.*$/m, '').replace(/ @key\(fields: "id"\)/g, '')
  const { assets } = JSON.parse(body).data
  return { typeDefs, resolvers: { Query: { assets: () => assets } } }
}
