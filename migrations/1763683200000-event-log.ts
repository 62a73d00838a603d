import type { MigrationInterface, QueryRunner } from 'typeorm'

/** `append_events` as it was first: one draft after the other. */
export const APPEND_EVENTS = `
  CREATE OR REPLACE FUNCTION append_events(drafts jsonb)
  RETURNS TABLE (disposition text, id uuid, "position" bigint, previous_state text, received_at timestamptz)
  LANGUAGE plpgsql
  AS $body$
  #variable_conflict use_column
  DECLARE
    head bigint;
    started bigint;
    draft record;
    known text;
  BEGIN
    SELECT h.position INTO STRICT head FROM event_log_head h FOR UPDATE;
    started := head;
    -- The clock after the lock: by it, received_at follows the positions.
    received_at := clock_timestamp();

    FOR draft IN
      SELECT d.* FROM ROWS FROM (jsonb_to_recordset(drafts) AS (
        kind text, vendor text, account text, source text, room text, session text, job text,
        subject text, state text, superseded_by text[], content jsonb, occurred_at timestamptz, replay_key text
      )) WITH ORDINALITY AS d(kind, vendor, account, source, room, session, job, subject, state, superseded_by, content, occurred_at, replay_key, n)
      ORDER BY d.n
    LOOP
      id := NULL;
      position := NULL;
      previous_state := NULL;

      IF draft.replay_key IS NOT NULL AND EXISTS (SELECT 1 FROM events e WHERE e.replay_key = draft.replay_key) THEN
        disposition := 'REPLAYED';
        RETURN NEXT;
        CONTINUE;
      END IF;

      IF draft.subject IS NOT NULL THEN
        known := (SELECT s.state FROM subject_states s WHERE s.subject = draft.subject);
        previous_state := known;
      ELSE
        known := NULL;
      END IF;

      IF known IS NOT NULL AND known = draft.state THEN
        disposition := 'DUPLICATE';
      ELSIF known IS NOT NULL AND known = ANY (draft.superseded_by) THEN
        disposition := 'SUPERSEDED';
      ELSE
        disposition := 'ANNOUNCED';
        head := head + 1;
        position := head;
      END IF;

      id := gen_random_uuid();
      INSERT INTO events (id, position, disposition, kind, vendor, account, source, room, session, job,
                          subject, state, previous_state, content, occurred_at, received_at, replay_key)
      VALUES (id, position, disposition, draft.kind, draft.vendor, draft.account, draft.source, draft.room, draft.session, draft.job,
              draft.subject, draft.state, previous_state, draft.content, draft.occurred_at, received_at, draft.replay_key);

      IF position IS NOT NULL AND draft.subject IS NOT NULL THEN
        INSERT INTO subject_states (subject, state, position, updated_at)
        VALUES (draft.subject, draft.state, head, received_at)
        ON CONFLICT (subject) DO UPDATE
          SET state = excluded.state, position = excluded.position, updated_at = excluded.updated_at;
      END IF;

      RETURN NEXT;
    END LOOP;

    IF head > started THEN
      UPDATE event_log_head SET position = head;
    END IF;
  END
  $body$`

/**
 * The event log: its head, its events, the state of each subject, and `append_events`, the only writer.
 *
 * `append_events` takes the head's row lock for the whole of its transaction. So positions are given in the order of
 * commits and without a gap (a sequence would do neither), and what it reads about replays and states cannot change
 * under it. It is one statement, so that the lock is held for one round trip and the append is atomic on any session.
 */
export class EventLog1763683200000 implements MigrationInterface {
  name = 'EventLog1763683200000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event_log_head (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        epoch uuid NOT NULL DEFAULT gen_random_uuid(),
        position bigint NOT NULL DEFAULT 0
      )`)
    await runner.query(`INSERT INTO event_log_head DEFAULT VALUES`)

    await runner.query(`
      CREATE TABLE events (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        position bigint UNIQUE,
        disposition text NOT NULL CHECK (disposition IN ('ANNOUNCED', 'DUPLICATE', 'SUPERSEDED')),
        kind text NOT NULL,
        vendor text NOT NULL,
        account text NOT NULL,
        source text NOT NULL,
        room text,
        session text,
        job text,
        subject text,
        state text,
        previous_state text,
        content jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL,
        replay_key text,
        CHECK ((position IS NOT NULL) = (disposition = 'ANNOUNCED'))
      )`)
    await runner.query(`CREATE UNIQUE INDEX events_replay_key ON events (replay_key) WHERE replay_key IS NOT NULL`)
    await runner.query(`CREATE INDEX events_kind ON events (kind, position) WHERE position IS NOT NULL`)
    await runner.query(`CREATE INDEX events_room ON events (account, room, position) WHERE position IS NOT NULL AND room IS NOT NULL`)
    await runner.query(`CREATE INDEX events_session ON events (account, session, position) WHERE position IS NOT NULL AND session IS NOT NULL`)
    await runner.query(`CREATE INDEX events_job ON events (account, job, position) WHERE position IS NOT NULL AND job IS NOT NULL`)
    await runner.query(`CREATE INDEX events_subject ON events (subject, position) WHERE subject IS NOT NULL`)
    // Rows arrive in the order of this column, so a few bytes per block range are index enough for retention.
    await runner.query(`CREATE INDEX events_received_at ON events USING brin (received_at)`)

    await runner.query(`
      CREATE TABLE subject_states (
        subject text PRIMARY KEY,
        state text NOT NULL,
        position bigint NOT NULL,
        updated_at timestamptz NOT NULL
      )`)
    // Prefix queries by LIKE, whatever the database's collation.
    await runner.query(`CREATE INDEX subject_states_prefix ON subject_states (subject text_pattern_ops)`)

    await runner.query(APPEND_EVENTS)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION append_events(jsonb)`)
    await runner.query(`DROP TABLE subject_states, events, event_log_head`)
  }
}
