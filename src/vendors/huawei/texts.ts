import { z } from 'zod'
import { limits } from '../../domain/limits.js'
import type { CallContext } from '../../domain/port.js'
import type { VendorClient } from '../client.js'
import { operations } from './operations.js'
import { checkSsml, isSsml, spokenText } from './ssml.js'
import type { SsmlAbilities } from './ssml-tags.js'
import { flag } from '../wire.js'

/** A text to be spoken: where the caller gave it, and with which voice asset, where that is known. */
export interface GivenText {
  field: string
  text: string
  voice: string | null
}

/** Longest text with its tags, and what of it may be spoken (errata, section 8; TextConfig). */
const LONGEST = 131_072
const LONGEST_SPOKEN = 10_000

/**
 * Checks texts before a call is spent: their lengths, and of SSML the markup and what the voice can do (section 10.7).
 * The voices of SSML texts are looked up, each once (4.1.5); one that cannot be looked up counts as able. Throws
 * BAD_USER_INPUT that names the field. `longest` is in characters, tags included.
 */
export async function checkTexts({ call }: Pick<VendorClient, 'call'>, texts: readonly GivenText[], context: CallContext, longest = LONGEST): Promise<void> {
  for (const { field, text } of texts) {
    limits.length(field, text, 1, longest)
    checkSsml(field, text)
    limits.length(field, spokenText(text), 0, LONGEST_SPOKEN)
  }
  const marked = texts.filter(({ text }) => isSsml(text))
  const voices = [...new Set(marked.flatMap(({ voice }) => voice ?? []))]
  const abilities = new Map(await Promise.all(voices.map(async (voice) => [voice, await abilitiesOf(call, voice, context)] as const)))
  for (const { field, text, voice } of marked) checkSsml(field, text, voice === null ? undefined : abilities.get(voice))
}

/** Structure VoiceCapability, as far as it is about tags, inside an asset's `asset_extra_meta`. */
const capability = z.object({
  voice_model_meta: z.object({
    voice_capability: z.object({
      is_support_phoneme: flag,
      is_support_phoneme_en: flag,
      is_support_break_time: flag,
      is_support_break_strength: flag,
      is_support_prosody: flag,
      is_support_ssml_say_as: flag,
      is_support_ssml_sub: flag,
    }),
  }),
})

async function abilitiesOf(call: VendorClient['call'], voice: string, context: CallContext): Promise<SsmlAbilities | undefined> {
  const meta = await call(operations.showAsset, { params: { asset_id: voice } }, context).then(
    (asset) => asset.asset_extra_meta,
    // The check is a courtesy: what the voice is, the call that follows will tell.
    () => undefined,
  )
  const told = capability.safeParse(meta).data?.voice_model_meta.voice_capability
  return told && {
    PINYIN: told.is_support_phoneme ?? undefined,
    ENGLISH_PHONEMES: told.is_support_phoneme_en ?? undefined,
    BREAK_TIME: told.is_support_break_time ?? undefined,
    BREAK_STRENGTH: told.is_support_break_strength ?? undefined,
    PROSODY: told.is_support_prosody ?? undefined,
    SAY_AS: told.is_support_ssml_say_as ?? undefined,
    SUB: told.is_support_ssml_sub ?? undefined,
  }
}
