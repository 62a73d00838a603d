/** How much of the server strangers and callers may hold, and for how long. Each is a setting; the README's table has the defaults. */
export interface ConnectionLimits {
  /** TCP connections at once, whatever they carry. Further ones are answered 503 and closed. */
  connections: number
  /** Of those, from one address. Further ones are answered 503 and closed. */
  connectionsPerAddress: number
  /** WebSockets of one caller at once. A further one is closed with 1013. */
  socketsPerCaller: number
  /** Operations under way on one WebSocket. A further one is refused with QUERY_TOO_EXPENSIVE. */
  operationsPerSocket: number
  /** Subscriptions of one caller at once, over WebSocket and server-sent events together. A further one is refused with QUERY_TOO_EXPENSIVE. */
  subscriptionsPerCaller: number
  /** Largest message of a WebSocket, in bytes. A larger one closes it with 1009. */
  messageBytes: number
  /** Largest GraphQL request, in bytes. A larger one is answered 413. */
  requestBytes: number
  /** Largest head of an HTTP request, in bytes. A larger one is answered 431. */
  headerBytes: number
  /** Milliseconds in which the head of an HTTP request has to be there, the first one's from the connection on. A later one is answered 408. */
  headersTimeoutMs: number
  /** Milliseconds in which a whole HTTP request has to be there. A later one is answered 408. */
  requestTimeoutMs: number
  /** Milliseconds that a connection is kept between two HTTP requests. */
  keepAliveTimeoutMs: number
  /** Milliseconds in which a WebSocket has to introduce itself; 4408 closes one that does not. */
  initTimeoutMs: number
  /** Milliseconds after which a WebSocket without an operation is closed with 1000. It is looked at once in so much time. */
  idleTimeoutMs: number
}
