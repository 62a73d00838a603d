import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'

/** An issuer of tokens, with its keys published on a loopback port. */
export interface TokenIssuer {
  /** The variables of the contract's section 3 that make an app trust it. */
  environment: { JWT_JWKS_URL: string; JWT_ISSUER: string; JWT_AUDIENCE: string }
  /** The text for `authorization` with a token of these claims, good for five minutes. */
  bearer(claims: JWTPayload): Promise<string>
  dispose(): Promise<void>
}

/** Starts an issuer with a key of its own. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig' }] })
  const server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(keys))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = 'https://issuer.example.com'
  const audience = 'avatargraph'
  return {
    environment: { JWT_JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`, JWT_ISSUER: issuer, JWT_AUDIENCE: audience },
    async bearer(claims) {
      const token = new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).setIssuer(issuer).setAudience(audience).setExpirationTime('5m')
      return `Bearer ${await token.sign(privateKey)}`
    },
    dispose: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  }
}
