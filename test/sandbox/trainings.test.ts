import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { AVATAR_STATES, DELETABLE, UPDATABLE } from '../../src/sandbox/huawei/avatars/states.js'
import { VOICE_STATES } from '../../src/sandbox/huawei/voices/states.js'
import { callHuawei, send, type Reply } from './client.js'

interface Created { job_id: string; training_video_upload_url: string[]; cover_upload_url: string; id_card_image1_upload_url: string; id_card_image2_upload_url: string; grant_file_upload_url: string }
interface Avatar { state: string; asset_id?: string; operation_logs: { log_type: string; operate_user: string }[]; comment_logs: { comment_type: string; comment_title?: string; attachment_download_url: string[] }[]; verify_video_download_url: string; [field: string]: unknown }

let sandbox: HuaweiSandbox
beforeAll(async () => { sandbox = await startHuaweiSandbox({ throttle: false, speed: 100 }) })
afterAll(() => sandbox.close())

const AVATARS = '/digital-human-training-manage/user/jobs'
const VOICES = '/voice-training-manage/user'
const post = (path: string, body?: object, headers?: Record<string, string>): Promise<Reply> => callHuawei(sandbox, path, { method: 'POST', body, headers })
const put = (url: string | undefined, body = 'bytes', type?: string): Promise<Reply> => send(url ?? '', { method: 'PUT', body, headers: type === undefined ? {} : { 'content-type': type } })
const until = (ask: () => Promise<unknown>, wanted: unknown): Promise<void> => expect.poll(ask, { timeout: 15_000 }).toBe(wanted)

