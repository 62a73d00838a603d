import type { IncomingHttpHeaders } from 'node:http'

/** Host headers that mean this machine, whatever else its address may be called. */
const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i

/** Whose pages a server answers. */
export interface OriginRules {
  /** Whether it has no callers configured and trusts whoever reaches it. */
  open: boolean
  /** Where it is reached from outside: pages from there are its own. */
  publicUrl?: string
  /** Further origins whose pages may call. */
  allowed: readonly string[]
}

/**
 * Why a request is not answered, whoever sends it; nothing when it is. A page of another origin is answered only when it
 * is allowed, whatever carries the request: a browser asks before some requests only, and never before a WebSocket.
 * A server without callers also answers to names of this machine only: a browser lets any page reach an address of this
 * machine, by itself, by a name that it makes resolve here, or through a tunnel that was opened for callbacks.
 */
export function createRefuseOrigin({ open, publicUrl, allowed }: OriginRules): (headers: IncomingHttpHeaders) => string | undefined {
  const known = new Set([...allowed, ...(publicUrl === undefined ? [] : [new URL(publicUrl).origin])])
  const isKnown = (origin: string, host: string) => known.has(origin) || (URL.canParse(origin) && new URL(origin).host === host.toLowerCase())

  return ({ host = '', origin, 'sec-fetch-site': site }) => {
    if (open && !THIS_MACHINE.test(host)) {
      return 'This graph has no callers configured and answers only requests to a loopback address, such as http://127.0.0.1:4000. Set API_KEYS to reach it by another name.'
    }
    if (origin !== undefined) return isKnown(origin, host) ? undefined : `Pages of the origin ${JSON.stringify(origin.slice(0, 80))} are not answered here. Name it in CORS_ORIGINS if they shall be.`
    // What an open graph would do for whoever asks, a link or an image of another page must not ask for.
    return open && (site === 'cross-site' || site === 'same-site') ? 'This graph has no callers configured and does not answer pages of another origin. Set API_KEYS and send a key.' : undefined
  }
}
