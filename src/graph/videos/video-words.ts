import type { SceneControl as Control } from '../../domain/scripts.js'
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
  PHOTO: 'A photograph that is made to speak.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for.',
})
