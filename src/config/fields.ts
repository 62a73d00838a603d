import { BlockList, isIP } from 'node:net'
import { z } from 'zod'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether only this machine can reach the host. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(bare)
  return family ? loopback.check(bare, family === 6 ? 'ipv6' : 'ipv4') : bare === 'localhost'
}

/** A value that is not empty. */
export const text = z.string().trim().min(1)
/** The URL, or undefined when it is none. */
export const parsedUrl = (value: string) => (URL.canParse(value) ? new URL(value) : undefined)

/** A vendor's address: its secrets travel there, so it is https, or http to this machine. */
export const endpoint = text
  .refine((value) => {
    const url = parsedUrl(value)
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  }, 'expected an https URL, or http on a loopback address')
  .transform((value) => value.replace(/\/+$/, ''))

/** A whole number, both ends of its range included. */
export const whole = (least: number, most: number) =>
  z.coerce
    .number({ error: `expected a whole number from ${least} to ${most}` })
    .int(`expected a whole number from ${least} to ${most}`)
    .min(least, `expected a whole number from ${least} to ${most}`)
    .max(most, `expected a whole number from ${least} to ${most}`)

/** Secrets, newest first: separated by commas, or a list in a file. `what` names them. */
export const keyList = (longest: number, what: string) =>
  z
    .union([z.array(z.string()), z.string().transform((list) => list.split(','))])
    .transform((list) => list.map((key) => key.trim()).filter(Boolean))
    .refine((list) => list.every((key) => key.length <= longest), `expected ${what} of at most ${longest} characters each, newest first`)

/** JSON in the text of a variable, or as it stands in a file; what is no JSON stays text, which no shape accepts. */
export const json = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}
