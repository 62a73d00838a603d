import { describe, expect, it } from 'vitest'
import type { AvatarGraphError } from '../../src/domain/errors.js'
import { completeVideoSettings, type Background, type Layer, type SmartLayer, type VideoSettings, type VoiceSettings } from '../../src/domain/production.js'
import { createWords } from '../../src/vendors/huawei/mapping/words.js'
import {
  readBackground,
  readLayer,
  readMusic,
  readReview,
  readSmartLayer,
  readVideo,
  readVoice,
  writeBackground,
  writeLayer,
  writeMusic,
  writeReview,
  writeSmartLayer,
  writeVideo,
  writeVoice,
} from '../../src/vendors/huawei/production.js'
import { checkBackground, checkLayer, checkMusic, checkSmartLayer, checkVideo, checkVoice } from '../../src/vendors/huawei/production-limits.js'
import { wireBackgrounds, wireLayers, wireMusic, wireReview, wireSmartLayer, wireVideo, wireVoice } from '../../src/vendors/huawei/wire-production.js'

const unknown: [string, string][] = []
const words = createWords((field, word) => unknown.push([field, word]))
const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const voice: VoiceSettings = { voice: 'v1', speed: 90, pitch: 110, volume: 150, emotion: null, emotionIntensity: null, language: null }
const video: VideoSettings = {
  clipMode: 'CROP',
  codec: 'VP8',
  bitrate: 4000,
  width: 1280,
  height: 720,
  frameRate: 30,
  subtitles: true,
  subtitleStyle: { x: 10, y: 20, font: 'HarmonyOS_Sans_SC_Thin', fontSize: 40, boxWidth: 800, boxHeight: 60 },
  cropX: -5,
  cropY: 7,
  superResolution: true,
}
const layer: Layer = {
  kind: 'AVATAR',
  asset: 'a1',
  groupId: 'g1',
  position: { x: -10, y: 20, order: 3 },
  size: { width: 640, height: null },
  image: { url: 'https://a/b.png' },
  video: { url: 'https://a/b.mp4', coverUrl: 'https://a/b.jpg', loopCount: -1 },
  text: { text: '测试文字水印', font: 'fzyouh', fontSize: 12, fontColor: '#FF0000' },
}
const smart: SmartLayer = {
  kind: 'TEXT',
  asset: null,
  position: null,
  size: null,
  image: { url: 'https://a/b.png', displaySeconds: 5 },
  video: { url: 'https://a/b.mp4', coverUrl: null, displaySeconds: 0 },
  text: { kind: 'DYNAMIC', text: '测试', font: 'fzyouh', fontSize: 12, fontColor: '#FF0000', displaySeconds: 3 },
}
const background: Background = { kind: 'COLOR', asset: null, url: null, color: '#00FF00' }

describe('what scripts, videos and rooms share', () => {
  it('comes back from the wire as it went there', () => {
    expect(readVoice(wireVoice.parse(wire(writeVoice(voice))))).toEqual(voice)
    expect(readVideo(wireVideo.parse(wire(writeVideo(video, 'video'))), words)).toEqual(video)
    expect((wireLayers.parse([wire(writeLayer(layer, 'layer'))]) ?? []).map((it) => readLayer(it, words))).toEqual([layer])
    expect(readSmartLayer(wireSmartLayer.parse(wire(writeSmartLayer(smart, 'layer'))), words)).toEqual(smart)
    expect((wireBackgrounds.parse([wire(writeBackground(background, 'background'))]) ?? []).map((it) => readBackground(it, words))).toEqual([background])
    expect(readMusic(wireMusic.parse(wire(writeMusic({ music: 'm1', volume: 40 }))))).toEqual({ music: 'm1', volume: 40 })
    expect(readReview(wireReview.parse(wire(writeReview(true))))).toBe(true)
    expect(unknown).toEqual([])
  })

  it('travels under the names that the errata correct', () => {
    expect(wire(writeVideo(video, 'video'))).toMatchObject({ is_subtitle_enable: true, frame_rate: '30', subtitle_config: { dx: 10, w: 800 } })
    expect(wire(writeLayer(layer, 'layer'))).toMatchObject({ layer_type: 'HUMAN', text_config: { text_context: '5rWL6K+V5paH5a2X5rC05Y2w' } })
    expect(wire(writeSmartLayer(smart, 'layer'))).toMatchObject({ text_config: { text_context: '测试', text_type: 'DYNAMIC' } })
    expect(wire(writeBackground(background, 'background'))).toEqual({ background_type: 'COLOR', background_color_config: '#00FF00' })
  })

  it('leaves out what is not said', () => {
    expect(wire(writeVoice({ voice: 'v1', speed: null, pitch: null, volume: null, emotion: null, emotionIntensity: null, language: null }))).toEqual({ voice_asset_id: 'v1' })
    expect(wire(writeVideo(completeVideoSettings({}, 'PORTRAIT'), 'video'))).toEqual({ codec: 'H264', bitrate: 5000, width: 1080, height: 1920, frame_rate: '25' })
  })

  it('reads a word that is not known as UNKNOWN and tells of it, and refuses to send it', () => {
    expect(readVideo(wireVideo.parse({ codec: 'AV1' }), words)?.codec).toBe('UNKNOWN')
    expect(unknown).toEqual([['codec', 'AV1']])
    expect(() => writeVideo({ ...video, codec: 'UNKNOWN' }, 'video')).toThrow('video.codec: expected one of H264, VP8, VP9, QTRLE, got UNKNOWN.')
  })

  it('takes a structure of another shape than documented for absent', () => {
    expect(readVoice(wireVoice.parse('loud'))).toBeNull()
    expect(readVideo(wireVideo.parse({ frame_rate: 25, bitrate: 'high' }), words)).toMatchObject({ frameRate: 25, bitrate: null })
  })
})

