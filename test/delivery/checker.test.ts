import { describe, expect, test } from 'vitest'
import { check, type Item, type LogEntry, type Reader, type Sent, type Verdict } from './checker.js'

/** A run in which all is well: two sessions, each with its script, one of them with an output that comes and goes. */
function goodRun() {
  const told: [session: string, kind: Sent['kind'], what: string][] = [
    ['a', 'LiveProgress', 'a 1'],
    ['b', 'LiveProgress', 'b 1'],
    ['a', 'RtmpStateChanged', 'CONNECTED'],
    ['a', 'LiveProgress', 'a 2'],
    ['a', 'RtmpStateChanged', 'DISCONNECTED'],
    ['b', 'UnrecognizedEvent', 'b 2'],
    ['a', 'RtmpStateChanged', 'CONNECTED'],
    ['b', 'LiveProgress', 'b 3'],
  ]
  const sent = told.map(([session, kind, what], index): Sent => ({ session, kind, what, firstTry: index * 10, answered: index * 10 + 5, tries: 1 }))
  const log = told.map(([session, kind, what], index): LogEntry => ({
    id: `id ${index + 1}`,
    position: index + 1,
    kind,
    session,
    subject: kind === 'UnrecognizedEvent' ? null : `${kind} ${session}`,
    content: { [kind === 'LiveProgress' ? 'sceneName' : kind === 'RtmpStateChanged' ? 'state' : 'kind']: what },
  }))
  const got = (...positions: number[]): Item[] => positions.map((position) => ({ type: 'event', id: `id ${position}`, position, what: told[position - 1]![2], at: 0 }))
  const all: Reader = { name: 'all', begin: 0, items: got(1, 2, 3, 4, 5, 6, 7, 8) }
  return { sent, log, got, all }
}
const NOTHING: Verdict = { losses: [], duplicates: [], disorders: [], excused: 0 }
const counts = ({ losses, duplicates, disorders, excused }: Verdict) => [losses.length, duplicates.length, disorders.length, excused]
const gap = (from: number, to: number | null): Item => ({ type: 'gap', reason: 'RETENTION', from, to })

test('a run in which all is well passes, whatever a reader asked for and wherever it began', () => {
  const { sent, log, got, all } = goodRun()
  const readers: Reader[] = [
    all,
    { name: 'behind 5', begin: 5, items: got(6, 7, 8) },
    { name: 'one session', session: 'b', begin: 0, items: got(2, 6, 8) },
    { name: 'one kind', kinds: ['RtmpStateChanged'], begin: 3, items: got(5, 7) },
    { name: 'snapshot of progress at 4', kinds: ['LiveProgress'], begin: 'snapshot', items: got(2, 4, 8) },
    { name: 'snapshot at the end', kinds: ['LiveProgress'], begin: 'snapshot', items: got(4, 8) },
    { name: 'snapshot that was broken off', kinds: ['LiveProgress'], begin: 'snapshot', items: got(2, 4, 8), firstVisit: 1 },
  ]
  expect(check(sent, log, readers)).toEqual(NOTHING)
})

