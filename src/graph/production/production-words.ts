import type {
  BackgroundKind as BackgroundKindName,
  ClipMode as ClipModeName,
  LayerKind as LayerKindName,
  SmartTextKind as SmartTextKindName,
  VideoCodec as VideoCodecName,
} from '../../domain/production.js'
import { graphEnum } from '../enums.js'

/** How the output picture is made, as a GraphQL enum. */
export const ClipMode = graphEnum<ClipModeName>('ClipMode', "How the output picture is made from the avatar's.", {
  RESIZE: 'Scaled as a whole.',
  CROP: 'A part of it is kept: `cropX` and `cropY` are its upper left corner, `width` and `height` its size.',
  UNKNOWN: 'A mode that this version of AvatarGraph has no word for; not to be given.',
})

/** Video encodings, as a GraphQL enum. */
export const VideoCodec = graphEnum<VideoCodecName>('VideoCodec', 'How a video is encoded, and in which file.', {
  H264: 'H.264 in an MP4 file.',
  VP8: 'VP8 in a WebM file.',
  VP9: 'VP9 in a WebM file.',
  QTRLE: 'QuickTime Animation, which can be transparent, in a MOV file.',
  UNKNOWN: 'An encoding that this version of AvatarGraph has no word for; not to be given.',
})

/** What a layer shows, as a GraphQL enum. */
export const LayerKind = graphEnum<LayerKindName>('LayerKind', 'What a layer of the picture shows.', {
  AVATAR: 'The avatar itself (Huawei 6.1.1 HUMAN).',
  IMAGE: 'A picture.',
  VIDEO: 'A video.',
  TEXT: 'A text.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for; not to be given.',
})

/** What is behind the avatar, as a GraphQL enum. */
export const BackgroundKind = graphEnum<BackgroundKindName>('BackgroundKind', 'What is behind the avatar.', {
  IMAGE: 'A picture. Video production with 2D avatars takes no other.',
  COLOR: 'A plain color.',
  IMAGE_2D: 'A picture in the flat scene of a 3D avatar.',
  VIDEO: 'A video.',
  AUDIO: 'A sound.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for; not to be given.',
})

/** Whether a text has placeholders, as a GraphQL enum. */
export const SmartTextKind = graphEnum<SmartTextKindName>('SmartTextKind', 'Whether the text of a layer has placeholders.', {
  STATIC: 'The text is shown as it is.',
  DYNAMIC: 'Keywords in the text are replaced when it is shown.',
  UNKNOWN: 'Something that this version of AvatarGraph has no word for; not to be given.',
})
