import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'

interface Code {
  vendor: string
  code: string
  httpStatus: number
  meaning: string
  remedy: string | null
  retryable: boolean
  alsoMeans: Code[]
}

let app: TestApp
let huawei: HuaweiSandbox
beforeAll(async () => {
  app = await startApp()
  huawei = app.app.sandboxes.huawei as HuaweiSandbox
})
afterAll(() => app.dispose())

describe('vendorErrorCode', () => {
  const ask = async (vendor: string, code: string) => {
    const document = 'query ($vendor: Vendor!, $code: String!) { vendorErrorCode(vendor: $vendor, code: $code) { vendor code httpStatus meaning remedy retryable alsoMeans { httpStatus meaning retryable } } }'
    const { body } = await app.query<{ vendorErrorCode: Code | null }>(document, { vendor, code })
    return body
  }

  it('tells what a code means and what to do about it, however it is written, and asks no vendor', async () => {
    huawei.journal.clear()
    expect((await ask('HUAWEI', 'mss.2001 0044')).data?.vendorErrorCode).toEqual({
      vendor: 'HUAWEI',
      code: 'MSS.20010044',
      httpStatus: 500,
      meaning: 'digital human asset not available',
      remedy: 'The digital person asset is unavailable. Please replace the digital person asset.',
      retryable: false,
      alsoMeans: [],
    })
    expect(huawei.journal.entries()).toEqual([])
  })

  it('tells every meaning of a code that has several', async () => {
    expect((await ask('HUAWEI', 'MSS.41000002')).data?.vendorErrorCode).toMatchObject({ httpStatus: 400, retryable: false, alsoMeans: [{ httpStatus: 403, retryable: true }] })
  })

  it.each([
    ['HUAWEI', 'MSS.99999999'],
    ['XINGYUN', 'MSS.20010044'],
    ['SENSETIME', '1'],
  ])('of %s knows nothing of %s', async (vendor, code) => {
    expect(await ask(vendor, code)).toMatchObject({ data: { vendorErrorCode: null } })
  })

  it('does not look up what cannot be a code', async () => {
    expect((await ask('HUAWEI', '9'.repeat(65))).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('what a vendor refuses', () => {
  const START = 'mutation ($id: ID!) { startLive(input: { id: $id }) { session { id } userErrors { code vendor vendorCode hint } } }'
  const room = () => Buffer.from(`LiveRoom:huawei:${huawei.world.rooms[0]?.id}`).toString('base64url')
  interface Started {
    startLive: { session: { id: string } | null; userErrors: object[] }
  }

  it('comes with its code and the remedy of its table, and is no outage', async () => {
    const first = await app.query<Started>(START, { id: room() })
    expect(first.body.data?.startLive.userErrors).toEqual([])
    for (let times = 0; times < 6; times += 1) {
      const { body } = await app.query<Started>(START, { id: room() })
      expect(body.data?.startLive).toMatchObject({ session: null, userErrors: [{ code: 'VENDOR_REJECTED', vendor: 'HUAWEI', vendorCode: 'MSS.20010036' }] })
    }
    const { body } = await app.query<{ assets: { nodes: object[]; unavailable: object[] } }>('{ assets(first: 1) { nodes { id } unavailable { code } } }')
    expect(body.data?.assets).toMatchObject({ nodes: [expect.anything()], unavailable: [] })
  })

  it('and the failure of a session, say what kind it was and what to do', async () => {
    const id = Buffer.from(`LiveRoom:huawei:${huawei.world.rooms[1]?.id}`).toString('base64url')
    const { body } = await app.query<Started>(START, { id })
    const session = body.data?.startLive.session?.id ?? ''
    const [, job] = Buffer.from(session, 'base64url').toString().split('/')
    expect(huawei.failLive(job ?? '', { error_code: 'MSS.20010035', error_msg: 'There are not enough resources' })).toBe(true)
    const failed = await app.query('query ($id: ID!) { liveSession(id: $id) { state failure { message code vendorCode hint } } }', { id: session })
    expect(failed.body.data).toEqual({
      liveSession: {
        state: 'FAILED',
        failure: {
          message: 'There are not enough resources',
          code: 'VENDOR_REJECTED',
          vendorCode: 'MSS.20010035',
          hint: 'There are not enough live resources,Please contact the development engineer',
        },
      },
    })
  })
})
