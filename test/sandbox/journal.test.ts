import { expect, test } from 'vitest'
import { Journal, withoutSecrets, type RequestEntry } from '../../src/sandbox/journal.js'

const request = (operation: string, status = 200): Omit<RequestEntry, 'sequence'> => ({
  kind: 'request', time: 0, method: 'GET', path: '/', operation, section: `section of ${operation}`, query: {}, headers: {}, body: undefined, status, refused: null, requestId: '', faults: [],
})

test('it keeps the newest entries up to its capacity', () => {
  const journal = new Journal(3)
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) journal.add(request(name))
  expect(journal.entries().map((entry) => entry.operation)).toEqual(['f', 'g', 'h'])
  expect(journal.entries().map((entry) => entry.sequence)).toEqual([6, 7, 8])
})

test('it counts by id and by section, narrowed by a predicate', () => {
  const journal = new Journal()
  journal.add(request('a'))
  journal.add(request('a', 500))
  journal.add(request('b'))
  expect(journal.count('a')).toBe(2)
  expect(journal.count('section of a', (entry) => entry.status === 500)).toBe(1)
  journal.clear()
  expect(journal.count('a')).toBe(0)
})

test('next waits for what comes, until also takes what came', async () => {
  const journal = new Journal()
  journal.add(request('a'))
  const next = journal.next((entry) => entry.operation === 'a')
  journal.add(request('b'))
  journal.add(request('a', 404))
  expect((await next).status).toBe(404)
  expect((await journal.until((entry) => entry.operation === 'a')).status).toBe(200)
})

test('who waits is told when it is closed', async () => {
  const journal = new Journal()
  const next = journal.next(() => true)
  journal.close()
  await expect(next).rejects.toThrow(/closed/)
  await expect(journal.next(() => true)).rejects.toThrow(/closed/)
})

test('secrets are replaced at every depth', () => {
  expect(withoutSecrets({ a: [{ key: 'k', b: 1 }], stream_keys: ['s'], password: 'p' })).toEqual({ a: [{ key: '[redacted]', b: 1 }], stream_keys: '[redacted]', password: '[redacted]' })
})
