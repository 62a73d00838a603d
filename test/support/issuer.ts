import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose'

/** An issuer of JSON Web Tokens with its key set on a loopback address. */
export interface TestIssuer {
  /** The variables of the contract's section 3 that name it. */
  environment: Record<'JWT_JWKS_URL' | 'JWT_ISSUER' | 'JWT_AUDIENCE', string>
  /** The header's value for a token of these claims; without `exp` given it is good for an hour. */
  bearer(claims: JWTPayload, how?: Signer): Promise<string>
  /** Stops serving the key set; tokens can still be made. */
  close(): Promise<void>
}

/** What is different about a token. */
export interface Signer {
  /** Of another issuer, perhaps. */
  key?: CryptoKey | Uint8Array
  algorithm?: string
}

const ALGORITHM = 'ES256'
const KEY_ID = 'key-1'

/** A key that no key set has. */
export const foreignKey = async (): Promise<CryptoKey> => (await generateKeyPair(ALGORITHM)).privateKey

/** Starts an issuer with one ES256 key. */
export async function startIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM)
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: ALGORITHM, use: 'sig' }] })
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(keys))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const environment = { JWT_JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`, JWT_ISSUER: 'https://issuer.example.com', JWT_AUDIENCE: 'avatargraph' }
  return {
    environment,
    async bearer(claims, { key = privateKey, algorithm = ALGORITHM } = {}) {
      const payload = { iss: environment.JWT_ISSUER, aud: environment.JWT_AUDIENCE, exp: Math.floor(Date.now() / 1000) + 3600, ...claims }
      return `Bearer ${await new SignJWT(payload).setProtectedHeader({ alg: algorithm, kid: KEY_ID }).sign(key)}`
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
