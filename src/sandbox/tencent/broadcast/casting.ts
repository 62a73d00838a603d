import { CODES, refusal } from '../codes.js'
import type { Context } from '../context.js'

/** Throws the vendor's refusal of an avatar that is not there or has expired. */
export function checkImage({ world, options }: Context, key: string): void {
  const image = world.images.byId.get(key)
  if (!image) throw refusal(CODES.noAvatar, 'VirtualmanKey: there is no such avatar')
  if (image.expiresAt < options.now()) throw refusal(CODES.avatarExpired, 'VirtualmanKey: this avatar has expired')
}

/** Throws the vendor's refusal of a voice that is not there, or of an emotion or language that it has not. */
export function checkVoice({ world }: Context, speech: { TimbreKey?: string | undefined; EmotionCategory?: string | undefined; TimbreLanguage?: string | undefined } | undefined): void {
  const { TimbreKey: key, EmotionCategory: emotion, TimbreLanguage: language } = speech ?? {}
  if (key === undefined || key === '') return
  const timbre = world.timbres.byId.get(key)
  if (!timbre) throw refusal(CODES.noResource, 'TimbreKey: there is no such voice')
  if (emotion !== undefined && emotion !== '' && !timbre.emotions.includes(emotion)) throw refusal(CODES.value, `EmotionCategory: the voice has ${timbre.emotions.join(', ') || 'none'}`)
  if (timbre.languages.length > 1 && (language ?? '') === '') throw refusal(CODES.missing, 'TimbreLanguage: required for a voice of several languages')
  if (language !== undefined && language !== '' && !timbre.languages.includes(language)) throw refusal(CODES.value, `TimbreLanguage: the voice has ${timbre.languages.join(', ')}`)
}
