import type {
  CallbackAuth as CallbackAuthName,
  LiveCallbackEvent as CallbackEventName,
  PlayMode as PlayModeName,
  SharingKind as SharingKindName,
  SharingState as SharingStateName,
  Shuffle as ShuffleName,
  StreamerAction as StreamerActionName,
} from '../../domain/live-settings.js'
import { graphEnum } from '../enums.js'

const UNKNOWN = 'Something that this version of AvatarGraph has no word for; not to be given.'

/** What drives the avatar, as a GraphQL enum. */
export const PlayMode = graphEnum<PlayModeName>('PlayMode', 'What drives the avatar of a live session.', {
  TEXT: 'The texts of the script, spoken by its voice.',
  AUDIO: 'Recordings.',
  MANUAL: 'A person or another program: there is no script (Huawei 6.1.1 NO_PRESET).',
  UNKNOWN,
})

/** What is played in random order, as a GraphQL enum. */
export const Shuffle = graphEnum<ShuffleName>('Shuffle', 'What of a script is played in random order.', {
  NONE: 'Nothing.',
  SCENES: 'The scenes; their paragraphs in order.',
  PARAGRAPHS: 'The paragraphs of each scene; the scenes in order.',
  SCENES_AND_PARAGRAPHS: 'Both.',
  UNKNOWN,
})

/** What the vendor tells of a session, as a GraphQL enum. */
export const LiveCallbackEvent = graphEnum<CallbackEventName>('LiveCallbackEvent', 'What the vendor tells of a live session.', {
  LIVE_PROGRESS: 'The script has reached another paragraph.',
  RTMP_STATE_CHANGED: 'An output has changed its state; callbacks only.',
  REPLY_FINISHED: 'A reply was spoken to its end.',
  UNKNOWN,
})

/** How callbacks prove themselves, as a GraphQL enum. */
export const CallbackAuth = graphEnum<CallbackAuthName>('CallbackAuth', "How a receiver can know that a callback is the vendor's.", {
  NONE: 'By what its own address carries.',
  SIGNED_QUERY: 'By a signature in the query of the address (Huawei 6.2.1 MSS_A).',
  SIGNED_HEADERS: 'By a signature in headers (Huawei 6.2.1 MSS_A_HEAD).',
  MEITUAN: "In Meituan's way; for its platform only.",
  UNKNOWN,
})

/** What the avatar does meanwhile, as a GraphQL enum. */
export const StreamerAction = graphEnum<StreamerActionName>('StreamerAction', 'What the avatar does while its co-streamer speaks.', {
  SILENT: 'It is silent.',
  QUIETER: 'It lowers its voice.',
  UNKNOWN,
})

/** Who may use a template, as a GraphQL enum. */
export const SharingKind = graphEnum<SharingKindName>('SharingKind', 'Who may use a template.', {
  PRIVATE: 'Its owner.',
  PUBLIC: "Everybody: for the vendor's own templates.",
  SHARED: 'Those that its owner names.',
  UNKNOWN,
})

/** How far a shared template has come, as a GraphQL enum. */
export const SharingState = graphEnum<SharingStateName>('SharingState', 'How far a shared template has come.', {
  PUBLISHED: 'It can be used.',
  DRAFT: 'It is being written; only its owner sees it.',
  IN_REVIEW: 'It is being reviewed, and cannot be changed.',
  UNKNOWN,
})
