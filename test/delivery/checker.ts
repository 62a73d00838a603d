/** An event of the log, as the database has it. */
export interface LogEntry {
  id: string
  position: number
  kind: string
  session: string
  /** What it is a state of; null for an event that is none. */
  subject: string | null
  content: Record<string, unknown>
}

/** What the vendor told, and what became of it. */
export interface Sent {
  session: string
  kind: 'LiveProgress' | 'UnrecognizedEvent' | 'RtmpStateChanged'
  /** What tells it from the others: of its kind and session unique, except for RTMP states, which come in turn. */
  what: string
  /** Milliseconds by the monotonic clock: when it was first tried, and when it was answered 200; null when it never was. */
  firstTry: number
  answered: number | null
  tries: number
}

/** What a reader was told, in order. A gap holds what it excuses: the positions later than `from` up to `to`. */
export type Item = { type: 'event'; id: string; position: number; what: string; at: number } | { type: 'gap'; reason: string; from: number; to: number | null }

/** A subscriber and all that it was told over all of its visits. */
export interface Reader {
  name: string
  /** What it asked for; what is left out does not narrow. */
  kinds?: readonly string[]
  session?: string
  /** The position behind which it asked to begin, or that it asked for a snapshot first. */
  begin: number | 'snapshot'
  items: Item[]
  /** How many items it had when its first visit ended: a snapshot may have been broken off there. */
  firstVisit?: number
}

/** What is wrong, one line each. */
export interface Verdict {
  losses: string[]
  duplicates: string[]
  /** Out of order, or not what was asked for, or not what the log has. */
  disorders: string[]
  /** Events that a reader missed and was told that it did. */
  excused: number
}

/** The word that tells an event from the others of its kind and session. */
export const whatOf = (content: Record<string, unknown>): string => String(content.sceneName ?? content.kind ?? content.state)

/**
 * Compares what the vendor told, what the log has and what each reader was told. The log must be whole: with the events that
 * were removed meanwhile.
 */
export function check(sent: readonly Sent[], log: readonly LogEntry[], readers: readonly Reader[]): Verdict {
  const verdict: Verdict = { losses: [], duplicates: [], disorders: [], excused: 0 }
  for (const [index, { position }] of log.entries()) if (position !== index + 1) verdict.losses.push(`the log has position ${position} in the place of ${index + 1}`)
  checkLog(sent, log, verdict)
  for (const reader of readers) checkReader(reader, log, verdict)
  return verdict
}

/** Each callback that was answered is in the log once, and those of a session are in their order. */
function checkLog(sent: readonly Sent[], log: readonly LogEntry[], verdict: Verdict): void {
  const found = groupBy(log, ({ session, kind, content }) => (kind === 'RtmpStateChanged' ? `${session} ${kind}` : `${session} ${kind} ${whatOf(content)}`))
  const told = groupBy(sent, ({ session, kind, what }) => (kind === 'RtmpStateChanged' ? `${session} ${kind}` : `${session} ${kind} ${what}`))
  for (const name of found.keys()) if (!told.has(name)) verdict.disorders.push(`the log has ${name}, which nobody sent`)
  const places = new Map<Sent, number>()
  for (const [name, callbacks] of told) {
    const entries = found.get(name) ?? []
    // Of RTMP states all are answered in the end: without one of them the next would be no change.
    for (const [index, callback] of callbacks.entries()) {
      const entry = entries[index]
      if (!entry) {
        if (callback.answered !== null) verdict.losses.push(`${name} was answered 200 and is not in the log`)
      } else if (whatOf(entry.content) !== callback.what) verdict.disorders.push(`${name}: the log has ${whatOf(entry.content)} at ${entry.position} in the place of ${callback.what}`)
      else places.set(callback, entry.position)
    }
    for (const { position } of entries.slice(callbacks.length)) verdict.duplicates.push(`${name} is in the log again, at ${position}`)
  }
  for (const [session, callbacks] of groupBy(sent, ({ session }) => session)) {
    const answered = callbacks.filter((callback) => callback.answered !== null && places.has(callback)).sort((a, b) => a.firstTry - b.firstTry)
    for (const [index, callback] of answered.entries()) {
      const before = answered[index - 1]
      if (before && places.get(before)! > places.get(callback)!) verdict.disorders.push(`${session}: ${before.what} was answered before ${callback.what} was sent, and stands behind it in the log`)
    }
  }
}

