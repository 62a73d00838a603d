import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../support/wire-tap.js'
import { checkRead, checkSent } from './prove.js'
import { native, word, type Ask } from './row.js'

const id = Buffer.from('Asset:huawei:a1').toString('base64url')
const exchange: Exchange = {
  method: 'POST',
  path: '/v1/p/assets',
  query: { limit: '2' },
  body: { asset: { id: 'a1' }, on: false },
  status: 200,
  answer: { asset_id: 'a1', created: '2026-01-02T03:04:05Z', state: 'ACTIVED', empty: '', none: [], seconds: 1_767_323_045 },
}
const data = { asset: { id, name: 'Ann', createdAt: '2026-01-02T03:04:05.000Z', state: 'ACTIVE', empty: '', none: [], at: '2026-01-02T03:04:05.000Z' } }
const sends = (fields: Ask['sends']) => () => checkSent({ document: '', sends: fields }, [exchange], { id })
const reads = (fields: Ask['reads']) => () => checkRead({ document: '', reads: fields }, [exchange], data)

describe('a field of a request is proved', () => {
  it.each<[string, Ask['sends']]>([['by its value in the query', { limit: '2' }], ['by its value in the body', { on: false }], ['by the id that was given', { 'asset.id': native('id') }]])('%s', (_how, fields) => {
    expect(sends(fields)).not.toThrow()
  })

  it.each<[string, Ask['sends']]>([['by another value', { limit: '3' }], ['by nothing', { offset: '0' }], ['by another id', { limit: native('id') }]])('not %s', (_how, fields) => {
    expect(sends(fields)).toThrow()
  })

  it('not where nothing was sent', () => {
    expect(() => checkSent({ document: '', sends: { limit: '2' } }, [], {})).toThrow()
  })
})

describe('a field of an answer is proved', () => {
  it.each<[string, Ask['reads']]>([
    ['by the global id of the same thing', { asset_id: 'asset.id' }],
    ['by the same time', { created: 'asset.createdAt' }],
    ['by the same time in seconds', { seconds: 'asset.at' }],
    ["by the graph's word for it", { state: word('asset.state', 'ACTIVED', 'ACTIVE') }],
  ])('%s', (_how, fields) => {
    expect(reads(fields)).not.toThrow()
  })

  it.each<[string, Ask['reads']]>([
    ['by something else', { asset_id: 'asset.name' }],
    ['by a field that was not selected', { asset_id: 'asset.nativeId' }],
    ['by the word for another word', { state: word('asset.state', 'UNACTIVED', 'ACTIVE') }],
    ['by an empty text', { empty: 'asset.empty' }],
    ['by an empty list', { none: 'asset.none' }],
    ['where the vendor did not answer it', { other: 'asset.name' }],
  ])('not %s', (_how, fields) => {
    expect(reads(fields)).toThrow()
  })
})
