import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import type { HuaweiSettings } from '../../src/sandbox/huawei.js'
import { callHuawei, send } from './client.js'

let child: ChildProcessByStdio<null, Readable, Readable> | undefined
afterEach(() => void child?.kill('SIGKILL'))

function run(...flags: string[]): { stdout: () => string; stderr: () => string; line: Promise<string>; exit: Promise<unknown[]>; process: ChildProcessByStdio<null, Readable, Readable> } {
  const started = spawn(process.execPath, ['--import', 'tsx', 'src/sandbox/main.ts', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  child = started
  let [out, err] = ['', '']
  started.stderr.on('data', (chunk: Buffer) => { err += chunk.toString() })
  const line = new Promise<string>((resolve) => started.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
    if (out.includes('\n')) resolve(out)
  }))
  return { stdout: () => out, stderr: () => err, line, exit: once(started, 'close'), process: started }
}

test.each(['SIGINT', 'SIGTERM'] as const)('it prints one line of JSON, serves the vendors, and ends with 0 on %s', async (signal) => {
  const sandbox = run('--speed', '5', '--seed', '2', '--callback-url', 'http://127.0.0.1:9/callbacks')
  const settings = JSON.parse(await sandbox.line) as Record<string, { endpoint: string }>
  expect(Object.keys(settings)).toEqual(['huawei', 'tencent', 'sensetime', 'xingyun'])
  expect(settings['huawei']).toMatchObject({ projectId: expect.any(String) as string, accessKey: expect.any(String) as string, callbackKeys: [expect.any(String)] })
  expect(Object.keys(settings['tencent'] ?? {}).sort()).toEqual(['accessToken', 'appKey', 'endpoint', 'liveSignKey', 'projectId', 'virtualmanKey'])
  expect((await send(`${settings['tencent']?.endpoint}/v2/ivh/assetmanager/customservice/make`, { method: 'POST', body: '{}' })).status).toBe(401)
  expect((await send(`${settings['huawei']?.endpoint}/v1/x/digital-assets`)).status).toBe(401)
  expect(settings['sensetime']).toMatchObject({ appId: expect.any(String) as string, appKey: expect.any(String) as string, authKeys: [expect.any(String)] })
  expect((await send(`${settings['sensetime']?.endpoint}/api/uc/v1/access/api/token`, { method: 'POST' })).json).toMatchObject({ code: 60102151 })
  expect((await send(`${settings['xingyun']?.endpoint}/user/v1/external/lite_ka_summary`)).status).toBe(200)
  sandbox.process.kill(signal)
  expect(await sandbox.exit).toEqual([0, null])
  expect(sandbox.stdout().trim().split('\n')).toHaveLength(1)
  expect(sandbox.stderr()).toBe('')
})

test('it ends at once in the middle of a live session whose callbacks nobody takes', async () => {
  const sandbox = run('--speed', '50')
  const { huawei: settings } = JSON.parse(await sandbox.line) as { huawei: HuaweiSettings }
  const rooms = (await callHuawei({ settings }, '/smart-live-rooms?limit=1')).json as { smart_live_rooms: { room_id: string }[] }
  const path = `/smart-live-rooms/${rooms.smart_live_rooms[0]?.room_id}/smart-live-jobs`
  const config = { live_event_type_callback_url: 'http://127.0.0.1:9/', auth_type: 'NONE', callback_event_type: ['RTMP_STREAM_STATE_CHANGE'] }
  const { job_id: jobId } = (await callHuawei({ settings }, path, { method: 'POST', body: { live_event_callback_config: config } })).json as { job_id: string }
  await expect.poll(async () => ((await callHuawei({ settings }, `${path}/${jobId}`)).json as { state: string }).state, { interval: 100 }).toBe('PROCESSING')
  sandbox.process.kill('SIGTERM')
  expect(await sandbox.exit).toEqual([0, null])
})

test.each([
  [['--speed', 'fast'], '--speed: expected a number above 0, got fast'],
  [['--seed', '1.5'], '--seed: expected an integer, got 1.5'],
  [['--port', '70000'], '--port: expected an integer from 0 to 65532, got 70000'],
  [['--callback-url', 'here'], '--callback-url: expected an http or https URL, got here'],
  [['--fast'], '--fast'],
])('the flags %j are refused with exit code 2 and the usage', async (flags, message) => {
  const sandbox = run(...flags)
  expect(await sandbox.exit).toEqual([2, null])
  expect(sandbox.stderr()).toContain(message)
  expect(sandbox.stderr()).toContain('Usage:')
  expect(sandbox.stdout()).toBe('')
})
