import type { Answer, Call } from '../../call.js'
import { readBody } from '../body.js'
import type { Context } from '../context.js'
import { ERRORS, refusal } from '../errors.js'
import { isMarked, newId } from '../../ids.js'
import { checkCallbacks } from '../live/callbacks.js'
import type { LiveJobs } from '../live/jobs.js'
import { roomAnswer, roomOf } from '../rooms.js'
import type { InteractionRule, SceneScript } from '../shapes.js'
import { modelsOf, type RoomDetail, type Scene, type StoredRoom } from '../world/rooms.js'
import { vendorTime } from '../world/times.js'
import { ROOM_BODY, type RoomBody } from './request.js'

/** 6.1.1: a room, ready to go live. */
export function createSmartLiveRoom({ world, media, options }: Context, call: Call): Answer {
  const body = readBody(ROOM_BODY, call)
  checkBody(body)
  const [id, now] = [newId(), options.now()]
  const detail = { ...freshDetail(id, body, now), ...changes(body) }
  const cover = `rooms/${id}/cover.svg`
  media.put(cover, { motif: 'person', caption: body.room_name, hue: 250 })
  world.liveRooms.add({
    id, cover, detail,
    name: body.room_name,
    createdAt: now,
    callbacks: body.live_event_callback_config,
    models: modelsOf(detail, world.assetsById),
    ownership: detail.room_type === 'TEMPLATE' ? 'OWNED' : null,
  })
  return { status: 200, body: { room_id: id } }
}

/** 6.1.4: what the body names is replaced, all else stays. Running tasks go on as they were started. */
export function updateSmartLiveRoom({ world, media, options }: Context, call: Call): Answer {
  const room = roomOf(world, call)
  const body = readBody(ROOM_BODY, call)
  refusePublicTemplate(room)
  checkBody(body)
  room.detail = { ...room.detail, ...changes(body), update_time: vendorTime(options.now()) }
  room.name = body.room_name
  room.callbacks = body.live_event_callback_config ?? room.callbacks
  room.models = modelsOf(room.detail, world.assetsById)
  return roomAnswer(room, media)
}

/** 6.1.5: no body in the answer. A room with a running task is refused. */
export function deleteSmartLiveRoom({ world, media }: Context, jobs: LiveJobs, call: Call): Answer {
  const room = roomOf(world, call)
  refusePublicTemplate(room)
  if (jobs.running().some((job) => job.roomId === room.id)) throw refusal(ERRORS.roomBusy, 'a task is running in this room')
  world.liveRooms.remove(room)
  media.delete(room.cover)
  return { status: 200 }
}

/** The scenes as they are stored: each with an id, each paragraph with a number and a title. */
export function storedScenes(scripts: readonly SceneScript[]): Scene[] {
  return scripts.map((script) => ({
    ...script,
    script_id: script.script_id ?? newId(),
    shoot_scripts: script.shoot_scripts.map((item, index) => ({ ...item, sequence_no: item.sequence_no ?? index + 1, title: item.title ?? '' })),
  }))
}

/** The rules as they are stored: each with an index. */
export function storedRules(rules: readonly InteractionRule[]): InteractionRule[] {
  return rules.map((rule) => ({ ...rule, rule_index: rule.rule_index ?? newId() }))
}

function freshDetail(id: string, { room_name: name }: RoomBody, now: number): RoomDetail {
  return {
    room_id: id, room_name: name, room_description: '', room_type: 'NORMAL', room_state: 'ENABLE', view_mode: 'VERTICAL',
    scene_scripts: [], interaction_rules: [], play_policy: {}, output_urls: [], stream_keys: [], backup_model_asset_ids: [], priv_data: '',
    create_time: vendorTime(now), update_time: vendorTime(now),
  }
}

function changes({ scene_scripts: scenes, interaction_rules: rules, live_event_callback_config: callbacks, ...rest }: RoomBody): Partial<RoomDetail> {
  const { key: _key, ...shown } = callbacks ?? {}
  return {
    ...rest,
    ...(scenes ? { scene_scripts: storedScenes(scenes) } : {}),
    ...(rules ? { interaction_rules: storedRules(rules) } : {}),
    ...(callbacks ? { live_event_callback_config: shown } : {}),
  }
}

function checkBody(body: RoomBody): void {
  if (isMarked(body.room_name)) throw refusal(ERRORS.sensitiveRoomName, 'the name holds the marker that fails reviews')
  checkCallbacks(body.live_event_callback_config)
  if (body.shared_config?.shared_type === 'PUBLIC') throw refusal(ERRORS.noTemplatePermission, 'only templates of the system are PUBLIC')
}

function refusePublicTemplate(room: StoredRoom): void {
  if (room.ownership === 'PUBLIC' || room.ownership === 'SHARED_FROM_OHTERS') throw refusal(ERRORS.noTemplatePermission, 'the template is not the tenant\'s own')
}