describe('avatar training (7)', () => {
  const create = async (body: object = {}): Promise<Created> => {
    const reply = await post(AVATARS, { name: 'Someone', ...body })
    expect(reply.status, reply.text).toBe(200)
    return reply.json as Created
  }
  const show = async (id: string): Promise<Avatar> => (await callHuawei(sandbox, `${AVATARS}/${id}`)).json as Avatar
  const state = (id: string) => async (): Promise<string> => (await show(id)).state
  const command = (id: string, name: string, data?: object): Promise<Reply> => post(`${AVATARS}/${id}/command`, { command: name, ...(data ? { comment_data: data } : {}) })

  test('goes from the upload through both reviews and the training to the user\'s confirmation, and becomes an avatar', async () => {
    const job = await create({ contact: 'me', batch_name: 'b1', tags: ['t'], model_version: 'V3.2', is_background_replacement: true, command_message: 'UPLOAD_VIDEO' })
    expect(await command(job.job_id, 'SUBMITVERIFYING')).toMatchObject({ status: 400, json: { error_code: 'MSS.41000001' } })
    for (const url of [job.training_video_upload_url[0], job.cover_upload_url, job.id_card_image1_upload_url, job.id_card_image2_upload_url, job.grant_file_upload_url]) expect(await put(url)).toMatchObject({ status: 200 })
    expect(await put(job.cover_upload_url)).toMatchObject({ status: 403 })
    expect((await command(job.job_id, 'SUBMITVERIFYING')).json).toEqual({ commond_result: 'EXCUTE_SUCCESS' })
    await until(state(job.job_id), 'WAIT_USER_CONFIRM')
    const ready = await show(job.job_id)
    expect(ready).toMatchObject({ contact: 'me', batch_name: 'b1', tags: ['t'], model_version: 'V3.2', is_background_replacement: true, matting_type: 'AI', model_resolution: '1080P', is_mask_file_uploaded: true })
    for (const file of ['training_video', 'cover', 'id_card_image1', 'id_card_image2', 'grant_file']) expect((await send(String(ready[`${file}_download_url`]))).text).toBe('bytes')
    expect((await send(ready.verify_video_download_url)).status).toBe(200)
    expect(ready.operation_logs.map((log) => log.log_type)).toEqual([
      'USER_CREATE_JOD', 'USER_VERIFYING_SUBMITTED', 'SYSTEM_VERIFY_SUCCESS', 'ADMIN_VERIFY_SUCCESS', 'SYSTEM_TRAIN_DATA_PREPROCESSING', 'SYSTEM_TRAIN_DATA_PREPROCESS_SUCCESS',
      'SYSTEM_TRAINING', 'SYSTEM_TRAIN_SUCCESS', 'SYSTEM_INFERENCE_DATA_PREPROCESSING', 'SYSTEM_INFERENCE_DATA_PREPROCESS_SUCCESS', 'SYSTEM_JOB_SUCCESS',
    ])
    await command(job.job_id, 'CONFIRM_ACCEPT')
    const done = await show(job.job_id)
    expect(done.state).toBe('JOB_FINISH')
    expect((await callHuawei(sandbox, `/digital-assets/${done.asset_id}`)).json).toMatchObject({ asset_type: 'HUMAN_MODEL_2D', asset_state: 'ACTIVED', asset_name: 'Someone', asset_extra_meta: { human_model_2d_meta: { model_version: 'V3_2' } } })
    expect(await callHuawei(sandbox, `${AVATARS}/${job.job_id}`, { method: 'DELETE' })).toMatchObject({ status: 200, text: '' })
    expect(await callHuawei(sandbox, `/digital-assets/${done.asset_id}`)).toMatchObject({ status: 404 })
    expect(await callHuawei(sandbox, `${AVATARS}/${job.job_id}`)).toMatchObject({ status: 404, json: { error_code: 'MSS.41000003' } })
  })

  test.each([['automatic', { name: 'sandbox-fail' }, 'AUTO_VERIFY_FAILED', { name: 'Better' }], ['manual', { batch_name: 'sandbox-fail' }, 'MANUAL_VERIFY_FAILED', { batch_name: 'Better' }]])('is refused by the %s review, corrected and submitted again', async (_review, wrong, failed, right) => {
    const job = await create(wrong)
    await put(job.training_video_upload_url[0])
    await command(job.job_id, 'SUBMITVERIFYING')
    await until(state(job.job_id), failed)
    const reply = await callHuawei(sandbox, `${AVATARS}/${job.job_id}`, { method: 'PUT', body: { ...right, command_message: 'UPDATE_VIDEO' } })
    const renewed = reply.json as Created
    expect(renewed.job_id).toBe(job.job_id)
    expect(await put(renewed.training_video_upload_url[0], 'second take')).toMatchObject({ status: 200 })
    expect(await put(job.training_video_upload_url[0])).toMatchObject({ status: 403 })
    await command(job.job_id, 'SUBMITVERIFYING')
    await until(state(job.job_id), 'WAIT_USER_CONFIRM')
    const shown = await show(job.job_id)
    expect((await send(String(shown['training_video_download_url']))).text).toBe('second take')
    expect(shown.operation_logs.map((log) => log.log_type)).toContain('USER_UPDATE_VIDEO')
  })

  test('takes the video in parts', async () => {
    const job = await create({ video_multipart_count: 2 })
    expect(job.training_video_upload_url).toHaveLength(2)
    await put(job.training_video_upload_url[1], 'world')
    expect((await command(job.job_id, 'GET_MULTIPART_UPLOADED')).json).toEqual({ commond_result: 'EXCUTE_SUCCESS', multipart_data: [{ part_number: '2', etag: expect.any(String) as string }] })
    expect((await command(job.job_id, 'CONFIRM_MULTIPART_UPLOADED')).json).toEqual({ commond_result: 'EXCUTE_FAILED' })
    await put(job.training_video_upload_url[0], 'hello ')
    expect(await command(job.job_id, 'SUBMITVERIFYING')).toMatchObject({ status: 400 })
    expect((await command(job.job_id, 'CONFIRM_MULTIPART_UPLOADED')).json).toEqual({ commond_result: 'EXCUTE_SUCCESS' })
    expect((await send(String((await show(job.job_id))['training_video_download_url']))).text).toBe('hello world')
    expect(await command(job.job_id, 'SUBMITVERIFYING')).toMatchObject({ status: 200 })
  })

  test('is rejected with a comment and attachments, discussed, and worked on again', async () => {
    const { job_id: id } = await create()
    sandbox.moveTraining(id, 'WAIT_USER_CONFIRM')
    const { attachment_upload_url: [url] } = (await command(id, 'CONFIRM_REJECT', { comment_title: 'Lips', comment_message: 'out of step', attachment_name: ['lips.png'] })).json as { attachment_upload_url: string[] }
    await put(url, 'picture')
    expect((await show(id)).state).toBe('JOB_REJECT')
    await until(async () => (await show(id)).comment_logs.length, 2)
    const [own, answer] = (await show(id)).comment_logs
    expect(own).toMatchObject({ comment_type: 'USER_REJECT', comment_title: 'Lips', comment_message: 'out of step' })
    expect((await send(own?.attachment_download_url[0] ?? '')).text).toBe('picture')
    expect(answer).toMatchObject({ comment_type: 'ADMIN_COMMENT', attachment_download_url: [] })
    await command(id, 'CONFIRM_ANSWER', { comment_message: 'from 01:10 on' })
    await until(state(id), 'WAIT_USER_CONFIRM')
  })

  test('is put aside and taken up again where it was', async () => {
    const { job_id: id } = await create()
    sandbox.moveTraining(id, 'JOB_REJECT')
    await command(id, 'CONFIRM_PENDING')
    expect((await show(id)).state).toBe('JOB_PENDING')
    await command(id, 'CONFIRM_ACTIVE')
    expect((await show(id)).state).toBe('JOB_REJECT')
  })

  test.each(AVATAR_STATES)('in %s can be deleted and updated only if the document says so', async (given) => {
    const { job_id: id } = await create()
    expect(sandbox.moveTraining(id, given)).toBe(true)
    expect((await show(id)).state).toBe(given)
    expect((await callHuawei(sandbox, `${AVATARS}/${id}`, { method: 'PUT', body: { contact: 'x' } })).status).toBe(UPDATABLE.has(given) ? 200 : 400)
    const deletion = await callHuawei(sandbox, `${AVATARS}/${id}`, { method: 'DELETE' })
    expect(deletion.status).toBe(DELETABLE.has(given) ? 200 : 400)
    if (deletion.status === 400) expect(deletion.json).toMatchObject({ error_code: 'MSS.41000008' })
  })

  test.each(['CONFIRM_ACCEPT', 'CONFIRM_REJECT', 'CONFIRM_ANSWER', 'CONFIRM_PENDING', 'CONFIRM_ACTIVE'])('%s is refused before there is anything to confirm', async (name) => {
    expect(await command((await create()).job_id, name)).toMatchObject({ status: 400, json: { error_code: 'MSS.41000001' } })
  })

  test.each<[string, object, string]>([
    ['without a name', { name: '' }, 'MSS.00000003'],
    ['with a name of special characters', { name: '<b>' }, 'MSS.41000002'],
    ['with the discarded V2', { model_version: 'V2' }, 'MSS.00000003'],
    ['with the asset\'s spelling of V3.2', { model_version: 'V3_2' }, 'MSS.00000003'],
    ['with 1001 parts', { video_multipart_count: 1001 }, 'MSS.00000003'],
  ])('%s is refused', async (_name, body, code) => {
    expect(await post(AVATARS, { name: 'x', ...body })).toMatchObject({ status: 400, json: { error_code: code } })
  })

  test('the list filters by state, name, batch, tag, id and user', async () => {
    const { job_id: id } = (await post(AVATARS, { name: 'Findable', batch_name: 'batch 77', tags: ['rare'] }, { 'x-app-userid': 'carol' })).json as Created
    for (const query of ['name=findable', 'batch_name=77', 'tag=rare', `job_id=${id}`]) expect((await callHuawei(sandbox, `${AVATARS}?${query}`)).json, query).toMatchObject({ count: 1, jobs: [{ job_id: id, app_user_id: 'carol' }] })
    expect((await callHuawei(sandbox, `${AVATARS}?query_project_id=other`)).json).toMatchObject({ count: 0 })
    expect((await callHuawei(sandbox, `${AVATARS}?job_id=${id}`, { headers: { 'x-app-userid': 'dave' } })).json).toMatchObject({ count: 0 })
    expect((await callHuawei(sandbox, `${AVATARS}?state=JOB_FINISH,TRAINING&limit=100`)).json).toMatchObject({ jobs: expect.arrayContaining([expect.objectContaining({ state: 'JOB_FINISH' }), expect.objectContaining({ state: 'TRAINING' })]) as unknown })
    expect(await callHuawei(sandbox, `${AVATARS}?state=PUBLISHED`)).toMatchObject({ status: 400 })
  })
})

