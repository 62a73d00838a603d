import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { newId } from '../ids.js'
import { ERRORS, refusal } from './errors.js'

/** The live states whose numbers are documented. */
export const LIVE = { initialising: 32, ready: 35, completed: 5, abnormal: 9 } as const

/** A live channel. */
export interface Channel {
  /** Its `sessionId`. */
  readonly id: string
  /** Its `status`. */
  state: number
  /** The status that was last told: create's answer or a callback. */
  told: number
  readonly createdAt: number
  /** When it completed or failed, in milliseconds since 1970. */
  endedAt: number | null
  /** The live script, JSON text. */
  readonly param: string
  readonly userData: string | undefined
  readonly sessionToken: string
  readonly rtc: { rtcAppId: string; rtcChannelId: string; rtcUid: string; rtcToken: string }
  /** When its rtcToken was last refreshed; null before. */
  rtcRefreshedAt: number | null
  /** The script that was last taken over. */
  takeover: string | null
}

/** The channel's body of "Create live channel". The cloud's own RTC application is used unless `urtcUseExternalApp` is true. */
export const CREATE_BODY = z.object({
  param: z.string(),
  urtcUseExternalApp: z.boolean().nullish(),
  urtcAppId: z.string().nullish(),
  urtcToken: z.string().nullish(),
  urtcChannelId: z.string().max(64).nullish(),
  urtcUid: z.union([z.string(), z.number()]).nullish(),
  userData: z.string().nullish(),
})
type CreateBody = z.output<typeof CREATE_BODY>

/** Whether it is over. */
export function isOver({ state }: Channel): boolean {
  return state === LIVE.completed || state === LIVE.abnormal
}

/** Makes a channel, with the RTC channel that the request names or one of its own. Throws for an RTC application that is not whole. */
export function newChannel(body: CreateBody, state: number, now: number): Channel {
  const { urtcAppId, urtcToken, urtcChannelId, urtcUid } = body
  if (urtcUid != null && !isUint32(String(urtcUid))) throw refusal(ERRORS.urtcUid, 'urtcUid: expected digits, at most 4294967295')
  const id = newId()
  let rtc: Channel['rtc'] = { rtcAppId: 'sandbox0rtc0app0', rtcChannelId: id, rtcUid: String(Number.parseInt(id.slice(0, 7), 16)), rtcToken: newRtcToken() }
  if (body.urtcUseExternalApp === true) {
    if (!urtcAppId || !urtcToken || !urtcChannelId || urtcUid == null) throw refusal(ERRORS.urtcRequired, 'urtcUseExternalApp is true and not all of the four are there')
    rtc = { rtcAppId: urtcAppId, rtcChannelId: urtcChannelId, rtcUid: String(urtcUid), rtcToken: urtcToken }
  }
  return {
    id, state, told: state, createdAt: now, endedAt: null, param: body.param, userData: body.userData ?? undefined,
    sessionToken: randomBytes(24).toString('base64url'), rtc, rtcRefreshedAt: null, takeover: null,
  }
}

/** A token for an RTC channel. */
export function newRtcToken(): string {
  return `rtc.${randomBytes(24).toString('base64url')}`
}

function isUint32(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= 0xffff_ffff
}
