import { badInput } from './errors.js'

/** The entity types that have a global id. */
export const ENTITY_TYPES = [
  'Asset',
  'AssetFile',
  'InteractionRuleGroup',
  'LiveRoom',
  'LiveSession',
  'Motion',
  'Product',
  'SpeechPreview',
  'TrainingJob',
  'VendorAccount',
  'VideoJob',
  'VideoScript',
  'VoiceSampleCheck',
] as const

/** One of {@link ENTITY_TYPES}. */
export type EntityType = (typeof ENTITY_TYPES)[number]

/**
 * What a global id stands for. `key` is the vendor's own id; where the vendor needs the parent to find the
 * entity it is `parent/id` (a Huawei live session is found only through its room, section 6.2.3).
 */
export interface EntityRef<T extends EntityType = EntityType> {
  type: T
  /** Slug of the vendor account that owns the entity. */
  account: string
  key: string
}

const MAX_LENGTH = 1024
const PATTERN = /^([A-Za-z]+):([a-z0-9][a-z0-9-]*):(.+)$/s

/** The global id of an entity: opaque to callers, the same for the same entity for ever. */
export function encodeId({ type, account, key }: EntityRef): string {
  return Buffer.from(`${type}:${account}:${key}`, 'utf8').toString('base64url')
}

/** Reads a global id; BAD_USER_INPUT when it is none of ours or not in its one canonical form. */
export function decodeId(id: string, field?: string): EntityRef {
  const match = id.length <= MAX_LENGTH ? PATTERN.exec(Buffer.from(id, 'base64url').toString('utf8')) : null
  const [, type, account, key] = match ?? []
  const ref = { type: type as EntityType, account: account ?? '', key: key ?? '' }
  if (!match || !ENTITY_TYPES.includes(ref.type) || encodeId(ref) !== id) {
    throw badInput(`Expected an id that this graph gave out, got ${JSON.stringify(id.slice(0, 80))}. Take ids from a query; never build them.`, { field })
  }
  return ref
}

/** Reads a global id that must be of one type; BAD_USER_INPUT names the type that came instead. */
export function decodeIdOf<T extends EntityType>(type: T, id: string, field?: string): EntityRef<T> {
  const ref = decodeId(id, field)
  if (ref.type !== type) throw badInput(`Expected the id of ${article(type)}, got the id of ${article(ref.type)}.`, { field })
  return ref as EntityRef<T>
}

const article = (type: string) => `${/^[AEIOU]/.test(type) ? 'an' : 'a'} ${type}`
