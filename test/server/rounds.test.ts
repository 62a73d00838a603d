import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Rounds } from '../../src/server/rounds.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('each thing is looked at after a period and at most a twelfth more, again and again, whenever it was added', () => {
  const looks = new Map<string, number[]>()
  const began = Date.now()
  const rounds = new Rounds<string>(1_200, (thing) => looks.get(thing)?.push(Date.now() - began))
  const added: Record<string, number> = { first: 0, 'in between': 150, later: 1_190, last: 2_345 }
  for (const [name, at] of Object.entries(added)) {
    vi.advanceTimersByTime(began + at - Date.now())
    looks.set(name, [])
    rounds.add(name)
  }
  vi.advanceTimersByTime(10_000)
  for (const [name, at] of Object.entries(added)) {
    const times = looks.get(name)!
    expect(times.length).toBeGreaterThan(5)
    const pauses = times.map((time, index) => time - (index === 0 ? at : times[index - 1]!))
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_200)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(1_300)
  }
  rounds.stop()
})

it('what was taken out is not looked at any more, also when it takes itself out, and nothing is after the end', () => {
  const seen: string[] = []
  const rounds = new Rounds<string>(120, (thing) => {
    seen.push(thing)
    if (thing === 'once') rounds.delete(thing)
  })
  for (const thing of ['out', 'once', 'always']) rounds.add(thing)
  rounds.delete('out')
  vi.advanceTimersByTime(130)
  expect(seen).toEqual(['once', 'always'])
  vi.advanceTimersByTime(130)
  expect(seen).toEqual(['once', 'always', 'always'])
  rounds.stop()
  vi.advanceTimersByTime(1_000)
  expect(seen).toHaveLength(3)
})
