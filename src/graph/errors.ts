import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { AvatarGraphError } from '../domain/errors.js'
import type { GraphLog, GraphServices } from './context.js'

/** What reporting an error needs to know of its operation. */
export interface ErrorScene {
  requestId?: string
  /** Names the request id in each line by itself. */
  logger: GraphLog
  services: Pick<GraphServices, 'onError' | 'introspection'>
}

/** What graphql-js adds to its errors where a name of the schema is close to the one given. */
const SUGGESTION = / ?Did you mean .+\?$/s

/** An error on its way through GraphQL, to be formatted where it leaves. */
export const toGraphQLError = (error: Error): GraphQLError => (error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error }))

/**
 * The one way out for errors: what a caller may know of one, in the contract's closed codes. An error that is
 * none of ours is a defect: it is logged whole and leaves as INTERNAL with the request id to ask after.
 */
export function formatError(error: unknown, scene: ErrorScene): GraphQLFormattedError {
  const graphql = error instanceof GraphQLError ? error : new GraphQLError('Unexpected error.', { originalError: error as Error })
  const { locations, path } = graphql.toJSON()
  const place = { ...(locations && { locations }), ...(path && { path }) }
  const cause = rootCause(graphql)

  const known = cause instanceof AvatarGraphError ? cause : isRequestError(graphql, cause) ? new AvatarGraphError('BAD_USER_INPUT', scene.services.introspection ? graphql.message : graphql.message.replace(SUGGESTION, '')) : undefined
  if (known && known.code !== 'INTERNAL') {
    scene.services.onError(known.code)
    return { message: known.message, ...place, extensions: { code: known.code, ...known.details } }
  }
  scene.services.onError('INTERNAL')
  scene.logger.error({ err: cause, path }, 'unexpected error')
  const reference = scene.requestId ? ` Ask for request ${scene.requestId} in the log.` : ''
  return { message: `Something went wrong inside AvatarGraph.${reference}`, ...place, extensions: { code: 'INTERNAL', ...(scene.requestId && { requestId: scene.requestId }) } }
}

function rootCause(error: GraphQLError): unknown {
  let cause: unknown = error
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError
  return cause
}

/** The document itself is at fault (it does not parse, validate or coerce): graphql-js says so without an original error. */
function isRequestError(error: GraphQLError, cause: unknown): boolean {
  return cause instanceof GraphQLError && (error.path === undefined || cause.extensions.code === 'BAD_USER_INPUT')
}
