import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { TencentSettings } from './settings.js'

/** What makes an address ours. */
type Place = Pick<TencentSettings, 'slug' | 'accessToken' | 'callbackBase'>

/** An address that the vendor is given for the result of one job. */
export interface ResultAddress {
  url: string
  /** Kept with the job: only a callback at this very address may tell of it. */
  nonce: string
}

/** Keeps this use of the access token apart from the signing of requests. */
const DOMAIN = 'avatargraph video result callback v1'

/** In base64url: 24 random bytes, and a SHA-256. */
const NONCE = /^[\w-]{32}$/
const PROOF = /^[\w-]{43}$/

const proofOf = ({ slug, accessToken }: Pick<Place, 'slug' | 'accessToken'>, nonce: string) => createHmac('sha256', accessToken).update(`${DOMAIN}\n${slug}\n${nonce}`).digest()

/**
 * An address that nobody can guess: Tencent signs no result callback (1211/62096), so the address is the proof. Undefined
 * while this deployment has no public URL. A change of the access token makes addresses given out before worthless; their
 * jobs are found out by asking.
 */
export function resultAddress(place: Place): ResultAddress | undefined {
  const base = place.callbackBase()
  if (base === undefined) return undefined
  const nonce = randomBytes(24).toString('base64url')
  return { nonce, url: `${base.replace(/\/+$/, '')}/callbacks/${place.slug}/video?job=${nonce}&proof=${proofOf(place, nonce).toString('base64url')}` }
}

/** Whether an address is one that this account gave out. Takes the same time for every proof that is wrong. */
export function isOurAddress(place: Pick<Place, 'slug' | 'accessToken'>, { job, proof }: Readonly<Record<string, string | undefined>>): boolean {
  if (job === undefined || proof === undefined || !NONCE.test(job) || !PROOF.test(proof)) return false
  return timingSafeEqual(proofOf(place, job), Buffer.from(proof, 'base64url'))
}
