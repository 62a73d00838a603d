import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { BlockList, isIP } from 'node:net'
import type { Config } from '../config.js'
import { isLoopback } from '../config/fields.js'
import { notesOf, type Finding } from './finding.js'
import { reach, shown } from './network.js'

const notes = notesOf('public address')

/** Addresses that no vendor can reach. */
const PRIVATE = new BlockList()
for (const [net, prefix] of [['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['169.254.0.0', 16], ['100.64.0.0', 10]] as const) PRIVATE.addSubnet(net, prefix, 'ipv4')
PRIVATE.addSubnet('fc00::', 7, 'ipv6')

/** The vendors that call back, and that are elsewhere. */
const callers = ({ accounts }: Config) => accounts.filter(({ vendor, endpoint }) => vendor !== 'XINGYUN' && !isLoopback(new URL(endpoint).hostname)).map(({ slug }) => slug)

/**
 * Looks whether PUBLIC_URL leads here, by asking it from here. Where AvatarGraph does not run, this listens in its place
 * while it asks. That vendors reach it from their networks it cannot tell.
 */
export async function examinePublicUrl(config: Config, now: () => number): Promise<Finding[]> {
  const { publicUrl } = config
  const waiting = callers(config)
  if (publicUrl === undefined) {
    if (!waiting.length) return [notes.ok('PUBLIC_URL', 'not set, and not needed: no account has a vendor elsewhere that calls back')]
    return [notes.warning('PUBLIC_URL', `not set: ${waiting.join(', ')} cannot call back, and only what is polled becomes known`, 'Set PUBLIC_URL to the https address under which the vendors reach this server.')]
  }
  const { hostname, protocol } = new URL(publicUrl)
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(bare)
  const out = waiting.length ? (isLoopback(hostname) ? 'of this machine alone' : family && PRIVATE.check(bare, family === 6 ? 'ipv6' : 'ipv4') ? 'of a private network' : undefined) : undefined
  if (out) return [notes.failed('PUBLIC_URL', `${shown(publicUrl)} is an address ${out}: ${waiting.join(', ')} cannot call it back`, 'Set PUBLIC_URL to the https address under which the vendors reach this server.')]

  const plain = waiting.length && protocol === 'http:' ? [notes.warning('encryption', 'callbacks come over plain http, where others may read and hold them back', 'Put TLS in front, and https into PUBLIC_URL.')] : []
  return [await ask(config, publicUrl, now), ...plain]
}

async function ask({ host, port }: Config, publicUrl: string, now: () => number): Promise<Finding> {
  const word = randomUUID()
  const stand = port === 0 ? undefined : await standIn(host, port, word)
  try {
    const answer = await reach(`${publicUrl}/healthz`, now)
    const at = shown(publicUrl)
    if ('why' in answer) return notes.failed('PUBLIC_URL', `${at} cannot be reached from here: ${answer.why}`, `${answer.todo} A router that does not let its own network in by the public address looks the same: then ask from outside, curl ${at}/healthz.`)
    if (answer.status === 200 && answer.text.includes(stand ? word : '"status":"ok"')) return notes.ok('PUBLIC_URL', `${at} leads ${stand ? 'here' : 'to AvatarGraph'}, asked from here`)
    return notes.failed('PUBLIC_URL', `${at}/healthz answers ${answer.status}, and it is not ${stand ? `this machine's port ${port}` : 'AvatarGraph'} that answers`, `Have the proxy or load balancer behind ${at} pass /callbacks/ (and /healthz, to look) to port ${port} of this machine.`)
  } finally {
    stand?.close()
    stand?.closeAllConnections()
  }
}

/** Listens where AvatarGraph would; nothing when the place is taken, by AvatarGraph itself as a rule. */
async function standIn(host: string, port: number, word: string): Promise<Server | undefined> {
  const server = createServer((_request, response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify({ status: 'ok', doctor: word })))
  server.listen(port, host)
  try {
    await once(server, 'listening')
    return server
  } catch {
    return undefined
  }
}
