import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import type { CallbackEntry } from '../../src/sandbox/journal.js'
import { startSenseTimeSandbox, type SenseTimeOptions, type SenseTimeSandbox } from '../../src/sandbox/sensetime.js'
import { startReceiver, type Receiver } from './receiver.js'
import { openSenseTime } from './sensetime.js'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => { for (const handle of open.splice(0)) await handle.close() })

const PATH = '/callbacks/sensetime/tasks'
const now = Date.UTC(2026, 6, 1) + 999

async function start(options: SenseTimeOptions = {}, answers?: (count: number) => number): Promise<{ sandbox: SenseTimeSandbox; receiver: Receiver; url: string; authKey: string }> {
  const receiver = await startReceiver(answers)
  const sandbox = await startSenseTimeSandbox({ now: () => now, speed: 1000, ...options })
  open.push(sandbox, receiver)
  const url = receiver.url + PATH
  sandbox.setCallbackUrl(url)
  return { sandbox, receiver, url, authKey: sandbox.settings.authKeys[0] ?? '' }
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const timestamp = Math.floor(now / 1000)

describe('the signature of a callback', () => {
  test('is in the body, over the configured address, with the time of sending in seconds', async () => {
    const { sandbox, receiver, url, authKey } = await start()
    expect(sandbox.emit({ any: { thing: [1] } })).toBe(true)
    const { url: target, json, headers } = await receiver.next()
    expect(target).toBe(PATH)
    expect(json).toEqual({ any: { thing: [1] }, timestamp, signature: md5(`${url}${timestamp}${authKey}`) })
    expect(headers).toMatchObject({ 'content-type': 'application/json' })
  })

  test('travels in headers or in the query where that is assumed, even from one event to the next', async () => {
    const { sandbox, receiver, url, authKey } = await start({ unconfirmed: { signatureIn: 'headers' } })
    const signature = md5(`${url}${timestamp}${authKey}`)
    sandbox.emit({ a: 1 })
    expect(await receiver.next()).toMatchObject({ url: PATH, json: { a: 1 }, headers: { timestamp: String(timestamp), signature } })
    sandbox.unconfirmed.signatureIn = 'query'
    sandbox.emit({ a: 2 })
    const { url: target, json, headers } = await receiver.next()
    expect([target, json, headers['signature']]).toEqual([`${PATH}?timestamp=${timestamp}&signature=${signature}`, { a: 2 }, undefined])
  })

  test('covers the text of the address as it was set, its query included', async () => {
    const { sandbox, receiver, url, authKey } = await start({ unconfirmed: { signatureIn: 'query' } })
    sandbox.setCallbackUrl(`${url}?b=2&a=1`)
    sandbox.emit({})
    expect((await receiver.next()).url).toBe(`${PATH}?b=2&a=1&timestamp=${timestamp}&signature=${md5(`${url}?b=2&a=1${timestamp}${authKey}`)}`)
  })

  test('is made with the new key after a rotation, and is missing without a key', async () => {
    const { sandbox, receiver, url, authKey } = await start()
    const fresh = sandbox.rotateAuthKey()
    expect(fresh).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{1,32}$/)
    expect(sandbox.settings.authKeys).toEqual([fresh, authKey])
    sandbox.emit({})
    expect((await receiver.next()).json['signature']).toBe(md5(`${url}${timestamp}${fresh}`))
    expect(sandbox.rotateAuthKey('Abc123')).toBe('Abc123')
    sandbox.emit({})
    expect((await receiver.next()).json['signature']).toBe(md5(`${url}${timestamp}Abc123`))
    sandbox.world.account.authKey = null
    sandbox.emit({})
    expect((await receiver.next()).json).toEqual({})
  })

  test.each(['abc123', 'ABC123', 'Abcdef', `Aa1${'x'.repeat(30)}`])('takes no key that breaks the vendor\'s rule: %s', async (key) => {
    const { sandbox, authKey } = await start()
    expect(() => sandbox.rotateAuthKey(key)).toThrow(RangeError)
    expect(sandbox.settings.authKeys).toEqual([authKey])
  })
})