describe('voice training (8)', () => {
  interface Voice { state: string; asset_id?: string; reject_times: number; job_failed_code: string; create_time: number; [field: string]: unknown }
  interface CreatedVoice { job_id: string; training_data_uploading_url?: string; segment_uploading_url?: { audio_uploading_url: string[]; txt_uploading_url: string[] }; authorization_letter_uploading_url: string }
  const create = async (edition = 'basic', body: object = {}): Promise<CreatedVoice> => {
    const reply = await post(`${VOICES}/${edition}-jobs`, { voice_name: 'Voice', ...body })
    expect(reply.status, reply.text).toBe(200)
    return reply.json as CreatedVoice
  }
  const show = async (id: string): Promise<Voice> => (await callHuawei(sandbox, `${VOICES}/jobs/${id}`)).json as Voice
  const state = (id: string) => async (): Promise<string> => (await show(id)).state
  const commit = (id: string, body?: object): Promise<Reply> => post(`${VOICES}/jobs/${id}`, body)

  test.each([['basic', 'BASIC'], ['middle', 'MIDDLE'], ['advance', 'ADVANCE']])('of the %s edition goes from the package to a voice', async (edition, type) => {
    const job = await create(edition, { tag: 'NEWS', sex: 'MALE', language: 'EN', description: 'd', phone: '123', create_type: 'PACKAGE' })
    expect(await commit(job.job_id)).toMatchObject({ status: 400, json: { error_code: 'MSS.20020027' } })
    expect(await put(job.training_data_uploading_url, 'PK', 'text/plain')).toMatchObject({ status: 403 })
    await put(job.training_data_uploading_url, 'PK', 'application/zip')
    await put(job.authorization_letter_uploading_url, 'I agree', 'application/pdf')
    expect(await commit(job.job_id, { voice_name: 'Final name' })).toMatchObject({ status: 200, text: '' })
    expect(await commit(job.job_id)).toMatchObject({ status: 400, json: { error_code: 'MSS.20020001' } })
    await until(state(job.job_id), 'SUCCEED')
    const done = await show(job.job_id)
    expect(done).toMatchObject({ job_type: type, create_type: 'PACKAGE', voice_name: 'Final name', tag: 'NEWS', sex: 'MALE', language: 'EN', phone: '123', reject_times: 0, job_failed_code: 'MSS.00000000', create_time: expect.any(Number) as number })
    expect((await send(String(done['voice_authorization_url']))).text).toBe('I agree')
    expect((await callHuawei(sandbox, `/digital-assets/${done.asset_id}`)).json).toMatchObject({ asset_type: 'VOICE_MODEL', asset_state: 'ACTIVED', asset_name: 'Final name', asset_extra_meta: { voice_model_meta: { sex: 'MALE', language: 'EN', model_type: 'CLONE' } } })
    expect((await callHuawei(sandbox, `${VOICES}/jobs/${job.job_id}/audit-result`)).json).toMatchObject({ system_audit_result: { errors: [] }, admin_audit_result: { message: 'Approved.' } })
  })

  test('sentence by sentence wants each uploaded and confirmed', async () => {
    const job = await create('basic', { create_type: 'SEGMENT' })
    const { audio_uploading_url: audio, txt_uploading_url: text } = job.segment_uploading_url ?? { audio_uploading_url: [], txt_uploading_url: [] }
    expect([audio.length, text.length, job.training_data_uploading_url]).toEqual([20, 20, undefined])
    const confirm = (index: number): Promise<Reply> => post(`${VOICES}/training-segment?job_id=${job.job_id}&index=${index}`)
    expect(await confirm(0)).toMatchObject({ status: 400, json: { error_code: 'MSS.20020030' } })
    await Promise.all(audio.map((url) => put(url, 'RIFF', 'audio/wav')))
    await Promise.all(text.map((url, index) => put(url, index === 3 ? 'this is sandbox-fail text' : 'a sentence', 'text/plain')))
    expect((await confirm(3)).json).toEqual({ confirm_result: false, unmatched_index_hit: [0, 1] })
    for (let index = 0; index < 20; index++) await confirm(index)
    expect((await callHuawei(sandbox, `${VOICES}/training-segment?job_id=${job.job_id}`)).json).toEqual({ confirmed_index: Array.from({ length: 20 }, (_, index) => index).filter((index) => index !== 3) })
    expect(await commit(job.job_id)).toMatchObject({ status: 400, json: { error_code: 'MSS.20020030' } })
    const again = (await callHuawei(sandbox, `${VOICES}/jobs/${job.job_id}/uploading-address-url`)).json as { segment_url: { txt_uploading_url: string[] } }
    await put(again.segment_url.txt_uploading_url[3], 'better', 'text/plain')
    expect((await confirm(3)).json).toEqual({ confirm_result: true, unmatched_index_hit: [] })
    expect(await commit(job.job_id)).toMatchObject({ status: 200 })
    expect(await confirm(20)).toMatchObject({ status: 400, json: { error_code: 'MSS.00000003' } })
  })

  test('is refused by a review that names the files, and can be submitted again', async () => {
    const job = await create('middle', { voice_name: 'sandbox-fail' })
    expect((await callHuawei(sandbox, `${VOICES}/jobs/${job.job_id}/audit-result`)).json).toEqual({})
    await put(job.training_data_uploading_url, 'PK', 'application/zip')
    await commit(job.job_id)
    await until(state(job.job_id), 'AUDIT_FAILED')
    expect(await show(job.job_id)).toMatchObject({ reject_times: 1, job_failed_code: 'MSS.20020004' })
    expect((await callHuawei(sandbox, `${VOICES}/jobs/${job.job_id}/audit-result`)).json).toMatchObject({ system_audit_result: { audit_time: expect.any(Number) as number, errors: [{ audio_name: '0.wav', text_name: '0.txt', error_message: expect.any(String) as string }, {}] }, admin_audit_result: { attachment_url: expect.any(String) as string } })
    const { package_url: packageUrl } = (await callHuawei(sandbox, `${VOICES}/jobs/${job.job_id}/uploading-address-url`)).json as { package_url: { training_data_uploading_url: string } }
    await put(packageUrl.training_data_uploading_url, 'PK2', 'application/zip')
    await commit(job.job_id, { voice_name: 'Better', app_user_id: 'erin' })
    await until(state(job.job_id), 'SUCCEED')
    expect(await show(job.job_id)).toMatchObject({ app_user_id: 'erin', reject_times: 1 })
  })

  test('with a marked description breaks while it is trained', async () => {
    const job = await create('basic', { description: 'sandbox-fail' })
    await put(job.training_data_uploading_url, 'PK', 'application/zip')
    await commit(job.job_id)
    await until(state(job.job_id), 'FAILED')
    expect(await show(job.job_id)).toMatchObject({ job_failed_code: 'MSS.20020005', job_failed_reason: 'training failure' })
  })

  test.each(VOICE_STATES)('in %s can be deleted unless it is being worked on', async (given) => {
    const { job_id: id } = await create()
    expect(sandbox.moveTraining(id, given)).toBe(true)
    const busy = ['SYSTEM_AUDITING', 'AUDITING', 'WAITING', 'PROCESSING', 'RESULT_REVIEW'].includes(given)
    expect((await callHuawei(sandbox, `${VOICES}/jobs/${id}`, { method: 'DELETE' })).status).toBe(busy ? 400 : 200)
  })

  test.each<[string, string, object]>([
    ['without a name', 'basic', { voice_name: '' }],
    ['with the document\'s lower-case package', 'basic', { create_type: 'package' }],
    ['of the premium edition by sentences', 'advance', { create_type: 'SEGMENT' }],
    ['in German', 'middle', { language: 'GER' }],
    ['with an empty description', 'basic', { description: '' }],
    ['with a phone number of 17 digits', 'basic', { phone: '1'.repeat(17) }],
  ])('%s is refused', async (_name, edition, body) => {
    expect(await post(`${VOICES}/${edition}-jobs`, { voice_name: 'x', ...body })).toMatchObject({ status: 400, json: { error_code: 'MSS.00000003' } })
  })

  test('the list filters; an unknown task and missing parameters are refused', async () => {
    const { job_id: id } = await create('basic', { voice_name: 'Needle', tag: 'MARKETING' })
    for (const query of ['voice_name=needle', `job_id=${id}`, 'tag=MARKETING&state=CREATING&create_since=2026-07-01T00:00:00Z']) expect((await callHuawei(sandbox, `${VOICES}/jobs?${query}`)).json, query).toMatchObject({ count: 1, jobs: [{ job_id: id }] })
    expect(await callHuawei(sandbox, `${VOICES}/jobs/none`)).toMatchObject({ status: 400, json: { error_code: 'MSS.20020002' } })
    for (const path of [`${VOICES}/training-segment`, `${VOICES}/training-segment?job_id=${id}`]) expect(await post(path)).toMatchObject({ status: 400 })
    expect(sandbox.moveTraining('none', 'SUCCEED')).toBe(false)
    expect(sandbox.moveTraining(id, 'JOB_FINISH')).toBe(false)
  })
})

