import { randomUUID } from 'node:crypto'
import { badInput } from '../../domain/errors.js'
import type { JsonObject } from '../../domain/json.js'
import { limits } from '../../domain/limits.js'
import { usesOnly, type ExternalRtcRoom, type StartLiveOptions } from '../../domain/live-start.js'
import type { LiveOutputTarget } from '../../domain/live.js'
import { wordFor } from '../words.js'
import type { SessionFacts } from './live-sessions.js'
import { DRIVERS, PROTOCOLS } from './mapping/live-words.js'
import { speechParam } from './voice.js'

/** A request's id: a UUID without its dashes (1211/62102). */
export const reqId = (): string => randomUUID().replaceAll('-', '')

/** What every session takes, and what one by avatar takes beside it. */
const USED = ['protocol', 'driver', 'userId', 'rtcRoom', 'outputs', 'script'] as const
const USED_BY_AVATAR = [...USED, 'avatar', 'voice'] as const

/** What `script` may hold of the vendor's own parameters (1240/100388, 1240/106612). */
const SCRIPT = ['StreamMaxInterval', 'ExtraInfo'] as const
const SCRIPT_BY_AVATAR = [...SCRIPT, 'AnchorParam', 'Backgrounds', 'Foregrounds'] as const

/** The most layers behind and before the avatar. */
const MOST_LAYERS = 5
/** The highest number of a TRTC room. */
const MOST_ROOM = 4_294_967_294

/** What a session is opened with, and what is noted of it. */
export interface Opening {
  payload: object
  facts: SessionFacts
}

/** What createsession is asked with, every limit checked first. */
export function openingByProject(project: string, options: StartLiveOptions): Opening {
  usesOnly('TENCENT', options, USED, 'a session of a project')
  const { payload, facts } = common(options, SCRIPT)
  return { payload: { ...payload, VirtualmanProjectId: project }, facts: { ...facts, room: project } }
}

/** What createsessionbyasset is asked with, every limit checked first. */
export function openingByAvatar(avatar: string, options: StartLiveOptions): Opening {
  usesOnly('TENCENT', options, USED_BY_AVATAR, 'a session by avatar')
  const { payload, facts } = common(options, SCRIPT_BY_AVATAR)
  return { payload: { ...payload, AssetVirtualmanKey: avatar, SpeechParam: options.voice && speechParam('voice', options.voice) }, facts }
}

function common(options: StartLiveOptions, scriptKeys: readonly string[]): Opening {
  const { rtcRoom, outputs, script = {} } = options
  const protocol = options.protocol ?? (rtcRoom ? 'TRTC' : 'RTMP')
  if (rtcRoom && protocol !== 'TRTC') throw badInput(`protocol: expected TRTC for a session with an rtcRoom, got ${protocol}.`, { field: 'protocol' })
  const driver = options.driver ?? 'TEXT'
  const userId = userOf(options)
  checkScript(script, scriptKeys)
  const protocolOption = { ...(rtcRoom && trtcOption(rtcRoom)), ...pushOption(outputs) }
  return {
    payload: {
      ...script,
      UserId: userId,
      Protocol: wordFor('protocol', PROTOCOLS, protocol),
      DriverType: Number(wordFor('driver', DRIVERS, driver)),
      ...(Object.keys(protocolOption).length > 0 && { ProtocolOption: protocolOption }),
    },
    facts: { room: null, protocol, driver, userId, rtcRoom: rtcRoom ? { appId: rtcRoom.appId, nativeId: rtcRoom.room } : null },
  }
}

/** `UserId` is whom the session is for, and in a TRTC room the avatar itself (1240/100388); one of its own leaves other sessions alone. */
function userOf({ userId, rtcRoom }: StartLiveOptions): string {
  limits.length('userId', userId, 1, Infinity)
  if (userId !== undefined && rtcRoom?.userId && rtcRoom.userId !== userId) {
    throw badInput('rtcRoom.userId: expected the same as userId: at TENCENT the avatar joins the room as the user of the session.', { field: 'rtcRoom.userId' })
  }
  return userId ?? rtcRoom?.userId ?? reqId()
}

function checkScript(script: JsonObject, keys: readonly string[]): void {
  const other = Object.keys(script).find((key) => !keys.includes(key))
  if (other !== undefined) throw badInput(`script.${other}: expected parameters out of ${keys.join(', ')} in a script for TENCENT.`, { field: `script.${other}` })
  for (const [name, value] of Object.entries(script)) {
    const expected = name === 'StreamMaxInterval' ? 'number' : name.endsWith('grounds') ? 'list' : 'object'
    const got = Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value
    if (got !== expected) throw badInput(`script.${name}: expected ${expected === 'object' ? 'an' : 'a'} ${expected}, got a ${got}.`, { field: `script.${name}` })
  }
  limits.range('script.StreamMaxInterval', script.StreamMaxInterval as number | undefined, 2000, 6000)
  limits.count('script.Backgrounds', [...((script.Backgrounds ?? []) as unknown[]), ...((script.Foregrounds ?? []) as unknown[])], 0, MOST_LAYERS)
}

/** The caller's own TRTC application (1240/100388, ProtocolOption). */
function trtcOption({ appId, room, token, privateMapKey }: ExternalRtcRoom): object {
  limits.length('rtcRoom.appId', appId, 1, Infinity)
  if (!token) throw badInput("rtcRoom.token: expected the avatar's UserSig for your own TRTC application, got none.", { field: 'rtcRoom.token' })
  const number = trtcRoomNumber(room, 'rtcRoom.roomId')
  return {
    TrtcUseExternalApp: true,
    TrtcAppId: appId,
    ...(number === undefined ? { TrtcStrRoomId: room } : { TrtcRoomId: number }),
    TrtcUserSig: token,
    TrtcPrivateMapKey: privateMapKey ?? undefined,
  }
}

/** The number of a TRTC room; undefined for a room with a name. The number 123 and the name "123" are two rooms: digits alone are taken as the number. */
export function trtcRoomNumber(room: string, field: string): number | undefined {
  limits.length(field, room, 1, Infinity)
  if (!/^\d+$/.test(room)) return undefined
  limits.range(field, Number(room), 1, MOST_ROOM)
  return Number(room)
}

/** The caller's own live push (1240/100388): `rtmp://host/app/streamid?txSecret=…&txTime=…`, where the last part may come as the stream key. */
function pushOption(outputs: readonly LiveOutputTarget[] | undefined): object {
  limits.count('outputs', outputs, 0, 1)
  const [output] = outputs ?? []
  if (!output) return {}
  const address = output.streamKey === null ? output.url : `${output.url.replace(/\/$/, '')}/${output.streamKey}`
  // The address is a secret: a message must not quote it.
  if (!PUSH_ADDRESS.test(address)) throw badInput('outputs.0.url: expected, together with the stream key, an address of the form rtmp://host/app/streamid?txSecret=…&txTime=….', { field: 'outputs.0.url' })
  return { CssCustomPushUrl: address }
}

const PUSH_ADDRESS = /^rtmp:\/\/[^/?]+\/[^/?]+\/[^/?]+\?(?=.*\btxSecret=[^&]+)(?=.*\btxTime=[^&]+)/