describe('a callback', () => {
  test('that is not answered with 200 is sent three times in all, then dropped', async () => {
    const { sandbox, receiver } = await start({}, () => 204)
    sandbox.emit({ a: 1 })
    const abandoned = await sandbox.journal.until((entry) => entry.kind === 'callback' && entry.outcome === 'abandoned')
    expect(abandoned).toMatchObject({ operation: 'EMITTED', attempt: 3, status: 204, body: { a: 1 }, url: receiver.url + PATH })
    expect(receiver.received).toHaveLength(3)
  })

  test('ends with the first 200, signed anew each time', async () => {
    let tick = now
    const { sandbox, receiver } = await start({ now: () => (tick += 1000) }, (count) => count < 2 ? 500 : 200)
    sandbox.emit({ a: 1 })
    await sandbox.journal.until((entry) => entry.kind === 'callback' && entry.outcome === 'delivered')
    expect(new Set(receiver.received.map(({ json }) => json['signature'])).size).toBe(3)
    expect((sandbox.journal.entries() as CallbackEntry[]).map(({ attempt, status, outcome }) => [attempt, status, outcome])).toEqual([[1, 500, 'refused'], [2, 500, 'refused'], [3, 200, 'delivered']])
  })

  test('to nobody is journalled as unreachable', async () => {
    const { sandbox } = await start()
    sandbox.setCallbackUrl('http://127.0.0.1:9/')
    sandbox.emit({})
    expect(await sandbox.journal.until((entry) => entry.kind === 'callback')).toMatchObject({ outcome: 'unreachable', status: null })
  })

  test('goes nowhere while the account has no address, and to the address that is set later', async () => {
    const receiver = await startReceiver()
    const { sandbox, create } = await openSenseTime({ speed: 1000 })
    open.push(sandbox, receiver)
    expect(sandbox.emit({ early: true })).toBe(false)
    const sessionId = await create()
    await expect.poll(() => sandbox.world.channels[0]?.state).toBe(35)
    sandbox.setCallbackUrl(receiver.url)
    sandbox.endChannel(sessionId)
    expect((await receiver.next()).json).toMatchObject({ sessionId, status: 5 })
    expect(receiver.received).toHaveLength(1)
  })

  test('bears the names that are assumed', async () => {
    const receiver = await startReceiver()
    const { sandbox, create } = await openSenseTime({ callbackUrl: receiver.url, speed: 1000, unconfirmed: { event: { name: 'type', live: 'live', sessionId: 'id', status: 'state', userData: 'user' } } })
    open.push(sandbox, receiver)
    sandbox.world.account.authKey = null
    const id = await create({ userData: 'mine' })
    expect((await receiver.next()).json).toEqual({ type: 'live', id, state: 35, user: 'mine' })
  })

  test('of one session never overtakes another of the same', async () => {
    const receiver = await startReceiver((count) => count === 0 ? 503 : 200)
    const { sandbox, create } = await openSenseTime({ callbackUrl: receiver.url, speed: 1000 })
    open.push(sandbox, receiver)
    const sessionId = await create()
    for (const status of [35, 40, 41]) sandbox.moveChannel(sessionId, status)
    await receiver.until(({ json }) => json['status'] === 41)
    expect(receiver.received.map(({ json }) => json['status'])).toEqual([35, 35, 40, 41])
  })
})

test('closing ends what is being delivered', async () => {
  const { sandbox } = await start({ speed: 0.001 }, () => 500)
  sandbox.emit({})
  await sandbox.journal.until((entry) => entry.kind === 'callback' && entry.attempt === 1)
  await sandbox.close()
  expect(sandbox.journal.entries()).toHaveLength(1)
})
