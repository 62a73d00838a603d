import { createHash, createHmac } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, sumOf, type TestApp } from '../support/app.js'
import { deliver, scriptSwitch, signed } from '../support/callbacks.js'

const PUBLIC_URL = 'https://avatars.example.com'

/** How a message is proved; each forgery changes one of these. */
interface Proof {
  /** The URL that the vendor was given. */
  url: string
  key: string
  /** Seconds that the signature is from the future. */
  skew: number
}
interface Message {
  search: string
  headers: Record<string, string>
  body: string
}
/** One way of signing, told anew from the vendor's document. */
interface Scheme {
  account: string
  kind: string
  key: string
  /** The same vendor's second account, with a key of its own. */
  other: { account: string; key: string }
  sign(proof: Proof, number: number): Message
  /** The proof of one message with the body of another. */
  rebody(message: Message, number: number): Message
  /** Whether the vendor's scheme lets a proof be bound to its body. */
  bound: boolean
}

const JSON_HEADERS = { 'content-type': 'application/json' }
const seconds = (skew: number) => String(Math.floor(Date.now() / 1000 + skew))
const huawei = { account: 'huawei', kind: 'live', key: 'huawei-key', other: { account: 'huawei-two', key: 'huawei-key-of-two' } }
const huaweiBody = (number: number) => JSON.stringify(scriptSwitch('session-1', number))
// Several events of one second bear the same proof at Huawei, so a second body is no sign of a forgery there.
const huaweiScheme = (auth: 'MSS_A' | 'MSS_A_HEAD'): Scheme => ({
  ...huawei,
  bound: false,
  sign: (proof, number) => signed(huaweiBody(number), { ...proof, auth }),
  rebody: (message, number) => ({ ...message, body: huaweiBody(number) }),
})

const tencentBody = (number: number) => JSON.stringify({ MsgType: 'LiveRoomStatus', MsgData: JSON.stringify({ LiveRoomId: `room-${number}`, Status: 2 }) })
const senseBody = (number: number, proof: object = {}) => JSON.stringify({ sessionId: `session-${number}`, ...proof })
const senseProof = ({ url, key, skew }: Proof) => ({ timestamp: seconds(skew), signature: createHash('md5').update(url + seconds(skew) + key).digest('hex') })
const sensetime = { account: 'sensetime', kind: 'tasks', key: 'Sense1Key', other: { account: 'sensetime-two', key: 'Sense2Key' }, bound: true }

const SCHEMES: Record<string, Scheme> = {
  'Huawei, signed in the query (MSS_A)': huaweiScheme('MSS_A'),
  'Huawei, signed in headers (MSS_A_HEAD)': huaweiScheme('MSS_A_HEAD'),
  'Tencent, live rooms': {
    account: 'tencent',
    kind: 'live',
    key: 'tencent-sign-key',
    other: { account: 'tencent-two', key: 'tencent-sign-key-of-two' },
    bound: true,
    sign({ key, skew }, number) {
      const [reqid, timestamp] = [createHash('md5').update(`${number}`).digest('hex'), seconds(skew)]
      const signature = createHmac('sha256', key).update(`reqid=${reqid}&timestamp=${timestamp}`).digest('base64')
      return { search: `?${new URLSearchParams({ reqid, timestamp, signature }).toString()}`, headers: JSON_HEADERS, body: tencentBody(number) }
    },
    rebody: (message, number) => ({ ...message, body: tencentBody(number) }),
  },
  'SenseTime, signed in the body': {
    ...sensetime,
    sign: (proof, number) => ({ search: '', headers: JSON_HEADERS, body: senseBody(number, senseProof(proof)) }),
    rebody(message, number) {
      const { timestamp, signature } = JSON.parse(message.body) as Record<string, string>
      return { ...message, body: senseBody(number, { timestamp, signature }) }
    },
  },
  'SenseTime, signed in headers': {
    ...sensetime,
    sign: (proof, number) => ({ search: '', headers: { ...JSON_HEADERS, ...senseProof(proof) }, body: senseBody(number) }),
    rebody: (message, number) => ({ ...message, body: senseBody(number) }),
  },
}

