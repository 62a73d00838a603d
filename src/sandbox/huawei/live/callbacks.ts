import { CREDENTIALS } from '../credentials.js'
import { isCallbackUrl, type Deliveries, type Notice } from '../../deliveries.js'
import { withoutSecrets } from '../../journal.js'
import { callbackTarget } from '../callback-signature.js'
import { ERRORS, refusal } from '../errors.js'
import type { CallbackConfig } from './request.js'

const ALL_TYPES: CallbackConfig['callback_event_type'] = ['SHOOT_SCRIPT_SWITCH', 'RTMP_STREAM_STATE_CHANGE', 'REPLY_COMMAND_FINISH']

/** An event of a live task; `message` goes out as a JSON string (section 6.2.1, LiveEventCallBackConfig). */
export interface LiveEvent {
  type: 'SHOOT_SCRIPT_SWITCH' | 'RTMP_STREAM_STATE_CHANGE' | 'REPLY_COMMAND_FINISH'
  message: Record<string, string>
}

/** A live event as it is posted. */
function liveNotice({ type, message }: LiveEvent): Notice {
  return { type, body: { event_type: type, message: JSON.stringify(message) }, shown: { event_type: type, message: withoutSecrets(message) } }
}

/** What a session does about callbacks: the configuration to show (never with the key), and where events go. */
export interface CallbackPlan {
  shown: CallbackConfig | undefined
  /** Opens the queue of a job; events that nobody subscribed to go nowhere. */
  open: (jobId: string) => (event: LiveEvent) => void
}

/**
 * Settles the callbacks of a session. `override` is the simulator's own `callbackUrl`: it replaces the address, and when the
 * request configured nothing it subscribes to everything under the simulator's key. Throws the vendor's 400 for an address
 * that is not https (http only on loopback), or for a signature without a key.
 */
export function planCallbacks(config: CallbackConfig | undefined, override: string | undefined, deliveries: Deliveries): CallbackPlan {
  const settled: CallbackConfig | undefined = config ?? (override === undefined ? undefined : { auth_type: 'MSS_A', key: CREDENTIALS.callbackKeys[0], callback_event_type: ALL_TYPES })
  const url = override ?? settled?.live_event_type_callback_url
  const { key, ...shown } = settled ?? {}
  if (!settled || url === undefined || url === '') return { shown: settled && shown, open: () => () => undefined }
  checkCallbacks({ ...settled, live_event_type_callback_url: url })
  const auth = settled.auth_type ?? 'NONE'
  const target = callbackTarget(url, auth, key ?? '', 'live')
  const subscribed = new Set<string>(settled.callback_event_type ?? [])
  return {
    shown,
    open: (jobId) => {
      const push = deliveries.queue(jobId, target)
      return (event) => {
        if (subscribed.has(event.type)) push(liveNotice(event))
      }
    },
  }
}

/** Throws the vendor's 400 for an address that is not https (http only on loopback), or for a signature without a key. */
export function checkCallbacks(config: CallbackConfig | undefined): void {
  const { live_event_type_callback_url: url = '', auth_type: auth = 'NONE', key } = config ?? {}
  if (url !== '' && !isCallbackUrl(url)) throw refusal(ERRORS.badUrl, 'the callback URL is not https, nor http on loopback')
  if (auth !== 'NONE' && key === undefined) throw refusal(ERRORS.invalid, `live_event_callback_config.key: required with auth_type ${auth}`)
}
