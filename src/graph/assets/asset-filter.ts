import { Field, ID, InputType } from 'type-graphql'
import type { AvatarModelVersion as ModelVersion, VoiceGender as Gender, VoiceLanguage as Language, VoiceProvider as Provider } from '../../domain/asset-metadata.js'
import type { AssetFilter as Filter, AssetKind as Kind, AssetSharingRole, AssetSource as Source, AssetState as State, RenderEngine as Engine } from '../../domain/assets.js'
import { badInput } from '../../domain/errors.js'
import { decodeIdOf } from '../../domain/ids.js'
import { AccountFilter, withoutNulls } from '../connection.js'
import { accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { graphEnum } from '../enums.js'
import { DateTime } from '../scalars.js'
import { AssetKind, AssetState } from './asset-words.js'
import { AvatarModelVersion, VoiceGender, VoiceLanguage, VoiceProvider } from './metadata-words.js'

const AssetSource = graphEnum<Source>('AssetSource', 'Whose assets are listed.', {
  OWN: "The account's own.",
  SYSTEM: "Those of the vendor's library.",
  ALL: 'Both.',
})

const AssetSharing = graphEnum<AssetSharingRole>('AssetSharingRole', 'Which side of a sharing the account is on.', {
  SHARED_BY_US: 'It lets others use the asset.',
  SHARED_WITH_US: 'Another lets it use the asset.',
})

const RenderEngine = graphEnum<Engine>('RenderEngine', 'What draws a three-dimensional asset.', {
  UNREAL: 'Unreal Engine.',
  META_ENGINE: "Huawei's MetaEngine.",
})

const TagMatch = graphEnum<'ALL' | 'ANY'>('TagMatch', 'How many of several tags an asset must have.', { ALL: 'All of them.', ANY: 'One at least.' })

/** A property that listed assets have. */
@InputType({ description: 'A property that an asset has.' })
export class AssetPropertyFilter {
  @Field(() => String, { description: 'Its key, such as `BACKGROUND_IMG`.' })
  key!: string

  @Field(() => String, { description: 'Its value, such as `Yes`.' })
  value!: string
}

/** What narrows `assets`. */
@InputType({ description: 'What narrows a list of assets; everything given must hold.' })
export class AssetFilter extends AccountFilter {
  @Field(() => [ID], { nullable: true, description: 'One of these, whoever owns it; at most 100 of one account.' })
  ids?: string[] | null

  @Field(() => [AssetKind], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: Kind[] | null

  @Field(() => [AssetState], { nullable: true, description: 'In one of these states.' })
  statuses?: State[] | null

  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  search?: string | null

  @Field(() => String, { nullable: true, description: 'Part of a tag.' })
  tag?: string | null

  @Field(() => [String], { nullable: true, description: 'Parts of tags.' })
  tags?: string[] | null

  @Field(() => TagMatch, { nullable: true, description: 'How many of the tags it must have: ALL when nothing is said.' })
  tagMatch?: 'ALL' | 'ANY' | null

  @Field(() => DateTime, { nullable: true, description: 'Created at or after this instant.' })
  createdAfter?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Created at or before this instant.' })
  createdBefore?: Date | null

  @Field(() => AssetSource, { nullable: true, description: "Whose assets: the account's own when nothing is said." })
  source?: Source | null

  @Field(() => AssetSharing, { nullable: true, description: 'Shared, by us or with us.' })
  sharing?: AssetSharingRole | null

  @Field(() => [AssetPropertyFilter], { nullable: true, description: 'With each of these properties.' })
  properties?: AssetPropertyFilter[] | null

  @Field(() => String, { nullable: true, description: "Of this style of modelled avatars: the vendor's id, such as `system_male_001`." })
  styleId?: string | null

  @Field(() => RenderEngine, { nullable: true, description: 'Drawn by this engine; Huawei offers it to few (4.1.2).' })
  renderEngine?: Engine | null

  @Field(() => [VoiceGender], { nullable: true, description: 'Voices that sound like this.' })
  genders?: Gender[] | null

  @Field(() => [VoiceLanguage], { nullable: true, description: 'Voices that speak one of these.' })
  languages?: Language[] | null

  @Field(() => VoiceProvider, { nullable: true, description: 'Voices made by this provider. Huawei looks for HUAWEI_METASTUDIO and MOBVOI (4.1.2).' })
  voiceProvider?: Provider | null

  @Field(() => Boolean, { nullable: true, description: 'Voices that can, or cannot, speak as they are asked, so in live sessions.' })
  realtimeVoice?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Avatars whose movements can, or cannot, be edited.' })
  actionEditable?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Modelled avatars that can, or cannot, walk.' })
  movable?: boolean | null

  @Field(() => AvatarModelVersion, { nullable: true, description: 'Avatars of this generation.' })
  modelVersion?: ModelVersion | null

  @Field(() => String, { nullable: true, description: 'Avatars that were compiled for this device.' })
  withDevice?: string | null

  @Field(() => String, { nullable: true, description: 'Avatars that were not compiled for this device.' })
  withoutDevice?: string | null
}

/** The filter as one account takes it. */
export function filterAt(account: string, filter: AssetFilter, ids: ReadonlyMap<string, string[]> | undefined): Filter {
  const { vendors: _vendors, accounts: _accounts, statuses, tag, tags, tagMatch, ...alike } = filter
  const wanted = [...(tag ? [tag] : []), ...(tags ?? [])]
  return withoutNulls({
    ...alike,
    ids: ids && (ids.get(account) ?? []),
    states: statuses,
    tags: wanted.length > 0 ? wanted : null,
    anyTag: tagMatch && tagMatch === 'ANY',
  })
}

/** The native ids of a filter, by account; undefined when it names none. BAD_USER_INPUT for what is no asset's id, NOT_FOUND for an unknown account. */
export function idsByAccount(context: GraphContext, ids: readonly string[] | null | undefined): Map<string, string[]> | undefined {
  return ids ? nativeIdsByAccount(context, ids, 'filter.ids') : undefined
}

/** Native ids of assets, each once, by account. `field` names the list in errors; an empty one is BAD_USER_INPUT. */
export function nativeIdsByAccount({ services }: Pick<GraphContext, 'services'>, ids: readonly string[], field: string): Map<string, string[]> {
  if (ids.length === 0) throw badInput(`${field}: expected the ids of assets, got an empty list.`, { field })
  const groups = new Map<string, string[]>()
  for (const [index, id] of ids.entries()) {
    const { account, key } = decodeIdOf('Asset', id, `${field}.${index}`)
    const group = groups.get(accountOf(services, account).slug) ?? []
    if (!group.includes(key)) groups.set(account, [...group, key])
  }
  return groups
}
