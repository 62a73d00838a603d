import { createHmac } from 'node:crypto'
import type { Mouth } from './mouth.js'
import type { CreateBody } from './request.js'

/** SessionStatus: 1 ready, 2 closed, 3 preparing, 4 could not be created. */
export type SessionStatus = 1 | 2 | 3 | 4

/** A stream of an avatar. */
export interface Session {
  readonly id: string
  readonly createdAt: number
  readonly body: CreateBody
  readonly mouth: Mouth
  status: SessionStatus
  /** Stays true once the session has been started. */
  started: boolean
  /** Why it is over; 0 for one that was closed by its owner, or is not. */
  errorCode: number
  errorMessage: string
  /** When the last command or the start came, in milliseconds since 1970. */
  touchedAt: number
  /** When the last text came. */
  textAt: number
}

/** The project of a session, or the avatar that it was created from. */
export function castOf(body: CreateBody): { project?: string; asset?: string } {
  return 'AssetVirtualmanKey' in body ? { asset: body.AssetVirtualmanKey } : { project: body.VirtualmanProjectId }
}

/** Where its stream can be watched; empty until it is ready. */
export function playAddress({ id, status, body }: Session): string {
  if (status !== 1) return ''
  return streamAddress(id, body.Protocol, body.ProtocolOption)
}

/** The address of a stream. The form for trtc was not seen in any page. */
export function streamAddress(id: string, protocol: CreateBody['Protocol'], option?: CreateBody['ProtocolOption']): string {
  switch (protocol) {
    case 'rtmp': return `rtmp://liveplay.ivh.qq.com/live/${id}`
    case 'webrtc': return `webrtc://liveplay.ivh.qq.com/live/${id}?min_delay_ms=100`
    case 'trtc': return `trtc://cloud.tencent.com/rtc?sdkappid=${option?.TrtcAppId ?? '1400000000'}&roomid=${option?.TrtcStrRoomId ?? option?.TrtcRoomId ?? numberOf(id)}&userid=${id}`
  }
}

/** A session as the three lists show it. */
export function shownSession(session: Session): object {
  const { id, status, body, started } = session
  return { UserId: body.UserId, SessionId: id, SessionStatus: status, PlayStreamAddr: playAddress(session), DriverType: String(body.DriverType), IsSessionStarted: started }
}

/** A new id in the form of the samples: a letter or two, then digits. */
export function numericId(prefix: string, hex: string): string {
  return prefix + BigInt(`0x${hex.slice(0, 16)}`).toString().padStart(20, '0')
}

/** A key for a viewer of the platform's own room: opaque to whoever gets it. */
export function roomKey(...parts: readonly string[]): string {
  return createHmac('sha256', 'sandbox-trtc').update(parts.join('\n')).digest('base64url')
}

/** A room's number, made from the session's id. */
function numberOf(id: string): number {
  return Number(BigInt(id.replaceAll(/\D/g, '') || '1') % 4_000_000_000n) + 1
}
