import { createHash } from 'node:crypto'
import { devNull } from 'node:os'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { createApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { createLogger } from '../src/logger.js'
import type { HuaweiSettings } from '../src/sandbox/huawei.js'
import { operations } from '../src/vendors/huawei/operations.js'
import type { Operation } from '../src/vendors/operation.js'
import { API_KEY } from './assets-list.js'
import { input, serveUntilStopped } from './processes.js'

/**
 * The product as it is deployed: callers by API key, metrics, every request logged (to nowhere, but formatted), the event
 * log and the tracker running. Without `documentedRate` one thing is different: the row of 4.1.2 has no rate limit.
 */
const { vendor, documentedRate } = input<{ vendor: HuaweiSettings; documentedRate: boolean }>()
const { endpoint, projectId, region, accessKey, secretKey } = vendor
if (!documentedRate) delete (operations.listAssets as Operation).perSecond

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
})
const app = await createApp(config, { logger: createLogger('info', pino.destination({ dest: devNull, sync: false })), pagesRoot: fileURLToPath(new URL('../dist/pages', import.meta.url)) })
serveUntilStopped({ url: `${app.url}/graphql` }, () => app.close())
