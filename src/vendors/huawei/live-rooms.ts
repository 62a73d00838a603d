import { honourOnly, unsupportedFilter } from '../../domain/filters.js'
import { limits } from '../../domain/limits.js'
import type { LiveRoomDetails, LiveRoomDraft, LiveRoomFilter, LiveRooms, LiveRoomSummary } from '../../domain/live-rooms.js'
import type { CallContext } from '../../domain/port.js'
import type { Query } from '../../transport/url.js'
import type { VendorClient } from '../client.js'
import { readRule, writeRules } from './interaction-rules.js'
import { readScene, textsOf, writeScenes } from './live-scenes.js'
import { readCallback, readCoStreamer, readOutputs, readPlayPolicy, readRtcEvents, readSharing, writeCallback, writeCoStreamer, writeOutputs, writePlayPolicy, writeRtcEvents, writeSharing } from './live-settings.js'
import { TEMPLATE_OWNERSHIPS } from './mapping-live.js'
import { failure } from './mapping/errors.js'
import { filterWords, notAfter, notBefore, ROOM_KINDS, time, url, VIEW_MODES, type Words } from './mapping/words.js'
import { operations } from './operations.js'
import { liveRoomOperations } from './operations/live-rooms.js'
import { fetchPage } from './paging.js'
import { readReview, readVideo, writeReview, writeVideo } from './production.js'
import { checkVideo } from './production-limits.js'
import type { HuaweiSettings } from './settings.js'
import { checkTexts } from './texts.js'
import type { WireRoom, WireRoomSummary } from './wire-live.js'
import { wordFor } from '../words.js'

/** The live rooms of a Huawei account (sections 6.1.1 to 6.1.5). The list comes in the vendor's order: it takes no sort key. */
export function createLiveRooms({ call }: Pick<VendorClient, 'call'>, words: Words, settings: HuaweiSettings): LiveRooms {
  const toBody = async (room: LiveRoomDraft, context: CallContext) => {
    const body = writeRoom(room, settings)
    await checkTexts({ call }, textsOf(room.scenes ?? [], 'scenes'), context)
    return body
  }
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
      return readRoom(await call(operations.showSmartLiveRoom, { params: { room_id: id } }, context), words)
    },
    async create(room, context) {
      return (await call(liveRoomOperations.createSmartLiveRoom, { body: await toBody(room, context) }, context)).room_id
    },
    async update(id, room, context) {
      return readRoom(await call(liveRoomOperations.updateSmartLiveRoom, { params: { room_id: id }, body: await toBody(room, context) }, context), words)
    },
    async delete(id, context) {
      await call(liveRoomOperations.deleteSmartLiveRoom, { params: { room_id: id } }, context)
    },
  }
}

/** The filter in the vendor's parameters; undefined when it asks for what the vendor has no word for, and so no rooms of. */
function toQuery(filter: LiveRoomFilter): Query | undefined {
  honourOnly('Huawei', filter, ['search', 'kinds', 'lastSessionStates', 'neverLive', 'avatarName', 'avatarVoice', 'lastSessionStartedAfter', 'lastSessionEndedBefore', 'templates'])
  const types = filter.kinds && filterWords.roomKinds(filter.kinds)
  const states = (filter.lastSessionStates || filter.neverLive) && [...filterWords.lastSessionStates(filter.lastSessionStates ?? []), ...(filter.neverLive ? ['NULL'] : [])]
  if (types?.length === 0 || (states && states.length === 0)) return undefined
  // Leaving out rooms afterwards would tear holes into pages that the vendor counts by offset.
  if (types && types.length > 1) {
    throw unsupportedFilter('kinds', 'Huawei lists live rooms of one kind at a time: give one kind, or none for all.')
  }
  limits.length('filter.search', filter.search, 0, 128)
  limits.length('filter.avatarName', filter.avatarName, 0, 128)
  limits.length('filter.avatarVoice', filter.avatarVoice, 0, 128)
  return {
    room_name: filter.search,
    room_type: types,
    live_state: states || undefined,
    model_name: filter.avatarName,
    dh_id: filter.avatarVoice,
    start_time: notBefore(filter.lastSessionStartedAfter),
    end_time: notAfter(filter.lastSessionEndedBefore),
    template_own_type: wordFor('filter.templates', TEMPLATE_OWNERSHIPS, filter.templates),
  }
}

