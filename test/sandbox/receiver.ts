import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Delivery {
  url: string
  headers: IncomingHttpHeaders
  body: { event_type: string; message?: string }
  /** The body of a callback that carries no message. */
  json: Record<string, unknown>
  /** The message, parsed; empty when there is none. */
  message: Record<string, string>
  /** The status it was answered with. */
  status: number
}

/** A tiny receiver of callbacks: a queue to await. */
export interface Receiver {
  url: string
  /** All deliveries so far. */
  received: Delivery[]
  /** The next delivery that nobody has taken yet. */
  next: () => Promise<Delivery>
  /** Takes deliveries until one matches; resolves to it. */
  until: (matches: (delivery: Delivery) => boolean) => Promise<Delivery>
  close: () => Promise<void>
}

/** Starts a receiver that answers with what `statusOf` says (200 when left out). */
export async function startReceiver(statusOf: (count: number) => number = () => 200): Promise<Receiver> {
  const received: Delivery[] = []
  const untaken: Delivery[] = []
  const waiting: ((delivery: Delivery) => void)[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Delivery['body']
      const message = JSON.parse(body.message ?? '{}') as Record<string, string>
      const delivery = { url: request.url ?? '', headers: request.headers, body, json: body as unknown as Record<string, unknown>, message, status: statusOf(received.length) }
      received.push(delivery)
      response.writeHead(delivery.status).end()
      const taker = waiting.shift()
      if (taker) taker(delivery)
      else untaken.push(delivery)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const next = (): Promise<Delivery> => {
    const delivery = untaken.shift()
    return delivery ? Promise.resolve(delivery) : new Promise((resolve) => waiting.push(resolve))
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    next,
    until: async (matches) => {
      for (;;) {
        const delivery = await next()
        if (matches(delivery)) return delivery
      }
    },
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}
