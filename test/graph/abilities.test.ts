import { describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/port.js'
import type { Videos } from '../../src/domain/videos.js'
import type { Vendor } from '../../src/domain/vendor.js'
import { accountFor } from '../../src/graph/abilities.js'

const account = (slug: string, vendor: Vendor, videos?: Videos): Account => ({ slug, vendor, sandbox: true, videos, close: () => Promise.resolve() })
const videos = {} as Videos
const accounts = [account('north', 'HUAWEI', videos), account('south', 'HUAWEI', videos), account('tencent', 'TENCENT', videos), account('xingyun', 'XINGYUN')]
const services = { accounts: new Map(accounts.map((one) => [one.slug, one])) }
const choose = (slug: string | undefined, vendor?: Vendor) => accountFor({ services }, slug, 'videos', { vendor }).slug

describe('the account for something new', () => {
  test('is the one that is named', () => {
    expect(choose('south')).toBe('south')
    expect(choose('south', 'HUAWEI')).toBe('south')
  })

  test('is the only one of the vendor where several vendors can do it', () => {
    expect(choose(undefined, 'TENCENT')).toBe('tencent')
  })

  test('is the only one that has the part of the ability which is meant', () => {
    expect(accountFor({ services }, undefined, 'videos', { can: ({ slug }) => slug === 'north' }).slug).toBe('north')
    expect(() => accountFor({ services }, undefined, 'videos', { can: () => undefined })).toThrow(expect.objectContaining({ code: 'UNSUPPORTED' }) as Error)
  })

  test.each<[string | undefined, Vendor | undefined, object]>([
    [undefined, undefined, { code: 'BAD_USER_INPUT', message: 'Expected account to name one of north, south, tencent, got none.' }],
    [undefined, 'HUAWEI', { code: 'BAD_USER_INPUT', message: 'Expected account to name one of north, south, got none.' }],
    [undefined, 'XINGYUN', { code: 'UNSUPPORTED', message: expect.stringContaining('none at XINGYUN') as string }],
    ['north', 'TENCENT', { code: 'BAD_USER_INPUT', details: { field: 'input.vendor' } }],
    ['nowhere', undefined, { code: 'NOT_FOUND' }],
  ])('is not guessed: account %s, vendor %s', (slug, vendor, error) => {
    expect(() => choose(slug, vendor)).toThrow(expect.objectContaining(error) as Error)
  })
})
