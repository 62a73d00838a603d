import type { ApolloServerPlugin } from '@apollo/server'
import type { GraphContext } from '../graph/context.js'

/**
 * Answers 200 where a request is well-formed, its document or variables are not, and its caller asks for `application/json`
 * by name: the specification "GraphQL over HTTP" has it so (Status Codes, application/json), since a client of that media
 * type cannot tell GraphQL's 400 from a proxy's. Who asks for `application/graphql-response+json`, or for nothing in
 * particular, gets a 400. What is refused for its sender (401, 403) or its method (405) stays refused.
 */
export const jsonStatus: ApolloServerPlugin<GraphContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ request, response }) {
      if (response.http.status === 400 && request.query && asksForJson(request.http?.headers.get('accept') ?? '')) response.http.status = 200
    },
  }),
}

const asksForJson = (accept: string) => accept.includes('application/json') && !accept.includes('application/graphql-response+json')
