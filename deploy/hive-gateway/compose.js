import { text } from 'node:stream/consumers'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'

/**
 * Writes the supergraph of AvatarGraph alone, for a gateway that finds it at the address given:
 *
 *     node deploy/hive-gateway/compose.js http://app:4000/graphql < schema.graphql > supergraph.graphql
 */
const [, , url = 'http://127.0.0.1:4000/graphql'] = process.argv
const { supergraphSdl, errors = [] } = composeServices([{ name: 'avatargraph', url, typeDefs: parse(await text(process.stdin)) }])
if (supergraphSdl === undefined) {
  process.stderr.write(`${errors.map(({ message }) => message).join('\n')}\n`)
  process.exitCode = 1
} else process.stdout.write(supergraphSdl)
