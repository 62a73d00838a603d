import type { CallbackTarget, Notice } from '../../deliveries.js'
import { newId } from '../../ids.js'
import { hmacBase64, originalText } from '../signature.js'

/** The signature of a live-room callback (1240/112145): over the two parameters that stand in its query. */
export function liveCallbackSignature(signKey: string, reqId: string, timestamp: string): string {
  return hmacBase64(signKey, originalText([['reqid', reqId], ['timestamp', timestamp]]))
}

/** A callback as it is posted, but for its ReqId; `data` goes out as JSON text. */
export function liveCallback(type: string, data: object): Notice {
  const body = { MsgType: type, MsgData: JSON.stringify(data) }
  return { type, body, shown: body }
}

/** Where live-room callbacks go: the signed parameters are put behind what the address has of its own; the body carries the same id. */
export function liveTarget(url: string, signKey: string): CallbackTarget {
  return {
    url,
    sign: (now) => {
      const reqId = newId()
      const timestamp = String(Math.floor(now / 1000))
      const query = new URLSearchParams({ reqid: reqId, timestamp, signature: liveCallbackSignature(signKey, reqId, timestamp) })
      return { url: `${url}${url.includes('?') ? '&' : '?'}${query.toString()}`, headers: {}, fields: { ReqId: reqId } }
    },
  }
}
