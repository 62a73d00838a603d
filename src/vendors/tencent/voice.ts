import { limits } from '../../domain/limits.js'
import type { VoiceSettings } from '../../domain/production.js'

/** What the vendor takes for the speed that it insists on: 1.0 is normal. */
const NORMAL = 100

/**
 * A voice as SpeechParam has it (1240/81268), also that of a session by asset and, flat, of tts. `field` is its place in
 * the caller's words. Checked before the call: speed 50 to 150 percent, volume 0 to 10, intensity 50 to 200.
 */
export function speechParam(field: string, given: VoiceSettings | null): Record<string, unknown> {
  const { voice, speed, pitch, volume, emotion, emotionIntensity, language } = given ?? { voice: null, speed: null, pitch: null, volume: null, emotion: null, emotionIntensity: null, language: null }
  limits.unused('Tencent', { [`${field}.pitch`]: pitch })
  limits.range(`${field}.speed`, speed, 50, 150)
  limits.range(`${field}.volume`, volume, 0, 10)
  limits.range(`${field}.emotionIntensity`, emotionIntensity, 50, 200)
  return {
    Speed: (speed ?? NORMAL) / 100,
    TimbreKey: voice ?? undefined,
    Volume: volume ?? undefined,
    EmotionCategory: emotion ?? undefined,
    EmotionIntensity: emotionIntensity ?? undefined,
    TimbreLanguage: language ?? undefined,
  }
}
