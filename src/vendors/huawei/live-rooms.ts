import { badInput } from '../../domain/errors.js'
import type { LiveRoomDetails, LiveRoomFilter, LiveRoomSummary, LiveScene } from '../../domain/live.js'
import type { LiveRooms } from '../../domain/port.js'
import type { Query } from '../../transport/url.js'
import type { HuaweiClient } from './client.js'
import { failure, filterWords, time, url, type Words } from './mapping/words.js'
import { operations } from './operations.js'
import { fetchPage } from './paging.js'
import type { WireRoom, WireRoomSummary, WireScene } from './wire.js'

/** Reading the live rooms of a Huawei account (sections 6.1.2 and 6.1.3). The list comes in the vendor's order: it takes no sort key. */
export function createLiveRooms({ call }: Pick<HuaweiClient, 'call'>, words: Words): LiveRooms {
  return {
    async list(filter, page, context) {
      const query = toQuery(filter)
      if (!query) return { items: [], hasMore: false, total: 0 }
      const wire = await fetchPage(
        page,
        (offset, limit) => call(operations.listSmartLiveRooms, { query: { ...query, offset, limit } }, context),
        (room) => room.room_id,
      )
      return { ...wire, items: wire.items.map(({ entity, cursor }) => ({ entity: toSummary(entity, words), cursor })) }
    },
    async get(id, context) {
      return toDetails(await call(operations.showSmartLiveRoom, { params: { room_id: id } }, context), words)
    },
  }
}

/** The filter in the vendor's parameters; undefined when it asks for what the vendor has no word for, and so no rooms of. */
function toQuery({ search, kinds, lastSessionStates, avatarName }: LiveRoomFilter): Query | undefined {
  const types = kinds && filterWords.roomKinds(kinds)
  const states = lastSessionStates && filterWords.liveStates(lastSessionStates)
  if (types?.length === 0 || states?.length === 0) return undefined
  // Leaving out rooms afterwards would tear holes into pages that the vendor counts by offset.
  if (types && types.length > 1) {
    throw badInput('Huawei lists live rooms of one kind at a time: give one kind, or none for all.', { field: 'filter.kinds' })
  }
  return { room_name: search || undefined, room_type: types, live_state: states, model_name: avatarName || undefined }
}

function common(wire: WireRoomSummary | WireRoom, words: Words) {
  return {
    nativeId: wire.room_id,
    name: wire.room_name ?? null,
    description: wire.room_description ?? null,
    kind: words.roomKind(wire.room_type),
    state: words.roomState(wire.room_state),
    orientation: words.orientation(wire.view_mode),
    coverUrl: url(wire.cover_url),
    thumbnailUrl: url(wire.thumbnail),
    createdAt: time(wire.create_time),
    updatedAt: time(wire.update_time),
    failure: failure(wire.error_info),
  }
}

function toSummary(wire: WireRoomSummary, words: Words): LiveRoomSummary {
  return {
    ...common(wire, words),
    avatars: distinct((wire.model_infos ?? []).map((model) => model.model_asset_id)),
    lastSessionStartedAt: time(wire.last_job_start_time),
    lastSessionEndedAt: time(wire.last_job_end_time),
    lastSessionState: wire.last_job_status ? words.liveState(wire.last_job_status) : null,
  }
}

function toDetails(wire: WireRoom, words: Words): LiveRoomDetails {
  const scenes = (wire.scene_scripts ?? []).map(toScene)
  return {
    ...common(wire, words),
    avatars: distinct(scenes.map((scene) => scene.avatar)),
    // Only the list tells of the room's sessions.
    lastSessionStartedAt: null,
    lastSessionEndedAt: null,
    lastSessionState: null,
    scenes,
    outputs: (wire.output_urls ?? []).map((output, index) => ({ url: output, streamKey: wire.stream_keys?.[index] || null })),
    backupAvatars: distinct(wire.backup_model_asset_ids ?? []),
  }
}

function toScene(wire: WireScene): LiveScene {
  return {
    name: wire.script_name ?? null,
    description: wire.script_description ?? null,
    avatar: wire.model_asset_id || null,
    voice: wire.voice_config?.voice_asset_id || null,
    backgrounds: distinct((wire.background_config ?? []).map((background) => background.background_asset_id)),
    paragraphs: (wire.shoot_scripts ?? []).map((item) => ({
      sequenceNo: item.sequence_no ?? null,
      title: item.title ?? null,
      text: item.text_config?.text ?? null,
      audio: item.audio_config?.asset_id || null,
    })),
  }
}

const distinct = (ids: readonly (string | null | undefined)[]): string[] => [...new Set(ids.filter((id): id is string => Boolean(id)))]
