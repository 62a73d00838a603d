import type { AssetFilter, AssetSharingRole, AssetSource, RenderEngine } from '../../domain/assets.js'
import { badInput } from '../../domain/errors.js'
import { honourOnly } from '../../domain/filters.js'
import { limits } from '../../domain/limits.js'
import type { Query } from '../../transport/url.js'
import { LANGUAGES, MODEL_VERSIONS, PROVIDERS, SEXES } from './mapping/metadata-words.js'
import { filterWords, notAfter, notBefore } from './mapping/words.js'
import { wordFor } from '../words.js'

const SOURCES: Record<string, AssetSource> = { CUSTOMIZATION: 'OWN', SYSTEM: 'SYSTEM', ALL: 'ALL' }
const SHARING_ROLES: Record<string, AssetSharingRole> = { SHARER: 'SHARED_BY_US', SHAREE: 'SHARED_WITH_US' }
const RENDER_ENGINES: Record<string, RenderEngine> = { UE: 'UNREAL', MetaEngine: 'META_ENGINE' }

/** What 4.1.2 can narrow by. */
const HONOURED = [
  'kinds',
  'states',
  'ids',
  'search',
  'tags',
  'anyTag',
  'createdAfter',
  'createdBefore',
  'source',
  'sharing',
  'properties',
  'styleId',
  'renderEngine',
  'genders',
  'languages',
  'voiceProvider',
  'realtimeVoice',
  'actionEditable',
  'movable',
  'modelVersion',
  'withDevice',
  'withoutDevice',
] as const satisfies (keyof AssetFilter)[]

/** No maximum of ids is stated; so many of 32 characters make a URL of 5,000. */
const MAX_IDS = 100

/** The longest values of 4.1.2's parameters, in characters (errata, section 8), by the field that fills them. */
const LONGEST = { kinds: 128, states: 512, search: 128, tags: 1024, styleId: 64, properties: 1024, genders: 128, languages: 128, withDevice: 128, withoutDevice: 128 }

/** The filter in the parameters of 4.1.2; undefined when it asks for what the vendor has no word for, and so no assets of. */
export function toAssetQuery(filter: AssetFilter): Query | undefined {
  honourOnly('Huawei', filter, HONOURED)
  const { kinds, states, search, tags, genders, languages, properties, withDevice, withoutDevice, styleId, ids } = filter
  const types = kinds && filterWords.assetKinds(kinds)
  const wireStates = states && filterWords.assetStates(states)
  if (types?.length === 0 || wireStates?.length === 0 || ids?.length === 0) return undefined
  limits.count('filter.ids', ids, 1, MAX_IDS)

  const sexes = genders?.map((gender) => wordFor('filter.genders', SEXES, gender) ?? '')
  const languageWords = languages?.map((language) => wordFor('filter.languages', LANGUAGES, language) ?? '')
  const pairs = properties?.map(({ key, value }, index) => `${separable(`filter.properties.${index}.key`, key, /[,:]/)}:${separable(`filter.properties.${index}.value`, value, /,/)}`)
  const parts = tags?.map((tag, index) => separable(tags.length > 1 ? `filter.tags.${index}` : 'filter.tags', tag, /,/))
  const texts = { kinds: types?.join(), states: wireStates?.join(), search, tags: parts?.join(), styleId, properties: pairs?.join(), genders: sexes?.join(), languages: languageWords?.join(), withDevice, withoutDevice }
  for (const [field, text] of Object.entries(texts)) fits(`filter.${field}`, text, LONGEST[field as keyof typeof LONGEST])
  return {
    asset_id: ids,
    asset_type: types,
    asset_state: wireStates,
    name: search || undefined,
    tag: texts.tags || undefined,
    tag_combination_type: parts && parts.length > 1 ? (filter.anyTag ? 'UNION_SET' : 'INTERSECTION') : undefined,
    start_time: notBefore(filter.createdAfter),
    end_time: notAfter(filter.createdBefore),
    asset_source: wordFor('filter.source', SOURCES, filter.source ?? (ids ? 'ALL' : 'OWN')),
    style_id: styleId,
    render_engine: wordFor('filter.renderEngine', RENDER_ENGINES, filter.renderEngine),
    sex: sexes,
    language: languageWords,
    system_property: pairs,
    action_editable: yesOrNo(filter.actionEditable),
    is_movable: yesOrNo(filter.movable),
    voice_provider: wordFor('filter.voiceProvider', PROVIDERS, filter.voiceProvider),
    role: wordFor('filter.sharing', SHARING_ROLES, filter.sharing),
    is_realtime_voice: yesOrNo(filter.realtimeVoice),
    human_model_2d_version: wordFor('filter.modelVersion', MODEL_VERSIONS, filter.modelVersion),
    include_device_name: withDevice,
    exclude_device_name: withoutDevice,
  }
}

const yesOrNo = (value: boolean | undefined) => value?.toString()

/** A value that goes into a list which the vendor takes as one text. */
function separable(field: string, value: string, separators: RegExp): string {
  if (separators.test(value)) throw badInput(`${field}: expected no comma or colon, which separate values at Huawei, got ${JSON.stringify(value.slice(0, 80))}.`, { field })
  return value
}

/** A list that the vendor takes as one text of limited length. */
function fits(field: string, value: string | undefined, most: number): void {
  if (value !== undefined && value.length > most) throw badInput(`${field}: Huawei takes at most ${most} characters, these are ${value.length} as it writes them. Ask for less at once.`, { field })
}