/** What the answers of 6.1.2 and 6.1.3 both tell. */
const common = (wire: Omit<WireRoomSummary | WireRoom, 'room_id'>, words: Words) => ({
  name: wire.room_name ?? null,
  description: wire.room_description ?? null,
  kind: words.roomKind(wire.room_type),
  state: words.roomState(wire.room_state),
  orientation: words.orientation(wire.view_mode),
  coverUrl: url(wire.cover_url),
  thumbnailUrl: url(wire.thumbnail),
  sharing: readSharing(wire.shared_config, words),
  privateData: wire.priv_data ?? null,
  createdAt: time(wire.create_time),
  updatedAt: time(wire.update_time),
  failure: failure(wire.error_info),
})

function toSummary(wire: WireRoomSummary, words: Words): LiveRoomSummary {
  const models = wire.model_infos ?? []
  const backups = models.flatMap((model) => model.backup_model_asset_ids ?? [])
  return {
    nativeId: wire.room_id,
    ...common(wire, words),
    avatars: distinct(models.map((model) => model.model_asset_id)),
    ...(backups.length > 0 && { backupAvatars: distinct(backups) }),
    ownerProject: wire.project_id || null,
    lastSessionStartedAt: time(wire.last_job_start_time),
    lastSessionEndedAt: time(wire.last_job_end_time),
    lastSessionState: wire.last_job_status ? words.liveState(wire.last_job_status) : null,
  }
}

/** Reads SmartLiveRoomInfo: the answer of 6.1.3 and 6.1.4, and the result of 6.2.5 GET_LIVE_JOB_CONFIG_INFO. */
export function readRoom(wire: WireRoom, words: Words): LiveRoomDetails {
  const scenes = (wire.scene_scripts ?? []).map((scene) => readScene(scene, words))
  return {
    nativeId: wire.room_id,
    ...common(wire, words),
    avatars: distinct(scenes.map((scene) => scene.avatar)),
    scenes,
    rules: (wire.interaction_rules ?? []).map((rule) => readRule(rule, words)),
    playPolicy: readPlayPolicy(wire.play_policy, words),
    video: readVideo(wire.video_config, words),
    outputs: readOutputs(wire.output_urls, wire.stream_keys),
    backupAvatars: distinct(wire.backup_model_asset_ids ?? []),
    callback: readCallback(wire.live_event_callback_config, words),
    rtcEvents: readRtcEvents(wire.rtc_callback_config, words),
    skipReview: readReview(wire.review_config),
    coStreamer: readCoStreamer(wire.co_streamer_config, words),
  }
}

/** The body of 6.1.1 and 6.1.4, its limits checked first (errata, section 8). */
function writeRoom(room: LiveRoomDraft, settings: HuaweiSettings) {
  limits.length('name', room.name, 1, 256)
  limits.length('description', room.description, 0, 1024)
  limits.length('privateData', room.privateData, 0, 8192)
  limits.count('backupAvatarIds', room.backupAvatars, 0, 5)
  if (room.video) checkVideo('video', room.video, 'LIVE')
  return {
    room_name: room.name,
    room_description: room.description ?? undefined,
    room_type: wordFor('kind', ROOM_KINDS, room.kind),
    scene_scripts: room.scenes ? writeScenes(room.scenes, 'scenes') : undefined,
    interaction_rules: room.rules ? writeRules(room.rules, 'rules') : undefined,
    play_policy: room.playPolicy ? writePlayPolicy(room.playPolicy, 'playPolicy') : undefined,
    video_config: room.video ? writeVideo(room.video, 'video') : undefined,
    ...writeOutputs(room.outputs),
    backup_model_asset_ids: room.backupAvatars ?? undefined,
    live_event_callback_config: writeCallback(room.callback, 'callback', settings),
    rtc_callback_config: writeRtcEvents(room.rtcEvents, 'rtcEvents'),
    review_config: room.skipReview === null ? undefined : writeReview(room.skipReview),
    shared_config: room.sharing ? writeSharing(room.sharing, 'sharing') : undefined,
    view_mode: wordFor('orientation', VIEW_MODES, room.orientation),
    co_streamer_config: room.coStreamer ? writeCoStreamer(room.coStreamer, 'coStreamer') : undefined,
    priv_data: room.privateData ?? undefined,
  }
}

const distinct = (ids: readonly (string | null | undefined)[]): string[] => [...new Set(ids.filter((id): id is string => Boolean(id)))]