describe('a limit of the vendor', () => {
  const over: [field: string, check: () => void][] = [
    ['voice.assetId', () => checkVoice('voice', { ...voice, voice: null })],
    ['voice.speed', () => checkVoice('voice', { ...voice, speed: 49 })],
    ['voice.pitch', () => checkVoice('voice', { ...voice, pitch: 201 })],
    ['voice.volume', () => checkVoice('voice', { ...voice, volume: 89 })],
    ['video.bitrate', () => checkVideo('video', { ...video, bitrate: 39 }, 'VIDEO')],
    ['video.bitrate', () => checkVideo('video', { ...video, bitrate: 8001 }, 'LIVE')],
    ['video.width', () => checkVideo('video', { ...video, width: 3841 }, 'VIDEO')],
    ['video.height', () => checkVideo('video', { ...video, height: -1 }, 'VIDEO')],
    ['video.cropX', () => checkVideo('video', { ...video, cropX: -1921 }, 'VIDEO')],
    ['video.cropY', () => checkVideo('video', { ...video, cropY: 3841 }, 'VIDEO')],
    ['video.frameRate', () => checkVideo('video', { ...video, frameRate: 60 }, 'VIDEO')],
    ['video.subtitleStyle.fontSize', () => checkVideo('video', { ...video, subtitleStyle: { ...video.subtitleStyle!, fontSize: 121 } }, 'VIDEO')],
    ['layers.0.position.x', () => checkLayer('layers.0', { ...layer, position: { x: 3841, y: 0, order: 1 } })],
    ['layers.0.position.order', () => checkLayer('layers.0', { ...layer, position: { x: 0, y: 0, order: 0 } })],
    ['layers.0.video.loopCount', () => checkLayer('layers.0', { ...layer, video: { ...layer.video!, loopCount: 101 } })],
    ['layers.0.text.text', () => checkLayer('layers.0', { ...layer, text: { ...layer.text!, text: '字'.repeat(257) } })],
    ['layers.0.text.font', () => checkLayer('layers.0', { ...layer, text: { ...layer.text!, font: 'f'.repeat(65) } })],
    ['layer.text.text', () => checkSmartLayer('layer', { ...smart, text: { ...smart.text!, text: 'a'.repeat(1025) } })],
    ['layer.text.fontSize', () => checkSmartLayer('layer', { ...smart, text: { ...smart.text!, fontSize: 3 } })],
    ['backgrounds.0', () => checkBackground('backgrounds.0', { ...background, color: null })],
    ['backgrounds.0', () => checkBackground('backgrounds.0', { ...background, kind: 'IMAGE' })],
    ['music.volume', () => checkMusic('music', { music: 'm1', volume: 101 })],
  ]

  it.each(over)('is checked before a call is spent, and names the field: %s', (field, check) => {
    expect(check).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', details: expect.objectContaining({ field }) as object }) as AvatarGraphError)
  })

  it('lets pass what is just within', () => {
    checkVoice('voice', { voice: 'v1', speed: 50, pitch: 200, volume: 240, emotion: null, emotionIntensity: null, language: null })
    checkVideo('video', { ...video, bitrate: 30_000, width: 3840, height: 0 }, 'VIDEO')
    checkVideo('video', { ...video, bitrate: 1000 }, 'LIVE')
    // 256 characters of three bytes are 1024 characters of Base64.
    checkLayer('layers.0', { ...layer, text: { ...layer.text!, text: '字'.repeat(256) } })
    checkSmartLayer('layer', { ...smart, text: { ...smart.text!, text: '字'.repeat(1024) } })
    checkMusic('music', { music: 'm1', volume: 0 })
    expect(video.bitrate).toBe(4000)
  })
})
