import { describe, expect, test } from 'vitest'
import { buildUrl, encode } from '../../src/transport/url.js'

const endpoint = 'https://vendor.example'

describe('the URL of a call', () => {
  test('fills the path and joins arrays by commas, or repeats the keys that are named', () => {
    const url = buildUrl({
      endpoint: `${endpoint}/`,
      path: '/v1/{project}/things/{id}',
      params: { project: 'p', id: 'a/b c' },
      query: { kinds: ['A', 'B'], ids: ['x', 'y'], limit: 5, absent: undefined },
      repeated: ['ids'],
    })
    expect(url).toBe(`${endpoint}/v1/p/things/a%2Fb%20c?kinds=A%2CB&ids=x&ids=y&limit=5`)
  })

  test.each(['', '.', '..'])('an id that would lead elsewhere is of nothing: %j', (id) => {
    expect(() => buildUrl({ endpoint, path: '/v1/things/{id}', params: { id } })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })

  test("an id cannot climb out of its segment, nor begin a query", () => {
    const { pathname, search } = new URL(buildUrl({ endpoint, path: '/v1/things/{id}/stop', params: { id: '../../x?y#z' } }))
    expect(pathname).toBe('/v1/things/..%2F..%2Fx%3Fy%23z/stop')
    expect(search).toBe('')
  })

  test('encodes as RFC 3986 says, half a surrogate pair too', () => {
    expect(encode("a!'()*~-._ 文")).toBe('a%21%27%28%29%2A~-._%20%E6%96%87')
    expect(encode('\ud800')).toBe('%EF%BF%BD')
  })
})
