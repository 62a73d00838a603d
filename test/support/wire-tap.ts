import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { request } from 'undici'
import { isObject, merged } from './json-paths.js'

/** A request and its answer, as they went over the wire, secrets and all. */
export interface Exchange {
  method: string
  /** Without the query. */
  path: string
  query: Record<string, string | string[]>
  /** The JSON of the request; undefined when there was none. */
  body: unknown
  status: number
  /** The JSON of the answer, as the client got it; undefined when there was none. */
  answer: unknown
}

/** What lies between clients and servers, and keeps what passes. */
export interface WireTap {
  /** Everything that has passed, oldest first. */
  readonly exchanges: readonly Exchange[]
  /** Opens a way to a server; its own base URL. The client's Host header goes on, so that signatures over it stay true. */
  open(target: string): Promise<string>
  /** From now on lays `patch` over the JSON of successful answers to the requests that match: objects field by field, lists of objects item by item. */
  patch(matches: (method: string, path: string) => boolean, patch: object): { remove: () => void }
  close(): Promise<void>
}

/** Makes a tap that leads nowhere yet. */
export function createWireTap(): WireTap {
  const exchanges: Exchange[] = []
  const patches = new Set<{ matches: (method: string, path: string) => boolean; patch: object }>()
  const servers: Server[] = []

  const pass = async (target: string, incoming: IncomingMessage) => {
    const { method = 'GET', url = '/' } = incoming
    const sent = await buffer(incoming)
    const { host, ...headers } = forwarded(incoming.headers)
    const { statusCode, headers: back, body } = await request(`${target}${url}`, { method: method as 'GET', headers: { ...headers, host: host as string }, body: sent.length > 0 ? sent : null })
    let answer = Buffer.from(await body.arrayBuffer())
    const { pathname: path, searchParams } = new URL(url, target)
    let json = jsonOf(answer)
    for (const { matches, patch } of patches) {
      if (statusCode >= 300 || !isObject(json) || !matches(method, path)) continue
      json = merged(json, patch)
      answer = Buffer.from(JSON.stringify(json))
    }
    exchanges.push({ method, path, query: queryOf(searchParams), body: jsonOf(sent), status: statusCode, answer: json })
    return { status: statusCode, headers: forwarded(back), answer }
  }

  return {
    exchanges,
    async open(target) {
      const server = createServer((incoming, outgoing) => {
        pass(target, incoming).then(
          ({ status, headers, answer }) => outgoing.writeHead(status, { ...headers, 'content-length': answer.length }).end(answer),
          (error: unknown) => outgoing.destroy(error as Error),
        )
      })
      servers.push(server)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    patch(matches, patch) {
      const active = { matches, patch }
      patches.add(active)
      return { remove: () => void patches.delete(active) }
    },
    async close() {
      await Promise.all(servers.map((server) => new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })))
    },
  }
}

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length'])

const forwarded = (headers: IncomingHttpHeaders): Record<string, string | string[]> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined || HOP_BY_HOP.has(name) ? [] : [[name, value]])))

function queryOf(params: URLSearchParams): Exchange['query'] {
  return Object.fromEntries([...new Set(params.keys())].map((name) => {
    const values = params.getAll(name)
    return [name, values.length > 1 ? values : values[0]!]
  }))
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
