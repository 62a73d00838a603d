import { createRemoteJWKSet, jwtVerify } from 'jose'

/**
 * Hive Gateway in front of AvatarGraph: docs/federation.md tells how it is run, and test/federation runs it. It reads
 * `SUPERGRAPH` (a path or a URL), `SUBSCRIPTIONS` (`websocket` or `sse`: how it subscribes at AvatarGraph) and, so that it
 * refuses callers itself, the same `JWT_JWKS_URL`, `JWT_ISSUER` and `JWT_AUDIENCE` as AvatarGraph.
 */
const { SUPERGRAPH = 'supergraph.graphql', SUBSCRIPTIONS = 'websocket', JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE } = process.env

/**
 * What AvatarGraph wants to know of a caller: who it is, and for which user of its own it acts. `context.headers` are the
 * headers of a request, or over WebSocket the connection parameters of the client under the same names.
 */
const CALLER = { authorization: '{context.headers.authorization}', 'x-app-user-id': '{context.headers.x-app-user-id}' }

const SUBSCRIBING = {
  // A socket for each caller, which its subscriptions share.
  websocket: { kind: 'ws', location: '/graphql', options: { connectionParams: { authorization: CALLER.authorization, appUserId: CALLER['x-app-user-id'] } } },
  // An address of its own, by POST; without these it would be the address of the queries, by GET.
  sse: { kind: 'http', location: '/graphql/stream', options: { method: 'POST' } },
}

/** Who sends a request, as far as a token proves it. An API key proves nothing here: leave JWT_JWKS_URL out where callers have those. */
function tokenReader(jwksUrl) {
  const keys = createRemoteJWKSet(new URL(jwksUrl))
  return async ({ headers }) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(headers?.authorization ?? '') ?? []
    const verified = token && (await jwtVerify(token, keys, { issuer: JWT_ISSUER, audience: JWT_AUDIENCE }).catch(() => undefined))
    return verified?.payload
  }
}

/** @type {import('@graphql-hive/gateway-runtime').GatewayConfigSupergraph} */
export const gatewayConfig = {
  supergraph: SUPERGRAPH,
  // Not with propagateHeaders: that knows no clients that come over WebSocket.
  transportEntries: { avatargraph: { headers: Object.entries(CALLER), options: { subscriptions: SUBSCRIBING[SUBSCRIPTIONS] } } },
  ...(JWT_JWKS_URL && {
    genericAuth: {
      mode: 'protect-granular',
      resolveUserFn: tokenReader(JWT_JWKS_URL),
      // The graph asks for scopes; what a token has are AvatarGraph's roles.
      extractScopes: (user) => [user?.roles ?? []].flat().map((role) => `avatargraph:${role}`),
      // What a caller may not see is null with an error, and the rest is answered, as AvatarGraph does it.
      rejectUnauthenticated: false,
    },
  }),
}
