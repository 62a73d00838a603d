import type { IncomingHttpHeaders } from 'node:http'

/** Host headers that mean this machine, whatever else its address may be called. */
const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i

/**
 * Why a graph without callers does not answer a request; nothing when it does. Such a graph trusts whoever reaches it, and
 * a browser lets any page reach an address of this machine: by itself, by a name that it makes resolve here, or through a
 * tunnel that was opened for callbacks. So it answers programs of this machine and its own pages only.
 */
export function refusalOfOpenGraph({ host = '', origin, 'sec-fetch-site': site }: IncomingHttpHeaders): string | undefined {
  if (!THIS_MACHINE.test(host)) {
    return 'This graph has no callers configured and answers only requests to a loopback address, such as http://127.0.0.1:4000. Set API_KEYS to reach it by another name.'
  }
  const elsewhere = origin !== undefined ? !URL.canParse(origin) || new URL(origin).host !== host.toLowerCase() : site === 'cross-site' || site === 'same-site'
  return elsewhere ? 'This graph has no callers configured and does not answer pages of another origin. Set API_KEYS and send a key.' : undefined
}
