import { afterEach, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { callbackSecret } from '../../src/sandbox/huawei/callback-signature.js'
import type { CallbackEntry } from '../../src/sandbox/journal.js'
import type { SandboxOptions } from '../../src/sandbox/options.js'
import { callHuawei } from './client.js'
import { startReceiver, type Receiver } from './receiver.js'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => { for (const handle of open.splice(0)) await handle.close() })

async function run(options: SandboxOptions, config: object | undefined, answers?: (count: number) => number, path = ''): Promise<{ sandbox: HuaweiSandbox; receiver: Receiver; url: string }> {
  const receiver = await startReceiver(answers)
  const url = receiver.url + path
  const sandbox = await startHuaweiSandbox({ speed: 100, ...options, ...('callbackUrl' in options ? { callbackUrl: url } : {}) })
  open.push(sandbox, receiver)
  const body = config && { live_event_callback_config: { live_event_type_callback_url: url, callback_event_type: ['SHOOT_SCRIPT_SWITCH', 'RTMP_STREAM_STATE_CHANGE'], ...config } }
  const reply = await callHuawei(sandbox, `/smart-live-rooms/${sandbox.world.rooms[0]?.id}/smart-live-jobs`, { method: 'POST', body, at: options.now?.() })
  expect(reply.status, reply.text).toBe(202)
  return { sandbox, receiver, url }
}

test('MSS_A signs in the query, over the address that was configured', async () => {
  const { receiver, url } = await run({}, { auth_type: 'MSS_A', key: 'key-of-the-test' }, undefined, '/live?b=2&a=1')
  const { url: target, body } = await receiver.next()
  const query = new URL(target, receiver.url).searchParams
  expect(target).toMatch(/^\/live\?b=2&a=1&hwSecret=[0-9a-f]{64}&hwTime=[0-9a-f]{8}$/)
  expect(query.get('hwSecret')).toBe(callbackSecret(url, query.get('hwTime') ?? '', 'key-of-the-test'))
  expect(body).toEqual({ event_type: 'RTMP_STREAM_STATE_CHANGE', message: expect.any(String) as string })
})

test('MSS_A_HEAD signs in headers, with the time of sending', async () => {
  const now = Date.UTC(2026, 6, 1)
  const { receiver, url } = await run({ now: () => now }, { auth_type: 'MSS_A_HEAD', key: 'key-of-the-test' })
  const { headers, url: target } = await receiver.next()
  expect(target).toBe('/')
  expect(headers['x-hw-mss-time']).toBe((now / 1000).toString(16))
  expect(headers['x-hw-mss-secret']).toBe(callbackSecret(url, (now / 1000).toString(16), 'key-of-the-test'))
})

test('a refused callback is repeated until it is taken, signed anew, and nothing overtakes it', async () => {
  let now = Date.UTC(2026, 6, 1)
  const { receiver, sandbox } = await run({ now: () => (now += 1000) - 1000 }, { auth_type: 'MSS_A_HEAD', key: 'k' }, (count) => (count < 3 ? 503 : 200))
  await receiver.until((delivery) => delivery.body.event_type === 'SHOOT_SCRIPT_SWITCH')
  const [first, second, third, fourth, fifth] = receiver.received
  expect([first, second, third, fourth].map((delivery) => delivery?.message['state'])).toEqual(['CONNECTING', 'CONNECTING', 'CONNECTING', 'CONNECTING'])
  expect(new Set([first, second, third, fourth].map((delivery) => delivery?.headers['x-hw-mss-time'])).size).toBe(4)
  expect(fifth?.message['state']).toBe('CONNECTED')
  const attempts = sandbox.journal.entries().filter((entry): entry is CallbackEntry => entry.kind === 'callback').slice(0, 4)
  expect(attempts.map(({ attempt, status, outcome }) => [attempt, status, outcome])).toEqual([[1, 503, 'refused'], [2, 503, 'refused'], [3, 503, 'refused'], [4, 200, 'delivered']])
})

test('after five refusals an event is abandoned and the next one gets its turn', async () => {
  const { receiver, sandbox } = await run({ speed: 1000 }, { auth_type: 'NONE' }, (count) => (count < 5 ? 400 : 200))
  await receiver.until((delivery) => delivery.status === 200)
  expect(receiver.received.map((delivery) => delivery.message['state'])).toEqual([...Array<string>(5).fill('CONNECTING'), 'CONNECTED'])
  expect(await sandbox.journal.until((entry) => entry.kind === 'callback' && entry.outcome === 'abandoned')).toMatchObject({ attempt: 5, status: 400 })
})

test('a receiver that is not there is journalled as unreachable', async () => {
  const { sandbox } = await run({}, { live_event_type_callback_url: 'http://127.0.0.1:9/' })
  expect(await sandbox.journal.until((entry) => entry.kind === 'callback')).toMatchObject({ outcome: 'unreachable', status: null })
})

test('the callbackUrl option overrides the address of requests', async () => {
  const { receiver } = await run({ callbackUrl: 'set by run' }, { live_event_type_callback_url: 'https://elsewhere.example.com/' })
  expect((await receiver.next()).body.event_type).toBe('RTMP_STREAM_STATE_CHANGE')
})

test('with the callbackUrl option a start without configuration is signed MSS_A with the simulator\'s own key', async () => {
  const { receiver, sandbox, url } = await run({ callbackUrl: 'set by run' }, undefined)
  const query = new URL((await receiver.next()).url, receiver.url).searchParams
  expect(query.get('hwSecret')).toBe(callbackSecret(url, query.get('hwTime') ?? '', sandbox.settings.callbackKeys[0] ?? ''))
})
