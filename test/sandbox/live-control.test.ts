import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { callHuawei, send, type Reply } from './client.js'
import { startReceiver, type Delivery, type Receiver } from './receiver.js'

interface Session { roomId: string; jobId: string; reportUrl: string; command: (body: object) => Promise<Reply>; path: string }

let sandbox: HuaweiSandbox
let receiver: Receiver
beforeAll(async () => {
  sandbox = await startHuaweiSandbox({ throttle: false, speed: 50 })
  receiver = await startReceiver()
})
afterAll(async () => {
  await sandbox.close()
  await receiver.close()
})

const post = (path: string, body?: object): Promise<Reply> => callHuawei(sandbox, path, { method: 'POST', body })
const callbacks = (types = ['SHOOT_SCRIPT_SWITCH', 'RTMP_STREAM_STATE_CHANGE', 'REPLY_COMMAND_FINISH']): object => ({ live_event_type_callback_url: receiver.url, auth_type: 'NONE', callback_event_type: types })
const scenes = (name = 'Scene'): object[] => [{ script_name: name, model_asset_id: 'avatar', shoot_scripts: [{ title: 'first', text_config: { text: 'One.' } }, { title: 'second', text_config: { text: 'Two.' } }] }]
const makeRoom = async (changes: object = {}): Promise<string> => {
  const reply = await post('/smart-live-rooms', { room_name: 'Room', scene_scripts: scenes(), output_urls: ['rtmp://one.example.com/live'], stream_keys: ['k1'], live_event_callback_config: callbacks(), ...changes })
  expect(reply.status, reply.text).toBe(200)
  return (reply.json as { room_id: string }).room_id
}
const of = (jobId: string, wanted: (delivery: Delivery) => boolean) => (delivery: Delivery): boolean => delivery.message['job_id'] === jobId && wanted(delivery)

/** A session in a room of its own that is PROCESSING; silent unless told otherwise, so that nothing but what a test does happens in it. */
async function goLive(room: object = {}, body: object = { play_policy: { auto_play_script: false } }): Promise<Session> {
  const roomId = await makeRoom(room)
  const reply = await post(`/smart-live-rooms/${roomId}/smart-live-jobs`, body)
  expect(reply.status, reply.text).toBe(202)
  const { job_id: jobId, live_event_report_url: reportUrl } = reply.json as { job_id: string; live_event_report_url: string }
  await receiver.until(of(jobId, (delivery) => delivery.message['state'] === 'CONNECTED'))
  const path = `/smart-live-rooms/${roomId}/smart-live-jobs/${jobId}`
  return { roomId, jobId, reportUrl, path, command: (given) => post(`${path}/command`, given) }
}
const commandId = (reply: Reply): string => (reply.json as { command_id: string }).command_id

