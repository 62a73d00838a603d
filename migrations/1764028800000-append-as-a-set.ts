import type { MigrationInterface, QueryRunner } from 'typeorm'
import { APPEND_EVENTS } from './1763683200000-event-log.js'

/**
 * `append_events` again, with the same promises: what a transaction appends is now stored by a few statements, however many
 * drafts there are. One statement a draft took twice the time, and while it runs nobody else can append.
 *
 * It judges drafts in the order of their subjects, so that the one state it has to remember is that of the subject at hand. It
 * also takes the seal of a callback, whose proof covers no body: the first body that came with it stands, and the drafts of any
 * other are FORGED and not stored. A draft without a kind has a seal and nothing else.
 *
 * The settings are for the planner, which keeps its first plan: a table that was small then must not be read as a whole later.
 */
export class AppendAsASet1764028800000 implements MigrationInterface {
  name = 'AppendAsASet1764028800000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION append_events(drafts jsonb)
      RETURNS TABLE (disposition text, id uuid, "position" bigint, previous_state text, received_at timestamptz)
      LANGUAGE plpgsql
      SET enable_seqscan = off
      SET enable_hashjoin = off
      SET enable_mergejoin = off
      SET jit = off
      AS $body$
      #variable_conflict use_column
      DECLARE
        head bigint;
        announced bigint := 0;
        moment timestamptz;
        draft record;
        subject_before text;
        known text;
        verdict text;
        dispositions text[] := array_fill(NULL::text, ARRAY[jsonb_array_length(drafts)]);
        states text[] := dispositions;
      BEGIN
        SELECT h.position INTO STRICT head FROM event_log_head h FOR UPDATE;
        -- The clock after the lock: by it, received_at follows the positions.
        moment := clock_timestamp();

        IF drafts @? '$[*].seal' THEN
          INSERT INTO callback_seals (account, seal, body)
          SELECT DISTINCT ON (d.seal_account, d.seal) d.seal_account, d.seal, d.seal_body
          FROM ROWS FROM (jsonb_to_recordset(drafts) AS (seal_account text, seal text, seal_body text)) WITH ORDINALITY AS d(seal_account, seal, seal_body, n)
          WHERE d.seal IS NOT NULL
          ORDER BY d.seal_account, d.seal, d.n
          ON CONFLICT DO NOTHING;
        END IF;

        FOR draft IN
          SELECT d.n, d.kind, d.subject, d.state, d.superseded_by, s.state AS stored,
                 EXISTS (SELECT 1 FROM callback_seals c WHERE c.account = d.seal_account AND c.seal = d.seal AND c.body <> d.seal_body) AS forged,
                 d.replay_key IS NOT NULL AND (row_number() OVER (PARTITION BY d.replay_key ORDER BY d.n) > 1 OR EXISTS (SELECT 1 FROM events e WHERE e.replay_key = d.replay_key)) AS replayed
          FROM ROWS FROM (jsonb_to_recordset(drafts) AS (kind text, subject text, state text, superseded_by text[], replay_key text, seal_account text, seal text, seal_body text))
               WITH ORDINALITY AS d(kind, subject, state, superseded_by, replay_key, seal_account, seal, seal_body, n)
               LEFT JOIN subject_states s ON s.subject = d.subject
          ORDER BY d.subject, d.n
        LOOP
          IF draft.subject IS DISTINCT FROM subject_before THEN
            subject_before := draft.subject;
            known := draft.stored;
          END IF;
          IF draft.forged THEN
            verdict := 'FORGED';
          ELSIF draft.kind IS NULL THEN
            verdict := 'SEALED';
          ELSIF draft.replayed THEN
            verdict := 'REPLAYED';
          ELSE
            states[draft.n] := known;
            IF known = draft.state THEN
              verdict := 'DUPLICATE';
            ELSIF known = ANY (draft.superseded_by) THEN
              verdict := 'SUPERSEDED';
            ELSE
              verdict := 'ANNOUNCED';
              announced := announced + 1;
              known := draft.state;
            END IF;
          END IF;
          dispositions[draft.n] := verdict;
        END LOOP;

        RETURN QUERY
        WITH judged AS MATERIALIZED (
          SELECT d.*,
                 CASE WHEN d.disposition = 'ANNOUNCED' THEN head + count(*) FILTER (WHERE d.disposition = 'ANNOUNCED') OVER (ORDER BY d.n) END AS position,
                 CASE WHEN d.disposition IN ('ANNOUNCED', 'DUPLICATE', 'SUPERSEDED') THEN gen_random_uuid() END AS id
          FROM ROWS FROM (
            jsonb_to_recordset(drafts) AS (
              kind text, vendor text, account text, source text, room text, session text, job text,
              subject text, state text, content jsonb, occurred_at timestamptz, replay_key text),
            unnest(dispositions), unnest(states)
          ) WITH ORDINALITY AS d(kind, vendor, account, source, room, session, job, subject, state, content, occurred_at, replay_key, disposition, previous_state, n)
        ), stored AS (
          INSERT INTO events (id, position, disposition, kind, vendor, account, source, room, session, job,
                              subject, state, previous_state, content, occurred_at, received_at, replay_key)
          SELECT j.id, j.position, j.disposition, j.kind, j.vendor, j.account, j.source, j.room, j.session, j.job,
                 j.subject, j.state, j.previous_state, j.content, j.occurred_at, moment, j.replay_key
          FROM judged j WHERE j.id IS NOT NULL ORDER BY j.n
        ), known_states AS (
          INSERT INTO subject_states (subject, state, position, updated_at)
          SELECT DISTINCT ON (j.subject) j.subject, j.state, j.position, moment
          FROM judged j WHERE j.position IS NOT NULL AND j.subject IS NOT NULL ORDER BY j.subject, j.n DESC
          ON CONFLICT (subject) DO UPDATE SET state = excluded.state, position = excluded.position, updated_at = excluded.updated_at
        )
        SELECT j.disposition, j.id, j.position, j.previous_state, moment FROM judged j ORDER BY j.n;

        IF announced > 0 THEN
          UPDATE event_log_head SET position = head + announced;
        END IF;
      END
      $body$`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION append_events(jsonb)')
    await runner.query(APPEND_EVENTS)
  }
}
