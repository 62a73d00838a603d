/** Milliseconds that a server has to answer. */
const TIMEOUT = 5_000

/** What an address answered, or why it did not. */
export type Reached = { status: number; headers: Headers; text: string; sentAt: number; tookMs: number } | { why: string; todo: string }

/** What to do about a connection that does not come about, by the system's or undici's code. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The name is not known to DNS here: check its spelling, and the name server of this machine or container.',
  EAI_AGAIN: 'DNS does not answer here: check the name server of this machine or container.',
  ECONNREFUSED: 'Nothing listens there: check the port, and that the server runs.',
  ECONNRESET: 'Something in between ends the connection: look at firewalls and proxies.',
  ETIMEDOUT: 'Nothing answers there: look at firewalls and routes.',
  EHOSTUNREACH: 'There is no route to it from here: look at firewalls and routes.',
  ENETUNREACH: 'There is no route to it from here: look at firewalls and routes.',
  UND_ERR_CONNECT_TIMEOUT: 'Nothing answers there: look at firewalls and routes. No HTTP proxy is used, whatever HTTP_PROXY says.',
  UND_ERR_SOCKET: 'The other side ended the connection before it answered: check scheme and port.',
  CERT_HAS_EXPIRED: 'Its certificate has expired: renew it.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is signed by itself: get one of a public authority; vendors trust no other.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Its certificate comes of an authority that is not trusted here: name it in NODE_EXTRA_CA_CERTS if that is meant to be.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Its server does not send the intermediate certificates: configure the whole chain there.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another name: check the name, or the certificate.',
}

/** The code of a failure, as the system or undici spells it; of a host with several addresses, that of the first. */
export function codeOf(error: unknown): string {
  const { code, cause, errors, name, message } = error as { code?: unknown; cause?: unknown; errors?: unknown[]; name?: string; message?: string }
  if (typeof code === 'string') return code
  if (errors?.length) return codeOf(errors[0])
  if (cause !== undefined) return codeOf(cause)
  return name === 'TimeoutError' ? 'ETIMEDOUT' : message || name || 'unknown'
}

/** What to do about a connection that failed with this code. */
export const remedyOf = (code: string): string => REMEDIES[code] ?? 'Look at the network between here and there.'

/** Asks an address, following no redirects. `now` tells epoch milliseconds. Never throws. */
export async function reach(url: string, now: () => number, headers: Record<string, string> = {}): Promise<Reached> {
  const sentAt = now()
  const started = performance.now()
  try {
    const response = await fetch(url, { redirect: 'manual', headers, signal: AbortSignal.timeout(TIMEOUT) })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, sentAt, tookMs: Math.round(performance.now() - started) }
  } catch (error) {
    const code = codeOf(error)
    return { why: code, todo: remedyOf(code) }
  }
}

/** An address without what may be secret in it. */
export function shown(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname.replace(/\/$/, '')}`
}
