import { unsupportedFilter } from '../../../domain/filters.js'
import type { AssetKind, AssetState, FileRole, FileState } from '../../../domain/assets.js'
import type { LiveRoomKind, LiveRoomState } from '../../../domain/live-rooms.js'
import type { LiveState, Orientation, RtmpState } from '../../../domain/live.js'
import type { ProductState } from '../../../domain/products.js'
import { createWordReader, type OnUnknownWord } from '../../words.js'
import { liveWords } from '../mapping-live.js'
import { productionWords } from '../mapping-production.js'
import { PRODUCT_STATES } from '../mapping-products.js'
import { ruleWords } from '../mapping-rules.js'
import { trainingReaders } from '../mapping-training.js'
import { videoWords } from '../mapping-videos.js'

/*
 * The only place where Huawei's words become ours. Spellings are those of the wire (errata, sections 3 and 4), with
 * the printed ones that may come too.
 */

/** Types of assets (errata, section 3). */
export const ASSET_KINDS: Record<string, AssetKind> = {
  HUMAN_MODEL_2D: 'AVATAR_2D',
  HUMAN_MODEL: 'AVATAR_3D',
  HUMAN_MODEL_3D: 'AVATAR_3D',
  VOICE_MODEL: 'VOICE',
  SCENE: 'SCENE',
  ANIMATION: 'ANIMATION',
  MATERIAL: 'MATERIAL',
  NORMAL_MODEL: 'MODEL',
  MODEL: 'MODEL',
  VIDEO: 'VIDEO',
  IMAGE: 'IMAGE',
  PPT: 'SLIDES',
  MUSIC: 'MUSIC',
  AUDIO: 'AUDIO',
  BUSINESS_CARD_TEMPLET: 'BUSINESS_CARD_TEMPLATE',
  BUSINESS_CARD_TEMPLATE: 'BUSINESS_CARD_TEMPLATE',
  BUSINESS_CARD_TEMPLAT: 'BUSINESS_CARD_TEMPLATE',
  COMMON_FILE: 'FILE',
}

/** `asset_state`. */
export const ASSET_STATES: Record<string, AssetState> = {
  CREATING: 'CREATING',
  FAILED: 'FAILED',
  UNACTIVED: 'INACTIVE',
  ACTIVED: 'ACTIVE',
  DELETING: 'DELETING',
  WAITING_DELETE: 'DELETING',
  DELETED: 'DELETED',
  BLOCK: 'BLOCKED',
}

/** `asset_file_category` of files. */
export const FILE_ROLES: Record<string, FileRole> = {
  MAIN: 'MAIN',
  COVER: 'COVER',
  PAGE: 'PAGE',
  SAMPLE: 'SAMPLE',
  OTHER: 'OTHER',
  WHOLE_MODEL: 'WHOLE_MODEL',
  USER_MODIFIED_MODEL: 'USER_MODIFIED_MODEL',
}

/** `state` of files. */
export const FILE_STATES: Record<string, FileState> = {
  CREATING: 'CREATING',
  CREATED: 'CREATED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELED',
  DELETING: 'DELETING',
  DELETED: 'DELETED',
  UPLOADED: 'UPLOADED',
  REVIEW: 'IN_REVIEW',
  BLOCK: 'BLOCKED',
}

/** Room `room_type`. */
export const ROOM_KINDS: Record<string, LiveRoomKind> = { NORMAL: 'NORMAL', TEMP: 'TEMPORARY', TEMPLATE: 'TEMPLATE' }

/** `room_state`. */
export const ROOM_STATES: Record<string, LiveRoomState> = { ENABLE: 'ENABLED', DISABLE: 'DISABLED', BLOCKED: 'BLOCKED' }

/** `view_mode`. */
export const VIEW_MODES: Record<string, Orientation> = { LANDSCAPE: 'LANDSCAPE', VERTICAL: 'PORTRAIT' }

/** Live jobs (6.2.x) know no cancelling; a room's last job does. */
export const LIVE_STATES: Record<string, LiveState> = {
  WAITING: 'WAITING',
  PROCESSING: 'LIVE',
  SUCCEED: 'ENDED',
  SUCCESS: 'ENDED',
  CANCELED: 'ENDED',
  FAILED: 'FAILED',
  BLOCKED: 'BLOCKED',
}

/** `state` of an output in the callback RTMP_STREAM_STATE_CHANGE. */
export const RTMP_STATES: Record<string, RtmpState> = {
  CONNECTING: 'CONNECTING',
  CONNECTED: 'CONNECTED',
  DISCONNECTED: 'DISCONNECTED',
  RECONNECTING: 'RECONNECTING',
  END: 'ENDED',
}

