import type { PlayTiming as TimingName } from '../../domain/live-commands.js'
import type { LiveRoomKind as RoomKind, LiveRoomState as RoomState, TemplateOwnership as OwnershipName } from '../../domain/live-rooms.js'
import type {
  LiveDriver as DriverName,
  LiveProtocol as ProtocolName,
  LiveState as State,
  LiveWarning as WarningName,
  Orientation as OrientationName,
  RtcUserKind as RtcUserName,
  RtmpState as OutputState,
  SpeakingState as Speaking,
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
  ENDED: 'Over, as intended, or no longer known to its vendor.',
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

/** Whose templates are listed, as a GraphQL enum. */
export const TemplateOwnership = graphEnum<OwnershipName>('TemplateOwnership', 'Whose templates of live rooms are listed.', {
  OWN: 'Those of this tenant that are not shared yet.',
  SHARED_WITH_OTHERS: 'Those of this tenant that are shared.',
  SHARED_BY_OTHERS: 'Those that other tenants share with this one.',
  PUBLIC: 'Those that are there for everybody.',
})

/** What an RTC user is there for, as a GraphQL enum. */
export const RtcUserKind = graphEnum<RtcUserName>('RtcUserKind', "What an RTC user of a session's room is there for.", {
  CAPTURE: 'Pushes the picture of a camera into the room.',
  ANIMATION: 'Makes movements out of that picture.',
  RENDER: 'Makes the picture of the avatar out of the movements, and tells clients of the state of the session.',
  PLAYER: 'Watches.',
  INFERENCE: 'Makes the picture of the avatar out of sound.',
  END_USER: 'Pushes sound into the room and watches the avatar.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for.',
})

/** How the picture travels, as a GraphQL enum. */
export const LiveProtocol = graphEnum<ProtocolName>('LiveProtocol', 'How the picture of a live session travels to who watches it.', {
  RTMP: 'As an RTMP stream.',
  TRTC: "In a room of Tencent's real-time communication.",
  WEBRTC: 'As a WebRTC stream of low delay.',
  UNKNOWN: 'In a way that this version of AvatarGraph has no word for.',
})

/** What drives the avatar of a session, as a GraphQL enum. */
export const LiveDriver = graphEnum<DriverName>('LiveDriver', 'What drives the avatar of a live session.', {
  TEXT: 'Text alone.',
  AUDIO: 'Audio of a voice, and text too.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for.',
})

/** What the avatar is doing, as a GraphQL enum. */
export const SpeakingState = graphEnum<Speaking>('SpeakingState', 'What the avatar of a live session is doing with what it was last given to say.', {
  IDLE: 'Nothing: it has said all, or was given nothing yet.',
  WAITING: 'It is about to begin.',
  SPEAKING: 'It is saying it.',
  FAILED: 'It could not say it; the session goes on.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for.',
})

/** What is doubtful about a session, as a GraphQL enum. */
export const LiveWarning = graphEnum<WarningName>('LiveWarning', 'What the vendor finds doubtful about a session that begins: live platforms may take it for a recording.', {
  TOO_FEW_PARAGRAPHS: 'Its script has too few paragraphs.',
  SCRIPT_TOO_SHORT: 'Its script is too short.',
  TOO_FEW_COMMENT_RULES: 'Too few of its rules answer comments.',
  NO_SHUFFLE: 'Nothing of its script is played in random order.',
  NO_AVATAR_ROTATION: 'No other avatars stand in.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for.',
})

/** When something is played, as a GraphQL enum. */
export const PlayTiming = graphEnum<TimingName>('PlayTiming', 'When something that is put into a live session is played.', {
  APPEND: 'Behind all that waits.',
  NEXT: 'Behind what is being said (Huawei INSERT, 6.2.5).',
  NOW: 'At once: what is being said is broken off (Huawei PLAY_NOW, 6.2.5).',
})
