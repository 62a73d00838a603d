import type {
  LiveRoomKind as RoomKind,
  LiveRoomState as RoomState,
  LiveState as State,
  Orientation as OrientationName,
  RtmpState as OutputState,
} from '../../domain/live.js'
import { graphEnum } from '../enums.js'

/** The life of a live session, as a GraphQL enum. */
export const LiveState = graphEnum<State>('LiveState', 'Where a live session is in its life, in one vocabulary over all vendors.', {
  WAITING: 'Asked for, not begun.',
  PREPARING: 'The vendor is preparing it.',
  READY: 'Prepared, not on air.',
  LIVE: 'On air.',
  PAUSED: 'On air, the avatar silent.',
  TAKEN_OVER: 'On air, a person speaking for the avatar.',
  ENDED: 'Over, as intended.',
  FAILED: 'Over, by a failure.',
  BLOCKED: 'Stopped by the vendor.',
  UNKNOWN: 'A state that this version of AvatarGraph has no word for; `vendorState` has the word of the vendor.',
})

/** The state of an RTMP output, as a GraphQL enum. */
export const RtmpState = graphEnum<OutputState>('RtmpState', 'The state of the connection that carries the live picture to a platform.', {
  CONNECTING: 'Being made.',
  CONNECTED: 'The picture arrives.',
  DISCONNECTED: 'Broken: viewers see nothing.',
  RECONNECTING: 'Being made again.',
  ENDED: 'Closed with its session.',
  UNKNOWN: 'Not known: nothing was told of it yet.',
})

/** What a live room is for, as a GraphQL enum. */
export const LiveRoomKind = graphEnum<RoomKind>('LiveRoomKind', 'What a live room is for.', {
  NORMAL: 'A room that stays: sessions can start and stop in it at any time.',
  TEMPORARY: 'A room that goes when its session is over.',
  TEMPLATE: 'A template for other rooms.',
  UNKNOWN: 'A kind that this version of AvatarGraph has no word for.',
})

/** Whether a live room can be used, as a GraphQL enum. */
export const LiveRoomState = graphEnum<RoomState>('LiveRoomState', 'Whether a live room can be used.', {
  ENABLED: 'It can.',
  DISABLED: 'It cannot; `failure` says why.',
  BLOCKED: 'The vendor has blocked it; `failure` says why.',
  UNKNOWN: 'A state that this version of AvatarGraph has no word for.',
})

/** Which way the picture lies, as a GraphQL enum. */
export const Orientation = graphEnum<OrientationName>('Orientation', 'Which way the picture lies.', {
  LANDSCAPE: 'Wider than high (16:9).',
  PORTRAIT: 'Higher than wide (9:16).',
  UNKNOWN: 'Not told.',
})
