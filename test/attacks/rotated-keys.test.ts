import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { startApp, type TestApp } from '../support/app.js'

const ISSUER = 'https://issuer.example.com'
const AUDIENCE = 'avatargraph'

interface Key {
  kid: string
  privateKey: CryptoKey
  publicKey: CryptoKey
}
const makeKey = async (kid: string): Promise<Key> => ({ kid, ...(await generateKeyPair('RS256', { extractable: true })) })

let app: TestApp
let first: Key
let second: Key
/** What the issuer publishes, and how often it was asked. */
let published: Key[] = []
let asked = 0
const server = createServer((_request, response) => {
  asked += 1
  void Promise.all(published.map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }))).then((keys) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys })))
})
beforeAll(async () => {
  ;[first, second] = await Promise.all([makeKey('first'), makeKey('second')])
  published = [first]
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  app = await startApp({ SANDBOX: 'off', JWT_JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`, JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE })
})
afterEach(() => vi.useRealTimers())
afterAll(async () => {
  await app.dispose()
  server.close()
  server.closeAllConnections()
})

const token = (key: CryptoKey | Uint8Array, kid: string | undefined, alg = 'RS256') =>
  new SignJWT({ roles: ['admin'] }).setProtectedHeader({ alg, ...(kid !== undefined && { kid }) }).setIssuer(ISSUER).setAudience(AUDIENCE).setExpirationTime('1h').sign(key)
const statusOf = async (jwt: string) => (await app.query('{ __typename }', {}, { authorization: `Bearer ${jwt}` })).status
/** The issuer's keys may be remembered for ten minutes, and asked for again after half a minute. */
const later = (minutes: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 })

describe('tokens of an issuer whose keys change', () => {
  test('are taken while their key is published, under its name or under none', async () => {
    expect(await statusOf(await token(first.privateKey, 'first'))).toBe(200)
    expect(await statusOf(await token(first.privateKey, undefined))).toBe(200)
  })

  test("signed with the public key as if it were a shared secret are not, in any of the key's forms", async () => {
    const jwk = await exportJWK(first.publicKey)
    for (const secret of [await exportSPKI(first.publicKey), JSON.stringify(jwk), String(jwk.n)]) expect(await statusOf(await token(new TextEncoder().encode(secret), 'first', 'HS256'))).toBe(401)
  })

  test('that bring their own key, or say where it is, are not', async () => {
    const claims = () => new SignJWT({ roles: ['admin'] }).setIssuer(ISSUER).setAudience(AUDIENCE).setExpirationTime('1h')
    const jwk = await exportJWK(second.publicKey)
    for (const header of [{ jwk }, { jku: 'http://127.0.0.1:9/keys' }, { x5u: 'http://127.0.0.1:9/cert' }, { kid: 'first', jwk }, { kid: '../../../../dev/null' }, { crit: ['b64'], b64: true }]) {
      expect(await statusOf(await claims().setProtectedHeader({ alg: 'RS256', ...header }).sign(second.privateKey, { crit: { b64: true } })), JSON.stringify(header)).toBe(401)
    }
  })

  test('whose key is not published are refused without asking the issuer each time', async () => {
    const before = asked
    for (let count = 0; count < 20; count += 1) expect(await statusOf(await token(second.privateKey, `unknown-${count}`))).toBe(401)
    expect(asked - before).toBeLessThanOrEqual(1)
  })

  test('of a new key are taken once it is published, those of the old one until it is not', async () => {
    published = [second, first]
    later(1)
    expect(await statusOf(await token(second.privateKey, 'second'))).toBe(200)
    expect(await statusOf(await token(first.privateKey, 'first'))).toBe(200)
    published = [second]
    later(12)
    expect(await statusOf(await token(second.privateKey, 'second'))).toBe(200)
    expect(await statusOf(await token(first.privateKey, 'first'))).toBe(401)
  })

  test('are all refused once the issuer publishes none', async () => {
    published = []
    later(30)
    expect(await statusOf(await token(second.privateKey, 'second'))).toBe(401)
  })
})