let app: TestApp
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accounts-'))
  const ACCOUNTS_FILE = join(folder, 'accounts.json')
  const endpoint = 'http://127.0.0.1:9'
  await writeFile(
    ACCOUNTS_FILE,
    JSON.stringify([
      { slug: 'huawei-two', vendor: 'huawei', endpoint, projectId: 'p', accessKey: 'a', secretKey: 's', callbackKeys: ['huawei-key-of-two'] },
      { slug: 'tencent-two', vendor: 'tencent', endpoint, appKey: 'a', accessToken: 't', liveSignKeys: ['tencent-sign-key-of-two'] },
      { slug: 'sensetime-two', vendor: 'sensetime', endpoint, appId: 'i', appKey: 'k', authKeys: ['Sense2Key'] },
    ]),
  )
  app = await startApp({
    ACCOUNTS_FILE,
    PUBLIC_URL,
    SANDBOX: 'off',
    ...{ HUAWEI_ENDPOINT: endpoint, HUAWEI_PROJECT_ID: 'p', HUAWEI_ACCESS_KEY: 'a', HUAWEI_SECRET_KEY: 's', HUAWEI_CALLBACK_KEYS: 'huawei-key' },
    ...{ TENCENT_ENDPOINT: endpoint, TENCENT_APP_KEY: 'a', TENCENT_ACCESS_TOKEN: 't', TENCENT_LIVE_SIGN_KEYS: 'tencent-sign-key' },
    ...{ SENSETIME_ENDPOINT: endpoint, SENSETIME_APP_ID: 'i', SENSETIME_APP_KEY: 'k', SENSETIME_AUTH_KEYS: 'Sense1Key' },
  })
})
afterAll(async () => {
  await app.dispose()
  await rm(folder, { recursive: true })
})

let messages = 0
/** Each proof has a second of its own: two of one second are the same. */
let skew = -290
const pathOf = (account: string, kind: string) => `/callbacks/${account}/${kind}`
const post = async (message: Message, path: string) => (await deliver(app.url + path, message)).status
const logPosition = async () => sumOf(await app.metrics(), 'avatargraph_log_position')

/** Each is the genuine message with one thing bent. */
const FORGERIES: Record<string, (scheme: Scheme, proof: Proof) => { message: Message; path?: string }> = {
  'six minutes old': (scheme, proof) => ({ message: scheme.sign({ ...proof, skew: -360 }, messages) }),
  'six minutes from the future': (scheme, proof) => ({ message: scheme.sign({ ...proof, skew: 360 }, messages) }),
  'under a key of nobody': (scheme, proof) => ({ message: scheme.sign({ ...proof, key: 'Nobody1Key' }, messages) }),
  'under an empty key': (scheme, proof) => ({ message: scheme.sign({ ...proof, key: '' }, messages) }),
  "under the key of the vendor's other account": (scheme, proof) => ({ message: scheme.sign({ ...proof, key: scheme.other.key }, messages) }),
  'to the other account': (scheme, proof) => ({ message: scheme.sign(proof, messages), path: pathOf(scheme.other.account, scheme.kind) }),
  'without its proof': (scheme, proof) => ({ message: { ...scheme.rebody(scheme.sign(proof, messages), messages), search: '', headers: JSON_HEADERS, body: '{}' } }),
}

describe.each(Object.entries(SCHEMES))('%s', (_name, scheme) => {
  const proof = (): Proof => ({ url: PUBLIC_URL + pathOf(scheme.account, scheme.kind), key: scheme.key, skew: (skew += 5) })
  const path = pathOf(scheme.account, scheme.kind)

  test('the genuine message is taken, once', async () => {
    const before = await logPosition()
    const message = scheme.sign(proof(), (messages += 1))
    expect([await post(message, path), await post(message, path)]).toEqual([200, 200])
    expect(await logPosition()).toBe(before + 1)
  })

  test.each(Object.entries(FORGERIES))('one %s is refused and leaves no trace', async (_what, forge) => {
    const before = await logPosition()
    messages += 1
    const { message, path: elsewhere = path } = forge(scheme, proof())
    expect(await post(message, elsewhere)).toBe(401)
    expect(await logPosition()).toBe(before)
  })

  test(`one with the proof of another message is ${scheme.bound ? 'refused' : 'taken for another of the same second, as the vendor signs them'}`, async () => {
    const genuine = scheme.sign(proof(), (messages += 1))
    expect(await post(genuine, path)).toBe(200)
    const before = await logPosition()
    expect(await post(scheme.rebody(genuine, (messages += 1)), path)).toBe(scheme.bound ? 401 : 200)
    expect(await logPosition()).toBe(before + Number(!scheme.bound))
  })
})

test("a proof of the other account's own address serves that one alone", async () => {
  for (const scheme of Object.values(SCHEMES)) {
    const path = pathOf(scheme.other.account, scheme.kind)
    const message = scheme.sign({ url: PUBLIC_URL + path, key: scheme.other.key, skew: 100 + (messages += 1) }, messages)
    expect([await post(message, pathOf(scheme.account, scheme.kind)), await post(message, path)]).toEqual([401, 200])
  }
})