describe('rooms (6.1)', () => {
  test('are kept as they were sent, changed in what an update names, and deleted', async () => {
    const given = { room_description: 'd', room_type: 'NORMAL', view_mode: 'LANDSCAPE', priv_data: 'p', play_policy: { repeat_count: 2 }, backup_model_asset_ids: ['b'], video_config: { codec: 'H264', bitrate: 1000, width: 1080, height: 1920 },
      interaction_rules: [{ rule_name: 'r', enabled: true, event_type: 1, hit_condition: { relation: 'AND', priority: 1, tags: [] }, trigger: { reply_mode: 'SHOW_LAYER', layer_config: { layer_type: 'IMAGE', image_config: { image_url: 'https://x/y.png' } } } }],
      rtc_callback_config: { rtc_callback_event_type: ['LIVE_PROGRESS'] }, shared_config: { shared_type: 'PRIVATE' }, co_streamer_config: { streamer_action: 'SILENCE' }, review_config: { no_need_review: false } }
    const roomId = await makeRoom({ ...given, live_event_callback_config: { ...callbacks(), auth_type: 'MSS_A', key: 'room-key-of-ours' } })
    const shown = await callHuawei(sandbox, `/smart-live-rooms/${roomId}`)
    expect(shown.json).toMatchObject({ ...given, room_id: roomId, room_state: 'ENABLE', live_event_callback_config: { auth_type: 'MSS_A' }, scene_scripts: [{ script_id: expect.any(String) as string, shoot_scripts: [{ sequence_no: 1 }, { sequence_no: 2 }] }] })
    expect(shown.text + JSON.stringify(sandbox.journal.entries())).not.toContain('room-key-of-ours')
    const updated = await callHuawei(sandbox, `/smart-live-rooms/${roomId}`, { method: 'PUT', body: { room_name: 'Renamed' } })
    expect(updated.json).toEqual({ ...shown.json as object, room_name: 'Renamed', update_time: expect.any(String) as string })
    expect((await callHuawei(sandbox, '/smart-live-rooms?room_name=Renamed')).json).toMatchObject({ count: 1, smart_live_rooms: [{ room_id: roomId, model_infos: [{ model_asset_id: 'avatar', backup_model_asset_ids: ['b'] }] }] })
    expect(await callHuawei(sandbox, `/smart-live-rooms/${roomId}`, { method: 'DELETE' })).toMatchObject({ status: 200, text: '' })
    expect(await callHuawei(sandbox, `/smart-live-rooms/${roomId}`)).toMatchObject({ status: 404 })
  })

  const refusals: readonly (readonly [name: string, changes: object])[] = [
    ['no name', { room_name: '' }],
    ['two outputs', { output_urls: ['rtmp://a', 'rtmp://b'] }],
    ['six stand-ins', { backup_model_asset_ids: ['1', '2', '3', '4', '5', '6'] }],
    ['a priority above 999', { interaction_rules: [{ hit_condition: { priority: 1000 } }] }],
    ['the document\'s And', { interaction_rules: [{ hit_condition: { relation: 'And' } }] }],
    ['six replies', { interaction_rules: [{ trigger: { reply_texts: ['1', '2', '3', '4', '5', '6'] } }] }],
    ['an intelligent reply without a robot', { interaction_rules: [{ trigger: { reply_mode: 'INTELLIGENT_REPLY' } }] }],
    ['a scene without a name', { scene_scripts: [{ shoot_scripts: [] }] }],
    ['a livestream of 9000 kbit/s', { video_config: { codec: 'H264', bitrate: 9000, width: 1, height: 1 } }],
    ['private data that is too long', { priv_data: 'x'.repeat(8193) }],
  ]
  test.each(refusals)('are refused with %s', async (_name, changes) => {
    expect(await post('/smart-live-rooms', { room_name: 'x', ...changes })).toMatchObject({ status: 400, json: { error_code: 'MSS.00000003' } })
  })

  test('with a running task cannot be deleted', async () => {
    const { roomId } = await goLive()
    expect(await callHuawei(sandbox, `/smart-live-rooms/${roomId}`, { method: 'DELETE' })).toMatchObject({ status: 500, json: { error_code: 'MSS.20010036' } })
  })

  test('that are temporary go away with their task', async () => {
    const { roomId, path } = await goLive({ room_type: 'TEMP' })
    await post(`${path}/stop`)
    expect(await callHuawei(sandbox, `/smart-live-rooms/${roomId}`)).toMatchObject({ status: 404 })
    expect((await callHuawei(sandbox, path)).json).toMatchObject({ state: 'SUCCEED' })
  })
})

describe('rule libraries (6.1.6 to 6.1.9)', () => {
  const base = '/smart-live-interaction-rule-groups'
  test('are created, found, changed and deleted; the world has three', async () => {
    expect((await callHuawei(sandbox, base)).json).toMatchObject({ count: 3 })
    const { group_id: id } = (await post(base, { group_name: 'Mine', interaction_rules: [{ rule_name: 'one', event_type: 10 }] })).json as { group_id: string }
    expect((await callHuawei(sandbox, `${base}?group_name=mine`)).json).toMatchObject({ count: 1, interaction_rule_groups: [{ group_id: id, interaction_rules: [{ rule_name: 'one', rule_index: expect.any(String) as string }] }] })
    expect((await callHuawei(sandbox, `${base}/${id}`, { method: 'PUT', body: { group_name: 'Still mine' } })).json).toMatchObject({ group_id: id, group_name: 'Still mine', interaction_rules: [{ rule_name: 'one' }] })
    expect(await post(base, { group_name: 'Still mine' })).toMatchObject({ status: 400, json: { error_code: 'MSS.20010084' } })
    expect(await callHuawei(sandbox, `${base}/${id}`, { method: 'DELETE' })).toMatchObject({ status: 200, text: '' })
    expect(await callHuawei(sandbox, `${base}/${id}`, { method: 'DELETE' })).toMatchObject({ status: 400, json: { error_code: 'MSS.20010083' } })
  })
})

