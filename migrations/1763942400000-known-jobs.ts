import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What adapters note of the jobs they create, so that vendors without a list of jobs have one; and the proofs of callbacks that cover no body. */
export class KnownJobs1763942400000 implements MigrationInterface {
  name = 'KnownJobs1763942400000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE watched_jobs ADD COLUMN facts jsonb NOT NULL DEFAULT '{}'`)
    await runner.query(`CREATE INDEX watched_jobs_by_age ON watched_jobs (account, created_at DESC, key DESC)`)
    await runner.query(`
      CREATE TABLE callback_seals (
        account text NOT NULL,
        seal text NOT NULL,
        body text NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (account, seal)
      )`)
    await runner.query(`CREATE INDEX callback_seals_by_age ON callback_seals (seen_at)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE callback_seals`)
    await runner.query(`DROP INDEX watched_jobs_by_age`)
    await runner.query(`ALTER TABLE watched_jobs DROP COLUMN facts`)
  }
}
