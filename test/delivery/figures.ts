import type { LogEntry, Verdict } from './checker.js'
import type { ReaderClient } from './reader.js'
import type { Writer } from './writer.js'

/** What a run was. */
export interface Run {
  writer: Writer
  log: readonly LogEntry[]
  readers: readonly ReaderClient[]
  verdict: Verdict
  /** How often each fault came. */
  faults: ReadonlyMap<string, number>
  /** The most resident bytes that each replica had. */
  memory: readonly number[]
  /** How often each replica was started. */
  starts: readonly number[]
}

/** The figures of a run, for people. */
export function figuresOf({ writer: { sent, answers }, log, readers, verdict, faults, memory, starts }: Run): string {
  const sum = (value: (reader: ReaderClient) => number) => readers.reduce((total, reader) => total + value(reader), 0)
  const gaps = sum(({ record }) => record.items.filter(({ type }) => type === 'gap').length)
  const rows: [string, string][] = [
    ['callbacks', `${sent.length}, of them answered 200: ${answers.accepted}; tries refused: ${answers.refused}, without an answer: ${answers.unanswered}, repeated after 200: ${answers.repeated}`],
    ['events', `${log.length} in the log, ${sum(({ record }) => record.items.length) - gaps} delivered to ${readers.length} subscribers`],
    ['connections', `${sum(({ drops }) => drops)} drops, ${sum(({ reconnects }) => reconnects)} reconnects`],
    ['faults', [...faults].map(([name, count]) => `${name} ×${count}`).join(', ')],
    ['starts', starts.join(' and ')],
    ['losses', `${verdict.losses.length}, and ${verdict.excused} that ${gaps} gaps told of`],
    ['duplicates', String(verdict.duplicates.length)],
    ['disorders', String(verdict.disorders.length)],
    ['latency', latencies(sent, readers)],
    ['memory', `${memory.map((bytes) => `${Math.round(bytes / 1024 / 1024)} MiB`).join(' and ')} at most`],
  ]
  return rows.map(([name, value]) => `  ${name.padEnd(12)}${value}`).join('\n')
}

/** From the sending of a callback that was accepted at the first try to each subscriber that was never away by its own wish. */
function latencies(sent: Writer['sent'], readers: Run['readers']): string {
  const sentAt = new Map(sent.flatMap(({ what, kind, firstTry, tries, answered }) => (kind !== 'RtmpStateChanged' && tries === 1 && answered !== null ? [[what, firstTry] as const] : [])))
  const steady = readers.filter(({ record }) => /steady$/.test(record.name))
  const times = steady
    .flatMap(({ record }) => record.items.flatMap((item) => (item.type === 'event' ? (sentAt.has(item.what) ? item.at - sentAt.get(item.what)! : []) : [])))
    .sort((a, b) => a - b)
  const at = (share: number) => `${(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN).toFixed(1)} ms`
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} from callback to subscriber, faults included`
}
