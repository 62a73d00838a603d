/** A process that holds the data folder named by its argument and keeps one event in it, until it is killed. */
import { openDatabase } from '../../src/db/data-source.js'
import { migrate } from '../../src/db/migrate.js'
import { openEventLog } from '../../src/events/log.js'
import { message } from '../events/harness.js'

const database = await openDatabase({ dataDir: process.argv[2] })
await migrate(database)
await (await openEventLog(database)).append([message('durable')])
setInterval(() => {}, 60_000)
console.log('holding')
