import { createHmac } from 'node:crypto'

/** How a live callback is signed (LiveEventCallBackConfig, 6.2.1). */
export interface Signing {
  /** The URL that was given to the vendor. */
  url: string
  key: string
  /** MSS_A_HEAD unless said otherwise. */
  auth?: 'MSS_A' | 'MSS_A_HEAD'
  /** Seconds that the vendor's clock is ahead. */
  skew?: number
}

/** A request to a callback route. */
export interface Callback {
  /** With its `?`; empty for none. */
  search: string
  headers: Record<string, string>
  body: string
  /** What proves its origin: a secret of this one message. */
  secret: string
}

/** Signs a body as Huawei does; from the document, not from our own code. */
export function signed(body: unknown, { url, key, auth = 'MSS_A_HEAD', skew = 0 }: Signing): Callback {
  const time = Math.floor(Date.now() / 1000 + skew).toString(16)
  const secret = createHmac('sha256', key).update(url.replace(/^https?:\/\//, '') + time).digest('hex')
  const inHeaders = auth === 'MSS_A_HEAD'
  return {
    search: inHeaders ? '' : `?hwSecret=${secret}&hwTime=${time}`,
    headers: { 'content-type': 'application/json', ...(inHeaders && { 'x-hw-mss-secret': secret, 'x-hw-mss-time': time }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    secret,
  }
}

/** Delivers a callback to a route of a running server. */
export async function deliver(target: string, { search, headers, body }: Omit<Callback, 'secret'>, signal?: AbortSignal): Promise<Response> {
  return fetch(target + search, { method: 'POST', headers, body, signal })
}

/** The vendor's event that a paragraph of the script is being spoken. */
export const scriptSwitch = (session: string, sequenceNo: number, room = 'room-1') => ({
  event_type: 'SHOOT_SCRIPT_SWITCH',
  message: JSON.stringify({ room_id: room, job_id: session, scene_script_name: 'Opening', shoot_script_sequence_no: String(sequenceNo), shoot_script_title: `Paragraph ${sequenceNo}` }),
})

/** The vendor's event that an output's connection changed; it carries the stream key in the clear. */
export const rtmpChange = (session: string, state: string, streamKey: string, room = 'room-1') => ({
  event_type: 'RTMP_STREAM_STATE_CHANGE',
  message: JSON.stringify({ room_id: room, job_id: session, output_url: 'rtmp://push.example.com/live', stream_key: streamKey, state }),
})
