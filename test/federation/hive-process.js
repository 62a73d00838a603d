import { createServer } from 'node:http'
import { createGatewayRuntime, getGraphQLWSOptions } from '@graphql-hive/gateway-runtime'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { gatewayConfig } from '../../deploy/hive-gateway/gateway.config.js'

// What Hive Gateway's command line does with a configuration: the runtime behind HTTP and WebSocket at /graphql.
const gateway = createGatewayRuntime(gatewayConfig)
// Otherwise the first request over HTTP loads the supergraph, and clients that come over WebSocket before it wait for that.
await gateway.getSchema()
const server = createServer(gateway)
useServer(
  getGraphQLWSOptions(gateway, ({ extra: { request, socket } }) => ({ req: request, socket })),
  new WebSocketServer({ server, path: '/graphql' }),
)
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('Hive Gateway is up'))