/** Each event that a reader asked for came once and in order, or it was told that it did not. */
function checkReader({ name, kinds, session, begin, items, firstVisit }: Reader, log: readonly LogEntry[], verdict: Verdict): void {
  const wanted = log.filter((entry) => (!kinds || kinds.includes(entry.kind)) && (!session || session === entry.session))
  const isWanted = new Map(wanted.map((entry) => [entry.position, entry]))
  const seen = new Set<number>()
  const gaps: { from: number; to: number }[] = []
  let last = typeof begin === 'number' ? begin : 0
  let skip = 0
  if (begin === 'snapshot') {
    skip = snapshotLength(items, wanted, firstVisit)
    if (skip < 0) verdict.losses.push(`${name}: what came first is no snapshot`)
    skip = Math.max(0, skip)
  }
  let next = 0
  const advance = (upTo: number) => {
    for (; next < wanted.length && wanted[next]!.position < upTo; next += 1) {
      const { position } = wanted[next]!
      if (position <= last) continue
      if (gaps.some(({ from, to }) => position > from && position <= to)) verdict.excused += 1
      else verdict.losses.push(`${name} missed ${position}`)
    }
  }
  for (const [index, item] of items.entries()) {
    if (item.type === 'gap') {
      gaps.push({ from: item.from, to: item.to ?? Infinity })
      continue
    }
    const { position, id, what } = item
    const entry = isWanted.get(position)
    if (!entry || entry.id !== id || whatOf(entry.content) !== what) verdict.disorders.push(`${name} got ${what} at ${position}, where the log has ${entry ? whatOf(entry.content) : 'nothing that it asked for'}`)
    if (seen.has(position)) {
      verdict.duplicates.push(`${name} got ${position} again`)
      continue
    }
    seen.add(position)
    if (position < last) {
      verdict.disorders.push(`${name} got ${position} behind ${last}`)
      continue
    }
    if (index >= skip) advance(position)
    last = position
  }
  advance(Infinity)
}

/**
 * How many of the first items are a snapshot; -1 when none can be. A snapshot has of each subject the last event up to where
 * the reader was attached, which only the events themselves tell. One that was broken off was gone on with from the log.
 */
function snapshotLength(items: readonly Item[], wanted: readonly LogEntry[], firstVisit = Infinity): number {
  const positions = items.flatMap((item) => (item.type === 'event' ? item.position : []))
  const snapshotAt = (upTo: number) => {
    const states = new Map<string, number>()
    for (const { subject, position } of wanted) if (subject !== null && position <= upTo) states.set(subject, position)
    return [...states.values()].sort((a, b) => a - b)
  }
  const begins = (with_: readonly number[]) => with_.every((position, index) => positions[index] === position)
  const most = new Set(wanted.map(({ subject }) => subject)).size
  for (let length = Math.min(most, positions.length); length > 0; length -= 1) {
    const at = snapshotAt(positions[length - 1]!)
    if (at.length === length && begins(at)) return length
  }
  const broken = positions.slice(0, firstVisit)
  if (broken.length > most || broken.length === 0) return wanted.length === 0 ? 0 : -1
  const from = broken.at(-1)!
  const attached = [from, ...wanted.flatMap(({ position }) => (position > from ? position : [])).slice(0, 500)]
  return attached.some((upTo) => equal(snapshotAt(upTo).filter((position) => position <= from), broken)) ? broken.length : -1
}

const equal = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((value, index) => value === b[index])

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