/** Reads the vendor's words of one account. An absent word is UNKNOWN; one that is in no table is so too, and is told to `onUnknown`. */
export function createWords(onUnknown?: OnUnknownWord) {
  const reader = createWordReader(onUnknown)
  return {
    /** Makes the reader of a table that only one concept knows. */
    reader,
    assetKind: reader('asset_type', ASSET_KINDS),
    assetState: reader('asset_state', ASSET_STATES),
    fileRole: reader('asset_file_category', FILE_ROLES),
    fileState: reader('file_state', FILE_STATES),
    roomKind: reader('room_type', ROOM_KINDS),
    roomState: reader('room_state', ROOM_STATES),
    // Documented default: VERTICAL.
    orientation: reader('view_mode', VIEW_MODES, 'PORTRAIT'),
    liveState: reader('live_state', LIVE_STATES),
    rtmpState: reader('rtmp_state', RTMP_STATES),
    ...productionWords(reader),
    ...liveWords(reader),
    ...ruleWords(reader),
    ...videoWords(reader),
    productState: reader('product_state', PRODUCT_STATES),
    ...trainingReaders(reader),
  }
}
/** See {@link createWords}. */
export type Words = ReturnType<typeof createWords>

/** Our words as the filters of lists spell them (4.1.2 `asset_type`, `asset_state`; 6.1.2 `room_type`, `live_state`; 6.2.2 and 6.3.2 `state`). */
export const filterWords = {
  assetKinds: (kinds: readonly AssetKind[]) => wordsOf('kinds', kinds, firstWords(ASSET_KINDS)),
  assetStates: (states: readonly AssetState[]) => wordsOf('states', states, firstWords(ASSET_STATES)),
  productStates: (states: readonly ProductState[]) => wordsOf('states', states, firstWords(PRODUCT_STATES)),
  roomKinds: (kinds: readonly LiveRoomKind[]) => wordsOf('kinds', kinds, firstWords(ROOM_KINDS)),
  sessionStates: (states: readonly LiveState[]) => wordsOf('states', states, firstWords(LIVE_STATES)),
  /** This filter says SUCCESS where jobs say SUCCEED, and cannot ask for BLOCKED. */
  lastSessionStates(states: readonly LiveState[]) {
    if (states.includes('BLOCKED')) throw unsupportedFilter('lastSessionStates', 'Huawei cannot be asked for rooms whose latest session was BLOCKED.')
    return wordsOf('lastSessionStates', states, { WAITING: ['WAITING'], LIVE: ['PROCESSING'], ENDED: ['SUCCESS', 'CANCELED'], FAILED: ['FAILED'] })
  },
}

/**
 * Our words as a vendor's table spells them, each once, to filter by; a word that the vendor lacks is left out, since
 * nothing there has it. What is UNKNOWN to us the vendor cannot be asked for: that is refused.
 */
export function wordsOf<T extends string>(field: string, ours: readonly T[], table: Partial<Record<T, string[]>>): string[] {
  if ((ours as readonly string[]).includes('UNKNOWN')) throw unsupportedFilter(field, 'Huawei cannot be asked for words of its own that are UNKNOWN here.')
  return [...new Set(ours.flatMap((word) => table[word] ?? []))]
}

/** A table read the other way: of several spellings the first one is the one to send. */
export function firstWords<T extends string>(table: Record<string, T>): Partial<Record<T, string[]>> {
  const first: Partial<Record<T, string[]>> = {}
  for (const [word, ours] of Object.entries(table)) first[ours] ??= [word]
  return first
}

/** The earliest instant of a span, as the filters of lists take it; rounded into the span. */
export const notBefore = (date: Date | undefined) => date && wireTime(date, Math.ceil)
/** The latest instant of a span, as the filters of lists take it; rounded into the span. */
export const notAfter = (date: Date | undefined) => date && wireTime(date, Math.floor)

/** `YYYY-MM-DDTHH:MM:SSZ`, all that fits into 20 characters (errata, section 6). */
function wireTime(date: Date, round: (seconds: number) => number): string {
  return new Date(round(date.getTime() / 1_000) * 1_000).toISOString().replace(/\.\d+/, '')
}

/** An RFC 3339 time, or null for anything else. */
export function time(text: string | null | undefined): Date | null {
  const date = text && /^\d{4}-\d{2}-\d{2}T/.test(text) ? new Date(text) : null
  return date && !Number.isNaN(date.getTime()) ? date : null
}

/** A URL, or null where there is none; some answers say it with the text `null` (errata, section 4). */
export const url = (text: string | null | undefined): string | null => (text && text !== 'null' ? text : null)
