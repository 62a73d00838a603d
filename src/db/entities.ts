import { Column, Entity, PrimaryColumn, type ValueTransformer } from 'typeorm'
import type { Disposition, EventContents, EventKind, EventSource } from '../domain/events.js'
import type { Vendor } from '../domain/vendor.js'

/** PostgreSQL's bigint arrives as a string. Positions stay far below 2^53, so a number is exact. */
const bigint: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
}

/** A row of the event log. Read only: `append_events` writes it. */
@Entity({ name: 'events', synchronize: false })
export class EventRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string

  /** Absent for what was stored without being announced. */
  @Column({ type: 'bigint', nullable: true, transformer: bigint })
  position!: number | null

  @Column({ type: 'text' })
  disposition!: Exclude<Disposition, 'REPLAYED'>

  @Column({ type: 'text' })
  kind!: EventKind

  @Column({ type: 'text' })
  vendor!: Vendor

  @Column({ type: 'text' })
  account!: string

  @Column({ type: 'text' })
  source!: EventSource

  @Column({ type: 'text', nullable: true })
  room!: string | null

  @Column({ type: 'text', nullable: true })
  session!: string | null

  @Column({ type: 'text', nullable: true })
  job!: string | null

  @Column({ type: 'text', nullable: true })
  subject!: string | null

  @Column({ type: 'text', nullable: true })
  state!: string | null

  @Column({ name: 'previous_state', type: 'text', nullable: true })
  previousState!: string | null

  @Column({ type: 'jsonb' })
  content!: EventContents[EventKind]

  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt!: Date

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt!: Date

  @Column({ name: 'replay_key', type: 'text', nullable: true })
  replayKey!: string | null
}

/** The state that a subject is known to be in. Read only: `append_events` writes it. */
@Entity({ name: 'subject_states', synchronize: false })
export class SubjectStateRow {
  @PrimaryColumn({ type: 'text' })
  subject!: string

  @Column({ type: 'text' })
  state!: string

  /** Of the event that announced the state. */
  @Column({ type: 'bigint', transformer: bigint })
  position!: number

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date
}

/** The one row that says how far the log has come. Read only: `append_events` writes it. */
@Entity({ name: 'event_log_head', synchronize: false })
export class EventLogHeadRow {
  @PrimaryColumn({ type: 'boolean' })
  singleton!: true

  /** Made with the table: cursors of another log do not fit this one. */
  @Column({ type: 'uuid' })
  epoch!: string

  /** Of the last announced event; 0 when there was none. */
  @Column({ type: 'bigint', transformer: bigint })
  position!: number
}

/** A job at a vendor that is polled until it is over; the tracker writes it. */
@Entity({ name: 'watched_jobs', synchronize: false })
export class WatchedJobRow {
  @PrimaryColumn({ type: 'text' })
  kind!: string

  @PrimaryColumn({ type: 'text' })
  account!: string

  @PrimaryColumn({ type: 'text' })
  key!: string

  /** When to ask the vendor next; null when the job is over. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  dueAt!: Date | null
}
