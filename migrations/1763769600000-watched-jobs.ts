import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Jobs at vendors that are polled until they are over. A job without `due_at` is over; its row remembers how it ended. */
export class WatchedJobs1763769600000 implements MigrationInterface {
  name = 'WatchedJobs1763769600000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE watched_jobs (
        kind text NOT NULL,
        account text NOT NULL,
        key text NOT NULL,
        vendor text NOT NULL,
        app_user_id text,
        state text,
        failures integer NOT NULL DEFAULT 0,
        revision integer NOT NULL DEFAULT 0,
        due_at timestamptz,
        leased_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (kind, account, key)
      )`)
    await runner.query(`CREATE INDEX watched_jobs_due ON watched_jobs (due_at) WHERE due_at IS NOT NULL`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE watched_jobs`)
  }
}
