import type { z } from 'zod'
import type { ConnectionLimits } from '../domain/connection-limits.js'
import { parsedUrl, text, whole } from './fields.js'

/** An hour in milliseconds: what waits longer holds no one back. */
const HOUR = 3_600_000

/** The variables behind {@link ConnectionLimits}, and the origins whose pages may call. */
export const connectionFields = {
  MAX_CONNECTIONS: whole(1, 1_000_000).default(10_000),
  MAX_CONNECTIONS_PER_ADDRESS: whole(1, 1_000_000).optional(),
  MAX_SOCKETS_PER_CALLER: whole(1, 1_000_000).default(5_000),
  MAX_OPERATIONS_PER_SOCKET: whole(1, 10_000).default(100),
  MAX_SUBSCRIPTIONS_PER_CALLER: whole(1, 1_000_000).default(5_000),
  MAX_MESSAGE_BYTES: whole(1_024, 16_777_216).default(131_072),
  MAX_REQUEST_BYTES: whole(1_024, 16_777_216).default(1_048_576),
  MAX_HEADER_BYTES: whole(4_096, 131_072).default(16_384),
  HEADERS_TIMEOUT_MS: whole(100, HOUR).default(10_000),
  REQUEST_TIMEOUT_MS: whole(100, HOUR).default(30_000),
  KEEP_ALIVE_TIMEOUT_MS: whole(100, HOUR).default(72_000),
  SOCKET_INIT_TIMEOUT_MS: whole(50, HOUR).default(5_000),
  SOCKET_IDLE_TIMEOUT_MS: whole(100, 24 * HOUR).default(600_000),
  CORS_ORIGINS: text
    .transform((list) => list.split(',').map((entry) => entry.trim()))
    .refine((origins) => origins.every((origin) => parsedUrl(origin)?.origin === origin && /^https?:/.test(origin)), 'expected origins such as https://dashboard.example.com, comma separated, each without a path and in lower case; there is no wildcard')
    .default([]),
}

/** What was read as limits. By default one address gets half of all connections, so that it cannot shut out the others. */
export function connectionLimits(read: z.output<z.ZodObject<typeof connectionFields>>): ConnectionLimits {
  return {
    connections: read.MAX_CONNECTIONS,
    connectionsPerAddress: read.MAX_CONNECTIONS_PER_ADDRESS ?? Math.ceil(read.MAX_CONNECTIONS / 2),
    socketsPerCaller: read.MAX_SOCKETS_PER_CALLER,
    operationsPerSocket: read.MAX_OPERATIONS_PER_SOCKET,
    subscriptionsPerCaller: read.MAX_SUBSCRIPTIONS_PER_CALLER,
    messageBytes: read.MAX_MESSAGE_BYTES,
    requestBytes: read.MAX_REQUEST_BYTES,
    headerBytes: read.MAX_HEADER_BYTES,
    headersTimeoutMs: read.HEADERS_TIMEOUT_MS,
    requestTimeoutMs: read.REQUEST_TIMEOUT_MS,
    keepAliveTimeoutMs: read.KEEP_ALIVE_TIMEOUT_MS,
    initTimeoutMs: read.SOCKET_INIT_TIMEOUT_MS,
    idleTimeoutMs: read.SOCKET_IDLE_TIMEOUT_MS,
  }
}
