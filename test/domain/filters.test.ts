import { expect, test } from 'vitest'
import { honourOnly, unsupportedFilter } from '../../src/domain/filters.js'

interface Filter {
  states?: string[]
  search?: string
  project?: string
}

test('a filter of honoured fields passes, also with others that say nothing', () => {
  expect(() => honourOnly<Filter>('Acme', { search: 'a', project: undefined }, ['search'])).not.toThrow()
})

test('a field that is not honoured is refused under the name that callers know', () => {
  expect(() => honourOnly<Filter>('Acme', { search: 'a', states: ['X'] }, ['search'])).toThrow(
    expect.objectContaining({ code: 'UNSUPPORTED', message: 'filter.statuses: Acme cannot narrow this list by it.', details: { field: 'filter.statuses', retryable: false } }),
  )
  expect(unsupportedFilter('kinds', 'why').message).toBe('filter.kinds: why')
})
