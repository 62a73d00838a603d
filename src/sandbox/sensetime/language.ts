import { z } from 'zod'
import type { Answer, Call } from '../call.js'
import { readInput } from './body.js'
import { success } from './errors.js'
import type { Unconfirmed } from './unconfirmed.js'

/** The scripts that tell a language, in the order in which they decide: Japanese is written with Chinese characters too. */
const SCRIPTS: readonly (readonly [language: string, script: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u], ['ko', /\p{Script=Hangul}/u], ['zh', /\p{Script=Han}/u],
  ['ru', /\p{Script=Cyrillic}/u], ['ar', /\p{Script=Arabic}/u], ['th', /\p{Script=Thai}/u], ['hi', /\p{Script=Devanagari}/u], ['el', /\p{Script=Greek}/u],
]

/** Page 9 ("语音处理"): the ISO 639-1 code of a text's language, here by its script alone; Latin letters count as English. */
export function detectLanguage(unconfirmed: Unconfirmed, call: Call): Answer {
  const { query } = readInput(z.object({ query: z.string().min(1) }), call)
  const result = SCRIPTS.find(([, script]) => script.test(query))?.[0] ?? 'en'
  return success({ status: unconfirmed.languageStatus, result })
}
