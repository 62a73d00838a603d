import type { VoiceGender, VoiceLanguage, VoiceModelKind } from '../../../domain/asset-metadata.js'
import type { AssetKind, AssetSource } from '../../../domain/assets.js'
import type { WordReader } from '../../words.js'
import { DRIVERS } from './video-words.js'

/* The only place where Tencent's words of avatars and voices become ours. */

/** `VirtualmanTypeCode` of the lists by person (1211/62090), and what such avatars are. */
export const AVATAR_TYPES = { real_man_2d: 'AVATAR_2D', real_man_3d: 'AVATAR_3D' } as const satisfies Record<string, AssetKind>

/** `TimbreGender`, and `Gender` of a person, where 0 is nothing said. */
export const GENDERS: Record<string, VoiceGender> = { 1: 'MALE', 2: 'FEMALE' }

/** `TimbreType`: Boutique is the vendor's, the others are made from samples. */
export const TIMBRE_TYPES: Record<string, VoiceModelKind> = { Boutique: 'COMMON', SampleBasic: 'CLONE', SampleFast: 'CLONE' }

/** `TimbreLanguages`, as far as known: the vendor's appendix of languages was not read. */
export const TIMBRE_LANGUAGES: Record<string, VoiceLanguage> = { chi: 'CHINESE', eng: 'ENGLISH', can: 'CANTONESE' }

/** `PurchaseType`: what was made for the account is its own, what it leases is the vendor's. */
export const PURCHASES: Record<string, AssetSource> = { Custom: 'OWN', Lease: 'SYSTEM' }

/** Reads the words of avatars and voices. */
export function assetReaders(reader: WordReader) {
  const purchase = reader<AssetSource>('PurchaseType', PURCHASES, 'OWN')
  return {
    driver: reader('SupportDriverTypes', DRIVERS),
    gender: reader('Gender', GENDERS),
    timbreType: reader('TimbreType', TIMBRE_TYPES),
    /** The international pages say it of voices only: what they do not say it of is the account's. */
    source(word: string | null | undefined): AssetSource {
      const source = purchase(word)
      return source === 'UNKNOWN' ? 'OWN' : source
    },
  }
}
/** See {@link assetReaders}. */
export type AssetReaders = ReturnType<typeof assetReaders>
