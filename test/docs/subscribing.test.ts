import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildGraph } from '../../src/graph/schema.js'
import { startApp, type TestApp } from '../support/app.js'
import { deliver, scriptSwitch, signed } from '../support/callbacks.js'
import { startTcpProxy } from '../support/tcp-proxy.js'
import { blocks, read, root } from './markdown.js'

const page = read('docs/subscribing.md')
const KEY = 'a-key-of-the-subscriber'

test('the table of subscriptions has each one that there is', () => {
  const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
  expect(named.sort()).toEqual(Object.keys(buildGraph().schema.getSubscriptionType()?.getFields() ?? {}).sort())
})

describe.each(['websocket', 'sse'])('the example over %s', (name) => {
  const [code = ''] = blocks(page, `js ${name}`)

  let app: TestApp
  beforeAll(async () => {
    app = await startApp({ HUAWEI_PROJECT_ID: 'project', HUAWEI_ACCESS_KEY: 'access', HUAWEI_SECRET_KEY: 'secret', HUAWEI_ENDPOINT: 'http://127.0.0.1:9', HUAWEI_CALLBACK_KEYS: KEY })
  })
  afterAll(() => app.dispose())

  const callBack = async (sequence: number) => {
    const url = `${app.url}/callbacks/huawei/live`
    expect((await deliver(url, signed(scriptSwitch(`session-${name}`, sequence), { url, key: KEY }))).status).toBe(200)
  }

  test('has a document that the graph takes', () => {
    const [, document = ''] = /query = `(.*?)`/s.exec(code) ?? []
    expect(validate(buildGraph().schema, parse(document))).toEqual([])
  })

  test('tells everything once and in order, also what happens while its connection is broken', async () => {
    const proxy = await startTcpProxy(Number(new URL(app.url).port))
    const program = spawn(process.execPath, ['--input-type=module'], { cwd: root, stdio: ['pipe', 'pipe', 'ignore'] })
    try {
      const lines = createInterface(program.stdout)[Symbol.asyncIterator]()
      const told = async () => (JSON.parse((await lines.next()).value as string) as { sequenceNo: number }).sequenceNo
      // The graph here is open: any key is as good as none is needed.
      program.stdin.end(code.replaceAll('127.0.0.1:4000', `127.0.0.1:${proxy.port}`).replace(/^.*Bearer your-key.*\n/m, ''))
      await app.subscribers(1)
      await callBack(1)
      expect(await told()).toBe(1)

      proxy.cut()
      await app.subscribers(0)
      await callBack(2)
      await callBack(3)
      expect([await told(), await told()]).toEqual([2, 3])
      await callBack(4)
      expect(await told()).toBe(4)
    } finally {
      const ended = once(program, 'exit')
      program.kill('SIGKILL')
      await ended
      await proxy.dispose()
    }
  })
})
