import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { composeServices, type CompositionResult } from '@apollo/composition'
import { parse } from 'graphql'
import { read, root } from '../docs/markdown.js'
import { STUDIO_SDL } from './studio.js'

/** The checked-in schema of AvatarGraph. */
export const OUR_SDL = read('schema.graphql')

/** The same for gateways that refuse directives for access, made by the script that the documentation names. */
export const ourSdlWithoutAccess = (): string => execFileSync(process.execPath, [join(root, 'deploy/apollo-gateway/without-access.js')], { input: OUR_SDL, encoding: 'utf8' })

/** Where the subgraphs of a supergraph are. */
export interface Addresses {
  avatargraph: string
  studio: string
}

/** Composes AvatarGraph with the company's own subgraph by the library behind `rover supergraph compose`. */
export const compose = (ours: string, addresses: Addresses = { avatargraph: 'http://127.0.0.1:4000', studio: 'http://127.0.0.1:4001' }): CompositionResult =>
  composeServices([
    { name: 'avatargraph', url: `${addresses.avatargraph}/graphql`, typeDefs: parse(ours) },
    { name: 'studio', url: addresses.studio, typeDefs: parse(STUDIO_SDL) },
  ])

/** The supergraph of the two, for a router; throws composition's errors. */
export function supergraphOf(ours: string, addresses: Addresses): string {
  const { supergraphSdl, errors } = compose(ours, addresses)
  if (supergraphSdl === undefined) throw new AggregateError(errors ?? [], `Composition failed: ${errors?.map(({ message }) => message).join('; ')}`)
  return supergraphSdl
}