describe('a reader', () => {
  const verdictOf = (items: Item[], more: Partial<Reader> = {}) => {
    const { sent, log } = goodRun()
    return counts(check(sent, log, [{ name: 'reader', begin: 0, ...more, items }]))
  }
  const { got } = goodRun()

  test.each([
    ['in the middle', got(1, 2, 3, 5, 6, 7, 8)],
    ['at the beginning', got(2, 3, 4, 5, 6, 7, 8)],
    ['at the end', got(1, 2, 3, 4, 5, 6, 7)],
  ])('that misses one event %s is a loss', (_, items) => {
    expect(verdictOf(items)).toEqual([1, 0, 0, 0])
  })

  test('that got nothing missed all', () => {
    expect(verdictOf([])).toEqual([8, 0, 0, 0])
    expect(verdictOf([], { kinds: ['LiveProgress'], begin: 'snapshot' })[0]).toBeGreaterThan(0)
  })

  test.each([
    ['at once', got(1, 2, 2, 3, 4, 5, 6, 7, 8)],
    ['much later', got(1, 2, 3, 4, 5, 6, 7, 8, 2)],
  ])('that gets one event again %s has a duplicate', (_, items) => {
    expect(verdictOf(items)).toEqual([0, 1, 0, 0])
  })

  test('that gets two events the other way round has them out of order', () => {
    const [losses, duplicates, disorders] = verdictOf(got(1, 2, 4, 3, 5, 6, 7, 8))
    expect([duplicates, disorders]).toEqual([0, 1])
    expect(losses).toBe(1)
  })

  test('that gets what it did not ask for, or another event than the log has, is told so', () => {
    expect(verdictOf(got(2, 3, 6, 8), { session: 'b' })).toEqual([0, 0, 1, 0])
    expect(verdictOf(got(1, 2, 3, 4, 5, 6, 7, 8).map((item) => (item.type === 'event' && item.position === 4 ? { ...item, what: 'a 1' } : item)))).toEqual([0, 0, 1, 0])
    expect(verdictOf(got(1, 2, 3, 4, 5, 6, 7, 8).map((item) => (item.type === 'event' && item.position === 4 ? { ...item, id: 'another' } : item)))).toEqual([0, 0, 1, 0])
  })

  test('that is told of a gap is excused for what lies in it, and for nothing else', () => {
    expect(verdictOf([...got(1), gap(1, 4), ...got(5, 6, 7, 8)])).toEqual([0, 0, 0, 3])
    expect(verdictOf([...got(1), gap(1, 3), ...got(5, 6, 7, 8)])).toEqual([1, 0, 0, 2])
    expect(verdictOf([...got(1, 5), gap(1, 4), ...got(6, 7, 8)])).toEqual([3, 0, 0, 0])
  })

  test.each([
    ['without a subject', got(4, 7)],
    ['with an old state', got(1, 8)],
    ['with two states of a subject', got(1, 4, 8)],
    ['with a hole behind it', got(2, 4)],
  ])('of a snapshot %s has a loss', (_, items) => {
    const { sent, log } = goodRun()
    const kinds = ['LiveProgress']
    const { losses, disorders } = check(sent, log, [{ name: 'reader', kinds, begin: 'snapshot', items }])
    expect(losses.length + disorders.length).toBeGreaterThan(0)
  })
})

describe('the log', () => {
  const verdictOf = (bend: (run: ReturnType<typeof goodRun>) => void) => {
    const run = goodRun()
    bend(run)
    return counts(check(run.sent, run.log, []))
  }
  const renumber = (log: LogEntry[]) => log.forEach((entry, index) => (entry.position = index + 1))

  test('without a callback that was answered is a loss; without one that was not, it is none', () => {
    const withoutOne = ({ log }: ReturnType<typeof goodRun>) => renumber(log.splice(3, 1) && log)
    expect(verdictOf(withoutOne)).toEqual([1, 0, 0, 0])
    expect(
      verdictOf((run) => {
        withoutOne(run)
        run.sent[3]!.answered = null
      }),
    ).toEqual([0, 0, 0, 0])
  })

  test('with a callback twice is a duplicate, with what nobody sent a disorder', () => {
    expect(verdictOf(({ log }) => log.push({ ...log[3]!, id: 'again', position: 9 }))).toEqual([0, 1, 0, 0])
    expect(verdictOf(({ log }) => log.push({ ...log[6]!, id: 'again', position: 9 }))).toEqual([0, 1, 0, 0])
    expect(verdictOf(({ log }) => log.push({ ...log[3]!, id: 'invented', position: 9, content: { sceneName: 'a 9' } }))).toEqual([0, 0, 1, 0])
  })

  test('with a hole in its positions is a loss', () => {
    expect(verdictOf(({ log }) => (log[7]!.position = 9))).toEqual([1, 0, 0, 0])
  })

  test('with the callbacks of a session the other way round is out of order', () => {
    expect(
      verdictOf(({ log }) => {
        ;[log[0], log[3]] = [log[3]!, log[0]!]
        renumber(log)
      })[2],
    ).toBeGreaterThan(0)
    // RTMP states are told apart by their order alone.
    expect(
      verdictOf(({ log }) => {
        ;[log[2], log[4]] = [log[4]!, log[2]!]
        renumber(log)
      })[2],
    ).toBeGreaterThan(0)
  })

  test('may have the callbacks of two sessions in any order', () => {
    expect(
      verdictOf(({ log }) => {
        ;[log[0], log[1]] = [log[1]!, log[0]!]
        renumber(log)
      }),
    ).toEqual([0, 0, 0, 0])
  })
})