describe('commands to a task (6.2.5)', () => {
  test('a room\'s own callback configuration serves its tasks', async () => {
    const { jobId } = await goLive({}, { play_policy: { repeat_count: 0 } })
    await receiver.until(of(jobId, (delivery) => delivery.message['state'] === 'END'))
  })

  test.each(['APPEND', 'INSERT', 'PLAY_NOW', undefined])('INSERT_PLAY_SCRIPT with play_type %s is said, and told by its command_id', async (type) => {
    const { command, jobId } = await goLive()
    const reply = await command({ command: 'INSERT_PLAY_SCRIPT', params: { text_config: { text: 'Hello' }, play_type: type, play_role: 'CO_STREAMER', rule_index: 'r' } })
    expect(reply.json).toEqual({ command_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string, command: 'INSERT_PLAY_SCRIPT', result: '' })
    await receiver.until(of(jobId, (delivery) => delivery.message['reply_id'] === commandId(reply)))
  })

  test('INSERT_PLAY_AUDIO is said after what waits', async () => {
    const { command, jobId } = await goLive()
    const first = commandId(await command({ command: 'INSERT_PLAY_SCRIPT', params: { text_config: { text: 'a' } } }))
    const second = commandId(await command({ command: 'INSERT_PLAY_AUDIO', params: { audio_url: 'https://example.com/a.mp3' } }))
    await receiver.until(of(jobId, (delivery) => delivery.message['reply_id'] === second))
    const replies = receiver.received.filter(of(jobId, (delivery) => delivery.message['reply_id'] !== undefined)).map((delivery) => delivery.message['reply_id'])
    expect(replies).toEqual([first, second])
  })

  test('PLAY_NOW cuts into the paragraph that is being said', async () => {
    const slow = await startHuaweiSandbox({ speed: 2, throttle: false })
    const room = slow.world.rooms.find((candidate) => candidate.detail.room_state === 'ENABLE')
    const started = await callHuawei(slow, `/smart-live-rooms/${room?.id}/smart-live-jobs`, { method: 'POST', body: { live_event_callback_config: callbacks() } })
    const { job_id: jobId } = started.json as { job_id: string }
    await receiver.until(of(jobId, (delivery) => delivery.body.event_type === 'SHOOT_SCRIPT_SWITCH'))
    const reply = await callHuawei(slow, `/smart-live-rooms/${room?.id}/smart-live-jobs/${jobId}/command`, { method: 'POST', body: { command: 'INSERT_PLAY_SCRIPT', params: { text_config: { text: 'now' } } } })
    await receiver.until(of(jobId, (delivery) => delivery.message['reply_id'] === commandId(reply)))
    expect(receiver.received.filter(of(jobId, (delivery) => delivery.body.event_type === 'SHOOT_SCRIPT_SWITCH'))).toHaveLength(1)
    await slow.close()
  })

  test('REWRITE_PLAY_SCRIPT changes what is walked, and what GET_CURRENT_PLAYING_SCRIPTS tells as a JSON string', async () => {
    const { command, jobId } = await goLive({}, { play_policy: { repeat_count: -1 } })
    const { result } = (await command({ command: 'GET_CURRENT_PLAYING_SCRIPTS' })).json as { result: string }
    expect(JSON.parse(result)).toEqual({ scene_scripts: [{ script_name: 'Scene', model_asset_id: 'avatar', shoot_scripts: [{ sequence_no: 1, title: 'first' }, { sequence_no: 2, title: 'second' }] }] })
    expect(await command({ command: 'REWRITE_PLAY_SCRIPT', params: { scene_scripts: scenes('Rewritten') } })).toMatchObject({ status: 200 })
    await receiver.until(of(jobId, (delivery) => delivery.message['scene_script_name'] === 'Rewritten' && delivery.message['shoot_script_title'] === 'first'))
  })

  test('REFRESH_OUTPUT_URL ends the old output and connects the new one', async () => {
    const { command, jobId } = await goLive()
    await command({ command: 'REFRESH_OUTPUT_URL', params: { output_urls: ['rtmp://two.example.com/live'], stream_keys: ['k2'] } })
    await receiver.until(of(jobId, (delivery) => delivery.message['output_url'] === 'rtmp://two.example.com/live' && delivery.message['state'] === 'CONNECTED'))
    const states = receiver.received.filter(of(jobId, (delivery) => delivery.body.event_type === 'RTMP_STREAM_STATE_CHANGE')).map(({ message }) => `${message['stream_key']} ${message['state']}`)
    expect(states).toEqual(['k1 CONNECTING', 'k1 CONNECTED', 'k1 END', 'k2 CONNECTING', 'k2 CONNECTED'])
    const { result } = (await command({ command: 'GET_LIVE_JOB_CONFIG_INFO' })).json as { result: string }
    expect(JSON.parse(result)).toMatchObject({ room_name: 'Room', output_urls: ['rtmp://two.example.com/live'], stream_keys: ['k2'], play_policy: { auto_play_script: false } })
  })

  test.each<[string, object, number, string]>([
    ['an unknown command', { command: 'DANCE' }, 500, 'MSS.20010053'],
    ['a text that is empty', { command: 'INSERT_PLAY_SCRIPT', params: { text_config: { text: '' } } }, 400, 'MSS.00000003'],
    ['parameters that are missing', { command: 'INSERT_PLAY_AUDIO' }, 400, 'MSS.00000003'],
    ['an unknown play type', { command: 'INSERT_PLAY_AUDIO', params: { audio_url: 'x', play_type: 'LATER' } }, 400, 'MSS.00000003'],
    ['no scenes', { command: 'REWRITE_PLAY_SCRIPT', params: { scene_scripts: [] } }, 400, 'MSS.00000003'],
    ['a text that a review refuses', { command: 'INSERT_PLAY_SCRIPT', params: { text_config: { text: 'sandbox-fail' } } }, 500, 'MSS.20010007'],
  ])('%s is refused', async (_name, body, status, code) => {
    const { command } = await goLive()
    expect(await command(body)).toMatchObject({ status, json: { error_code: code } })
  })

  test('SHOW_LAYER and REWRITE_INTERACTION_RULES are taken; nothing is once the task is over', async () => {
    const { command, path } = await goLive()
    expect(await command({ command: 'SHOW_LAYER', params: { layer_config: { layer_type: 'IMAGE' } } })).toMatchObject({ status: 200 })
    expect(await command({ command: 'REWRITE_INTERACTION_RULES', params: { interaction_rules: [] } })).toMatchObject({ status: 200 })
    await post(`${path}/stop`)
    expect(await command({ command: 'SHOW_LAYER', params: {} })).toMatchObject({ status: 500, json: { error_code: 'MSS.20010099' } })
  })
})

