import type { SceneControl as Control } from '../../domain/scripts.js'
import type { AvatarDriver as Driver, VideoConcurrency as Concurrency, VideoFormat as Format } from '../../domain/video-draft.js'
import type { VideoJobKind as Kind } from '../../domain/videos.js'
import { graphEnum } from '../enums.js'

/** What the avatar's mouth follows, as a GraphQL enum. */
export const SceneControl = graphEnum<Control>('SceneControl', "What the avatar's mouth follows in a scene.", {
  TEXT: 'A text that its voice reads.',
  AUDIO: 'A recording that is uploaded.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for; not to be given.',
})

/** What a video is made of, as a GraphQL enum. */
export const VideoJobKind = graphEnum<Kind>('VideoJobKind', 'What a video is made of.', {
  AVATAR_2D: 'A 2D avatar.',
  AVATAR: 'An avatar, of which the vendor does not tell the kind with the job; `avatar { kind }` does (Tencent).',
  PHOTO: 'A photograph that is made to speak.',
  VIDEO: 'A video whose person is made to speak.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for.',
})

/** What drives an avatar, as a GraphQL enum. */
export const AvatarDriver = graphEnum<Driver>('AvatarDriver', 'What drives an avatar.', {
  TEXT: 'A text that a voice reads.',
  ORIGINAL_AUDIO: 'A recording, as it is.',
  MODULATED_AUDIO: 'A recording, in another voice.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for; not to be given.',
})

/** In which file a video comes, as a GraphQL enum. */
export const VideoFormat = graphEnum<Format>('VideoFormat', 'In which file a video comes, and what is behind the avatar in it.', {
  MP4: 'An MP4 file.',
  GREEN_SCREEN_MP4: 'An MP4 file with a green background. International accounts of Tencent only (1211/62087).',
  TRANSPARENT_WEBM: 'A WebM file without a background.',
  TRANSPARENT_MOV: 'A MOV file without a background; at Tencent the text is 2000 characters at most then (1240/81268).',
})

/** Whose computing power makes a video, as a GraphQL enum. */
export const VideoConcurrency = graphEnum<Concurrency>('VideoConcurrency', 'Whose computing power makes a video.', {
  EXCLUSIVE: "The account's own.",
  SHARED: 'What is shared with other accounts.',
})
