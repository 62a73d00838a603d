import type { Settled } from '../../options.js'
import type { InteractionRule } from '../shapes.js'
import type { AudienceEvent } from './report.js'

type Condition = NonNullable<InteractionRule['hit_condition']>
type Tag = NonNullable<Condition['tags']>[number]

/** How a value matches (HitConditionTag.match, table 6-17). */
const MATCHES: Record<NonNullable<Tag['match']>, (value: string, wanted: string) => boolean> = {
  EQUAL: (value, wanted) => value === wanted,
  REGEX: (value, wanted) => matchesPattern(value, wanted),
  MATH_GT: (value, wanted) => Number(value) > Number(wanted),
  MATH_GE: (value, wanted) => Number(value) >= Number(wanted),
  MATH_LT: (value, wanted) => Number(value) < Number(wanted),
  MATH_LE: (value, wanted) => Number(value) <= Number(wanted),
  MATH_EQ: (value, wanted) => Number(value) === Number(wanted),
}

/** What is made of the values of a field in one report (HitConditionTag.operation). */
const OPERATIONS: Record<NonNullable<Tag['operation']>, (values: readonly string[], own: string) => string> = {
  NONE: (_values, own) => own,
  COUNT: (values) => String(values.length),
  SUM: (values) => String(sum(values)),
  AVG: (values) => String(values.length === 0 ? 0 : sum(values) / values.length),
}

const SPEAKING = new Set(['SYSTEM_REPLY', 'SYSTEM_REPLY_AND_CALLBACK', 'INTELLIGENT_REPLY'])

/** Applies interaction rules to the events of an audience, and remembers what holds a rule back (TriggerProcess, table 6-18). */
export class RuleBook {
  readonly #options: Pick<Settled, 'now' | 'speed'>
  readonly #firedAt = new Map<string, number>()
  readonly #turns = new Map<string, number>()

  constructor(options: Pick<Settled, 'now' | 'speed'>) {
    this.#options = options
  }

  /** The texts to be said about a report, in order: of the rules that an event hits, the first by priority that is not held back. */
  repliesTo(events: readonly AudienceEvent[], rules: readonly InteractionRule[]): string[] {
    const contents = new Map(events.map((event) => [event, readContent(event.content)]))
    const sorted = rules.filter((rule) => rule.enabled !== false).toSorted((one, other) => priorityOf(one) - priorityOf(other))
    return events.flatMap((event) => {
      const alike = events.filter((other) => other.type === event.type).map((other) => contents.get(other) ?? {})
      const rule = sorted.find((candidate) => candidate.event_type === event.type && hits(candidate.hit_condition, contents.get(event) ?? {}, alike) && this.#free(candidate))
      return rule ? this.#fire(rule) : []
    })
  }

  #free({ rule_index: index = '', trigger }: InteractionRule): boolean {
    const [window, last] = [trigger?.time_window ?? 0, this.#firedAt.get(index)]
    if (window === 0 || last === undefined) return true
    return window > 0 && (this.#options.now() - last) * this.#options.speed >= window * 1000
  }

  #fire({ rule_index: index = '', trigger }: InteractionRule): string[] {
    this.#firedAt.set(index, this.#options.now())
    if (!SPEAKING.has(trigger?.reply_mode ?? '')) return []
    const replies = [...(trigger?.reply_texts ?? []), ...(trigger?.reply_audios ?? []).map((audio) => audio.audio_url ?? '')]
    const turn = this.#turns.get(index) ?? 0
    this.#turns.set(index, turn + 1)
    return [replies[turn % Math.max(1, replies.length)] ?? '']
  }
}

function hits(condition: Condition | undefined, own: Record<string, string>, alike: readonly Record<string, string>[]): boolean {
  const { relation = 'AND', tags = [] } = condition ?? {}
  if (relation === 'RESERVED' || tags.length === 0) return true
  const test = ({ tag = '', operation = 'NONE', match = 'EQUAL', value = '' }: Tag): boolean => {
    const values = alike.map((content) => content[tag]).filter((found) => found !== undefined)
    return (own[tag] !== undefined || operation === 'COUNT') && MATCHES[match](OPERATIONS[operation](values, own[tag] ?? ''), value)
  }
  return relation === 'OR' ? tags.some(test) : tags.every(test)
}

/** The fields of an event's content, those of its `user` and `gift` beside its own; none when it is not JSON (the document's example is not). */
function readContent(content = ''): Record<string, string> {
  try {
    const { user, gift, ...own } = JSON.parse(content) as Record<string, unknown>
    const all = { ...(typeof user === 'object' ? user : {}), ...(typeof gift === 'object' ? gift : {}), ...own }
    return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value)]))
  } catch {
    return {}
  }
}

function priorityOf(rule: InteractionRule): number {
  return rule.hit_condition?.priority ?? 500
}

function sum(values: readonly string[]): number {
  return values.reduce((total, value) => total + Number(value), 0)
}

function matchesPattern(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value)
  } catch {
    return false
  }
}
