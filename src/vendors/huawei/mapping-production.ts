import type { BackgroundKind, ClipMode, LayerKind, SmartTextKind, VideoCodec } from '../../domain/production.js'
import type { WordReader } from '../words.js'

/** VideoConfig `clip_mode`. */
export const CLIP_MODES: Record<string, ClipMode> = { RESIZE: 'RESIZE', CROP: 'CROP' }
/** VideoConfig `codec`; VP9 and QTRLE are the SDK's (errata, section 3). */
export const VIDEO_CODECS: Record<string, VideoCodec> = { H264: 'H264', VP8: 'VP8', VP9: 'VP9', QTRLE: 'QTRLE' }
/** LayerConfig `layer_type`. */
export const LAYER_KINDS: Record<string, LayerKind> = { HUMAN: 'AVATAR', IMAGE: 'IMAGE', VIDEO: 'VIDEO', TEXT: 'TEXT' }
/** SmartLayerConfig `layer_type`. */
export const SMART_LAYER_KINDS: Record<string, LayerKind> = { IMAGE: 'IMAGE', VIDEO: 'VIDEO', TEXT: 'TEXT' }
/** BackgroundConfigInfo `background_type`; the printed list forgets COLOR (errata, section 3). */
export const BACKGROUND_KINDS: Record<string, BackgroundKind> = { IMAGE: 'IMAGE', COLOR: 'COLOR', IMAGE_2D: 'IMAGE_2D', VIDEO: 'VIDEO', AUDIO: 'AUDIO' }
/** SmartTextLayerConfig `text_type`. */
export const SMART_TEXT_KINDS: Record<string, SmartTextKind> = { STATIC: 'STATIC', DYNAMIC: 'DYNAMIC' }

/** Readers of the words that scripts, videos and live rooms share. */
export const productionWords = (reader: WordReader) => ({
  clipMode: reader('clip_mode', CLIP_MODES),
  videoCodec: reader('codec', VIDEO_CODECS),
  layerKind: reader('layer_type', LAYER_KINDS),
  backgroundKind: reader('background_type', BACKGROUND_KINDS),
  smartTextKind: reader('text_type', SMART_TEXT_KINDS),
})
