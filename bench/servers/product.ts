import { createHash } from 'node:crypto'
import { devNull } from 'node:os'
import { fileURLToPath } from 'node:url'
import type * as AppModule from '../../src/app.js'
import type * as ConfigModule from '../../src/config.js'
import type * as LoggerModule from '../../src/logger.js'
import type { HuaweiSettings } from '../../src/sandbox/huawei.js'
import type * as OperationsModule from '../../src/vendors/huawei/operations/all.js'
import { API_KEY } from '../graphql.js'
import { input, serveUntilStopped } from '../processes.js'
import { usageAnswers } from './usage.js'

/** What a scenario says of the product. */
export interface ProductInput {
  vendor: HuaweiSettings
  /** Names of Huawei's operations whose documented rate is lifted: for what the code itself costs, not the vendor. */
  unlimited?: string[]
  /** Further settings. */
  environment?: Record<string, string>
}

// As it is deployed: compiled, callers by API key, metrics, every request logged (to nowhere, but formatted), the event log
// and the tracker running.
const built = (path: string) => new URL(`../../dist/${path}`, import.meta.url)
const compiled = async <Module>(path: string) => (await import(built(path).href)) as Module
const { createApp } = await compiled<typeof AppModule>('src/app.js')
const { readConfig } = await compiled<typeof ConfigModule>('src/config.js')
const { createLogger, createLogOutput } = await compiled<typeof LoggerModule>('src/logger.js')
const { HUAWEI_OPERATIONS } = await compiled<typeof OperationsModule>('src/vendors/huawei/operations/all.js')

const { vendor, unlimited = [], environment = {} } = input<ProductInput>()
const { endpoint, projectId, region, accessKey, secretKey } = vendor
for (const operation of HUAWEI_OPERATIONS) if (unlimited.includes(operation.name)) delete operation.perSecond

const config = readConfig({
  NODE_ENV: 'production',
  PORT: '0',
  DATA_DIR: 'memory://',
  API_KEYS: `bench:viewer:${createHash('sha256').update(API_KEY).digest('hex')}`,
  HUAWEI_ENDPOINT: endpoint,
  HUAWEI_PROJECT_ID: projectId,
  HUAWEI_REGION: region,
  HUAWEI_ACCESS_KEY: accessKey,
  HUAWEI_SECRET_KEY: secretKey,
  // One caller stands for all: it has a budget, and enough of it.
  CALLER_BUDGET: '1000000000',
  ...environment,
})
const app = await createApp(config, { logger: createLogger('info', createLogOutput(devNull)), pagesRoot: fileURLToPath(built('pages')) })
serveUntilStopped({ url: app.url }, () => app.close(), usageAnswers)
