import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createApp } from './app.js'
import { banner } from './banner.js'
import { ConfigError, readConfig, type Config } from './config.js'
import { openDatabase } from './db/data-source.js'
import { migrate } from './db/migrate.js'
import { examine } from './doctor/examine.js'
import { asJson, asTable, isHealthy } from './doctor/report.js'
import { buildGraph } from './graph/schema.js'
import { createLogger } from './logger.js'

/** Milliseconds that closing may take before the process gives up on it. */
const CLOSE_TIMEOUT = 20_000

const PAGES = fileURLToPath(new URL('../pages', import.meta.url))

const COMMANDS: Record<string, () => Promise<void>> = { serve, migrate: migrateDatabase, doctor, 'emit-schema': emitSchema }

/** Runs the graph until it is told to stop. */
async function serve(): Promise<void> {
  const config = readConfig()
  const logger = createLogger(config.logLevel)
  // Signals that come while everything is still starting are answered as soon as it can be closed.
  const stop = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve)
  })
  const app = await createApp(config, { logger, pagesRoot: PAGES, demo: true })
  logger.info({ url: app.url, accounts: app.accounts.map(({ slug, sandbox }) => (sandbox ? `${slug} (sandbox)` : slug)) }, 'AvatarGraph is up')
  if (!config.production) process.stdout.write(await banner(app, describeStores(config)))

  const signal = await stop
  logger.info({ signal }, 'closing')
  // A second signal is a person who does not want to wait.
  for (const again of ['SIGINT', 'SIGTERM'] as const) process.once(again, () => process.exit(1))
  setTimeout(() => {
    logger.error('closing took too long')
    process.exit(1)
  }, CLOSE_TIMEOUT).unref()
  await app.close()
  logger.info('closed')
}

/** Brings the database up to date and says what was done. */
async function migrateDatabase(): Promise<void> {
  const { databaseUrl, dataDir } = readConfig()
  const database = await openDatabase({ url: databaseUrl, dataDir })
  try {
    const names = await migrate(database)
    process.stdout.write(names.length ? `Migrated: ${names.join(', ')}\n` : 'The database is up to date.\n')
  } finally {
    await database.close()
  }
}

/** Says how everything stands that a deployment depends on, and what to do about what does not work; `--json` for machines. */
async function doctor(): Promise<void> {
  const findings = await examine(readConfig)
  process.stdout.write(process.argv.includes('--json') ? asJson(findings) : asTable(findings))
  if (!isHealthy(findings)) process.exitCode = 1
}

/** Writes `schema.graphql` in the present folder. */
async function emitSchema(): Promise<void> {
  await writeFile('schema.graphql', buildGraph().sdl)
  process.stdout.write('schema.graphql is written.\n')
}

function describeStores({ databaseUrl, dataDir, redisUrl }: Config) {
  return { database: databaseUrl ? 'PostgreSQL' : `embedded Postgres in ${dataDir}`, broker: redisUrl ? 'Redis' : 'in this process' }
}

const [name = 'serve'] = process.argv.slice(2)
const command = COMMANDS[name]
try {
  if (!command) throw new ConfigError([`command: expected ${Object.keys(COMMANDS).join(', ')}, got ${JSON.stringify(name)}`])
  await command()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