describe('speech previews (9)', () => {
  interface Preview { is_file_complete: boolean; message: string; files: { download_url: string }[] }
  const voice = (): string => sandbox.world.assets.find((asset) => asset.type === 'VOICE_MODEL')?.id ?? ''
  const show = async (id: string): Promise<Preview> => (await callHuawei(sandbox, `/ttsc/audition-file/${id}`)).json as Preview

  test('grow by a sound file a sentence until they are complete', async () => {
    const { job_id: id } = (await post('/ttsc/audition', { text: 'Hello there. How are you? 很好。', emotion: voice(), speed: 100, pitch: 100, volume: 140 })).json as { job_id: string }
    await until(async () => (await show(id)).is_file_complete, true)
    const { files } = await show(id)
    expect(files).toHaveLength(3)
    const sound = await send(files[0]?.download_url ?? '')
    expect(sound.headers['content-type']).toBe('audio/wav')
    expect(sound.text.slice(0, 4)).toBe('RIFF')
  })

  test('start without files', async () => {
    const slow = await startHuaweiSandbox({ speed: 0.001 })
    const { job_id: id } = (await callHuawei(slow, '/ttsc/audition', { method: 'POST', body: { text: 'x', emotion: voice() } })).json as { job_id: string }
    expect((await callHuawei(slow, `/ttsc/audition-file/${id}`)).json).toEqual({ is_file_complete: false, message: '', files: [] })
    await slow.close()
  })

  test('fail with a message at a marked sentence', async () => {
    const { job_id: id } = (await post('/ttsc/audition', { text: 'Fine. This one sandbox-fail.', emotion: voice() })).json as { job_id: string }
    await until(async () => (await show(id)).message, 'Text-to-speech failed.')
    expect((await show(id)).files).toHaveLength(1)
  })

  test('addresses live for an hour', async () => {
    let now = Date.now()
    const aging = await startHuaweiSandbox({ now: () => now, speed: 100 })
    const { job_id: id } = (await callHuawei(aging, '/ttsc/audition', { method: 'POST', body: { text: 'x', emotion: voice() }, at: now })).json as { job_id: string }
    const look = async (): Promise<Preview> => (await callHuawei(aging, `/ttsc/audition-file/${id}`, { at: now })).json as Preview
    await until(async () => (await look()).files.length, 1)
    const url = (await look()).files[0]?.download_url ?? ''
    now += 3_600_000
    expect((await send(url)).status).toBe(200)
    now += 601_000
    expect((await send(url)).status).toBe(403)
    await aging.close()
  })

  test.each<[string, object, string]>([
    ['no text', { text: '' }, 'MSS.00000003'],
    ['a voice that is not there', { emotion: 'nobody' }, 'MSS.20050005'],
    ['an emotion in the usual sense', { emotion: 'very happy' }, 'MSS.00000003'],
    ['a speed of 201', { speed: 201 }, 'MSS.00000003'],
  ])('%s is refused with the request\'s id', async (_name, body, code) => {
    expect(await post('/ttsc/audition', { text: 'x', emotion: voice(), ...body })).toMatchObject({ status: 400, json: { error_code: code, request_id: expect.any(String) as string } })
  })

  test('an unknown preview is refused', async () => {
    expect(await callHuawei(sandbox, '/ttsc/audition-file/none')).toMatchObject({ status: 400, json: { error_code: 'MSS.20050013' } })
  })
})
