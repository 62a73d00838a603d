import { readFileSync } from 'node:fs'
import { Kind, parse, print, visit } from 'graphql'

/** Directives that every server knows; the others are for the federation and for our own limits. */
const STANDARD = ['deprecated', 'specifiedBy']

/** What both peers are given: our schema without the directives that are ours, and an answer of ours as data in memory. */
export function ours(body) {
  const sdl = parse(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))
  const typeDefs = print(
    visit(sdl, {
      Directive: ({ name }) => (STANDARD.includes(name.value) ? undefined : null),
      // What is left of it is empty.
      [Kind.SCHEMA_EXTENSION]: () => null,
    }),
  )
  const { assets } = JSON.parse(body).data
  return { typeDefs, resolvers: { Query: { assets: () => assets } } }
}
