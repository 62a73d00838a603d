import type { FastifyReply } from 'fastify'
import type { Answer } from './call.js'
import type { FaultSpec } from './faults.js'
import type { Manners } from './operation.js'

const JSON_TYPE = 'application/json; charset=UTF-8'
const OVERSIZED_LIMIT = 512 * 1024 * 1024
const PAGE = '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n'

/** An answer that a fault puts in the place of the operation's own; undefined when the operation shall work. */
export function faultyAnswer(fault: FaultSpec, manners: Manners): Answer | undefined {
  if (fault.throttle) return { ...manners.throttled(1), refused: 'fault: throttle' }
  if (fault.code !== undefined) {
    const answer = manners.coded(fault.code)
    return { ...answer, status: fault.status ?? answer.status, refused: 'fault: code' }
  }
  if (fault.status !== undefined && !fault.garbage && !fault.html) return { ...manners.failure(fault.status), status: fault.status, refused: 'fault: status' }
  return undefined
}

/**
 * Plays a fault that breaks the answer itself, below the level of JSON. Returns the status that went out
 * (null for a dropped connection), or undefined when the fault is none of these and nothing was sent.
 */
export function spoil(fault: FaultSpec, reply: FastifyReply): number | null | undefined {
  if (fault.drop) {
    reply.hijack()
    reply.raw.destroy()
    return null
  }
  if (fault.html) return sendRaw(reply, fault.status ?? 502, 'text/html', PAGE)
  if (fault.garbage) return sendRaw(reply, fault.status ?? 500, 'application/octet-stream', Buffer.from('fffe00c328a0a1e28ca1f09f', 'hex'))
  if (fault.malformed) return sendRaw(reply, 200, JSON_TYPE, '{"count": 3, "assets": [ {"asset_id": "24bad716", ')
  if (fault.oversized) {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': JSON_TYPE })
    pour(reply)
    return 200
  }
  return undefined
}

/** Sends the head and half of the body, with the length of the whole, then destroys the connection. */
export function truncate(reply: FastifyReply, status: number, headers: Record<string, string>, bytes: Buffer): void {
  reply.hijack()
  reply.raw.writeHead(status, { ...headers, 'content-type': JSON_TYPE, 'content-length': bytes.length })
  reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.destroy())
}

function sendRaw(reply: FastifyReply, status: number, type: string, body: string | Buffer): number {
  void reply.code(status).header('content-type', type).send(body)
  return status
}

function pour(reply: FastifyReply): void {
  const chunk = Buffer.alloc(64 * 1024, 'a')
  let sent = 0
  const more = (): void => {
    while (!reply.raw.destroyed && sent < OVERSIZED_LIMIT) {
      sent += chunk.length
      if (!reply.raw.write(chunk)) {
        reply.raw.once('drain', more)
        return
      }
    }
    reply.raw.destroy()
  }
  reply.raw.write('{"count": 1, "data": "')
  more()
}