describe('reports of an audience (6.2.7)', () => {
  const content = (fields: object): string => JSON.stringify({ user: { userId: 'u', name: 'n', level: 3 }, ...fields })
  const event = (fields: object, type = 1): object => ({ timestamp: 1_694_481_227_655, type, content: content(fields) })
  const rule = (tags: object[], trigger: object = {}, condition: object = {}): object => ({ rule_index: 'r1', enabled: true, event_type: 1, hit_condition: { relation: 'AND', tags, ...condition }, trigger: { time_window: 0, reply_mode: 'SYSTEM_REPLY', reply_texts: ['Yes.'], ...trigger } })
  const price = { tag: 'content', operation: 'NONE', match: 'REGEX', value: 'price|how much' }
  const replies = (jobId: string): number => receiver.received.filter(of(jobId, (delivery) => delivery.body.event_type === 'REPLY_COMMAND_FINISH')).length

  test('a question that hits a rule is answered, by AK/SK and by the report address alike', async () => {
    const { path, jobId, reportUrl, command } = await goLive({ interaction_rules: [rule([price])] })
    expect(await post(`${path}/live-event-report`, { total: 2, events: [event({ content: 'what price?' }), event({ content: 'hello' })] })).toMatchObject({ status: 200, json: {} })
    await receiver.until(of(jobId, (delivery) => delivery.message['reply_id'] !== undefined))
    expect(await send(reportUrl, { method: 'POST', body: JSON.stringify({ total: 1, events: [event({ content: 'how much' })] }), headers: { 'content-type': 'application/json' } })).toMatchObject({ status: 200 })
    await receiver.until(of(jobId, (delivery) => delivery.message['reply_id'] !== undefined))
    const last = commandId(await command({ command: 'INSERT_PLAY_SCRIPT', params: { text_config: { text: 'end' } } }))
    await receiver.until(of(jobId, (delivery) => delivery.message['reply_id'] === last))
    expect(replies(jobId)).toBe(3)
    const { live_job_log: log } = (await callHuawei(sandbox, path)).json as { live_job_log: { interaction_records_url: string } }
    expect((await send(log.interaction_records_url)).text.trim().split('\n')).toHaveLength(3)
  })

  test.each<[string, object, object[], number]>([
    ['a rule that is switched off', { ...rule([price]), enabled: false }, [event({ content: 'price' })], 0],
    ['another kind of event', rule([price]), [event({ content: 'price' }, 2)], 0],
    ['one of two conditions with AND', rule([price, { tag: 'level', match: 'MATH_GE', value: '9' }]), [event({ content: 'price' })], 0],
    ['one of two conditions with OR', rule([price, { tag: 'level', match: 'MATH_GE', value: '9' }], {}, { relation: 'OR' }), [event({ content: 'price' })], 1],
    ['a condition on the user', rule([{ tag: 'level', match: 'MATH_EQ', value: '3' }]), [event({ content: 'x' })], 1],
    ['a count of events', rule([{ tag: 'content', operation: 'COUNT', match: 'MATH_GE', value: '2' }], { time_window: -1 }), [event({ content: 'a' }), event({ content: 'b' })], 1],
    ['no conditions that count', rule([price], {}, { relation: 'RESERVED' }), [event({ content: 'x' })], 1],
    ['a rule that speaks once in the whole session', rule([price], { time_window: -1 }), [event({ content: 'price' }), event({ content: 'price' })], 1],
    ['a rule that speaks every time', rule([price]), [event({ content: 'price' }), event({ content: 'price' })], 2],
    ['a rule that only shows a layer', rule([price], { reply_mode: 'SHOW_LAYER' }), [event({ content: 'price' })], 0],
    ['content that is no JSON', rule([price]), [{ timestamp: 1, type: 1, content: 'xxxxx' }], 0],
  ])('%s', async (_name, given, events, expected) => {
    const { path, jobId, command } = await goLive({ interaction_rules: [given] })
    expect(await post(`${path}/live-event-report`, { total: events.length, events })).toMatchObject({ status: 200 })
    const last = commandId(await command({ command: 'INSERT_PLAY_SCRIPT', params: { text_config: { text: 'end' }, play_type: 'APPEND' } }))
    await receiver.until(of(jobId, (delivery) => delivery.message['reply_id'] === last))
    expect(replies(jobId)).toBe(expected + 1)
  })

  test('the key is checked, expires and can be refreshed for a day', async () => {
    const body = JSON.stringify({ total: 1, events: [{ timestamp: 1 }] })
    let now = Date.now()
    const aging = await startHuaweiSandbox({ now: () => now, speed: 50, throttle: false })
    const room = aging.world.rooms.find((candidate) => candidate.detail.room_state === 'ENABLE')
    const started = await callHuawei(aging, `/smart-live-rooms/${room?.id}/smart-live-jobs`, { method: 'POST', body: { live_event_callback_config: callbacks(['RTMP_STREAM_STATE_CHANGE']) }, at: now })
    const { job_id: jobId, live_event_report_url: url } = started.json as { job_id: string; live_event_report_url: string }
    await receiver.until(of(jobId, (delivery) => delivery.message['state'] === 'CONNECTED'))
    const report = (address: string): Promise<Reply> => send(address, { method: 'POST', body })
    const code = async (address: string): Promise<unknown> => ((await report(address)).json as { error_code?: string }).error_code
    expect(await code(url)).toBeUndefined()
    expect(await report(url.replace(/auth_key=./, 'auth_key=x'))).toMatchObject({ status: 401, json: { error_code: 'MSS.20010039' } })
    now += 25 * 3600 * 1000
    expect(await code(url)).toBe('MSS.20010054')
    const { live_event_report_url: fresh } = (await report(`${url}&refresh_url=true`)).json as { live_event_report_url: string }
    expect(await code(fresh)).toBeUndefined()
    now += 24 * 3600 * 1000
    expect(await code(`${url}&refresh_url=true`)).toBe('MSS.20010077')
    await aging.close()
  })

  test.each([[{}], [{ total: 0 }], [{ total: 2, events: [{ timestamp: 1 }] }], [{ total: 1, events: [{ timestamp: 1, type: 101 }] }], [{ total: 1, events: [{ type: 1 }] }]])('%j is an invalid parameter', async (body) => {
    const { path } = await goLive()
    expect(await post(`${path}/live-event-report`, body)).toMatchObject({ status: 400, json: { error_code: 'MSS.00000003' } })
  })
})
