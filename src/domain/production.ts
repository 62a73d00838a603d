/*
 * What scripts, videos and live rooms are made of: voices, picture settings, subtitles, layers, backgrounds, music.
 * Assets are native ids here. `null` is "not said": the vendor's own default holds then, and is named in the comment.
 */

/** How the output picture is made from the avatar's. */
export const CLIP_MODES = ['RESIZE', 'CROP', 'UNKNOWN'] as const
/** One of {@link CLIP_MODES}. */
export type ClipMode = (typeof CLIP_MODES)[number]

/** Video encodings. */
export const VIDEO_CODECS = ['H264', 'VP8', 'VP9', 'QTRLE', 'UNKNOWN'] as const
/** One of {@link VIDEO_CODECS}. */
export type VideoCodec = (typeof VIDEO_CODECS)[number]

/** What a layer of the picture shows. */
export const LAYER_KINDS = ['AVATAR', 'IMAGE', 'VIDEO', 'TEXT', 'UNKNOWN'] as const
/** One of {@link LAYER_KINDS}. */
export type LayerKind = (typeof LAYER_KINDS)[number]

/** What is behind the avatar. */
export const BACKGROUND_KINDS = ['IMAGE', 'COLOR', 'IMAGE_2D', 'VIDEO', 'AUDIO', 'UNKNOWN'] as const
/** One of {@link BACKGROUND_KINDS}. */
export type BackgroundKind = (typeof BACKGROUND_KINDS)[number]

/** Whether the text of a layer that appears on its own has placeholders. */
export const SMART_TEXT_KINDS = ['STATIC', 'DYNAMIC', 'UNKNOWN'] as const
/** One of {@link SMART_TEXT_KINDS}. */
export type SmartTextKind = (typeof SMART_TEXT_KINDS)[number]

/** Who speaks, and how. A vendor throws BAD_USER_INPUT for what it has no use for. */
export interface VoiceSettings {
  /** Native id of a voice asset; null for the avatar's own, where the vendor knows that. */
  voice: string | null
  /** Percent of the normal speed, the default; 50 to 200 at Huawei (100 is about 250 words a minute), 50 to 150 at Tencent. */
  speed: number | null
  /** Percent, 50 to 200; default 100. */
  pitch: number | null
  /** 90 to 240 and by default 140 at Huawei, 0 to 10 and by default 0 at Tencent. */
  volume: number | null
  /** The vendor's word for an emotion of the voice. */
  emotion: string | null
  /** Percent, 50 to 200. */
  emotionIntensity: number | null
  /** The vendor's word for the language, where the voice speaks several. */
  language: string | null
}

/** How subtitles look; coordinates on a canvas of 1920 × 1080, or 1080 × 1920 in portrait. */
export interface SubtitleStyle {
  /** Lower left corner, in pixels. */
  x: number | null
  y: number | null
  font: string | null
  /** 4 to 120. */
  fontSize: number | null
  /** Size of the box, for editors only: the vendor does not use it. */
  boxWidth: number | null
  boxHeight: number | null
}

/** How the output video is encoded. */
export interface VideoSettings {
  /** Default RESIZE. */
  clipMode: ClipMode | null
  codec: VideoCodec | null
  /** Average, in kbit/s. */
  bitrate: number | null
  /** In pixels. */
  width: number | null
  height: number | null
  /** Frames a second. */
  frameRate: number | null
  /** Default false. */
  subtitles: boolean | null
  subtitleStyle: SubtitleStyle | null
  /** Upper left corner of what CROP keeps, in pixels. */
  cropX: number | null
  cropY: number | null
  superResolution: boolean | null
}

/** Where a layer stands; its upper left corner on a canvas of 1920 × 1080, or 1080 × 1920 in portrait. */
export interface LayerPosition {
  x: number
  y: number
  /** 1 is the lowest layer. */
  order: number
}

/** How large a layer is, in pixels of the canvas. */
export interface LayerSize {
  width: number | null
  height: number | null
}

/** What all layers have in common. */
interface LayerPlace {
  /** Native id of the asset that is shown; none for something outside the vendor's library. */
  asset: string | null
  position: LayerPosition | null
  size: LayerSize | null
}

/** The look of a text in the picture. */
interface TextLook {
  text: string | null
  font: string | null
  /** In pixels, 4 to 120. */
  fontSize: number | null
  /** An RGB value. */
  fontColor: string | null
}

/** A layer of the picture. */
export interface Layer extends LayerPlace {
  kind: LayerKind
  /** Layers of several scenes with the same group share their place. */
  groupId: string | null
  image: { url: string | null } | null
  /** `loopCount`: times the video is repeated, -1 to 100. */
  video: { url: string | null; coverUrl: string | null; loopCount: number | null } | null
  text: TextLook | null
}

/** A layer that appears when a rule of a live room is hit; durations in seconds, 0 for as long as is spoken. */
export interface SmartLayer extends LayerPlace {
  kind: LayerKind
  image: { url: string | null; displaySeconds: number | null } | null
  video: { url: string | null; coverUrl: string | null; displaySeconds: number | null } | null
  text: (TextLook & { kind: SmartTextKind | null; displaySeconds: number | null }) | null
}

/** What is behind the avatar. */
export interface Background {
  kind: BackgroundKind
  /** Native id of an image asset. */
  asset: string | null
  /** Address of the file; addresses outside the vendor's library are for live rooms only. */
  url: string | null
  /** An RGB value, for COLOR. */
  color: string | null
}

/** Music under everything. */
export interface BackgroundMusic {
  /** Native id of a music asset. */
  music: string | null
  /** Percent, 0 to 100; default 100. */
  volume: number | null
}

/**
 * The picture as it is when nothing else is said: H.264 of good quality, full HD, the way the picture lies. Fields that
 * are said stay.
 */
export function completeVideoSettings(said: Partial<VideoSettings>, orientation: 'LANDSCAPE' | 'PORTRAIT'): VideoSettings {
  const [width, height] = orientation === 'LANDSCAPE' ? [1920, 1080] : [1080, 1920]
  return {
    clipMode: said.clipMode ?? null,
    codec: said.codec ?? 'H264',
    bitrate: said.bitrate ?? DEFAULT_BITRATE,
    width: said.width ?? width,
    height: said.height ?? height,
    frameRate: said.frameRate ?? DEFAULT_FRAME_RATE,
    subtitles: said.subtitles ?? null,
    subtitleStyle: said.subtitleStyle ?? null,
    cropX: said.cropX ?? null,
    cropY: said.cropY ?? null,
    superResolution: said.superResolution ?? null,
  }
}

/** In kbit/s: inside the ranges of both video production and live (errata of the MetaStudio reference, section 8). */
const DEFAULT_BITRATE = 5000
/** What virtual-avatar video is made with whatever is asked (MetaStudio reference, VideoConfig). */
const DEFAULT_FRAME_RATE = 25
