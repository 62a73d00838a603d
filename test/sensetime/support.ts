import { createHash } from 'node:crypto'
import { startSenseTimeSandbox, type SenseTimeOptions, type SenseTimeSandbox } from '../../src/sandbox/sensetime.js'
import { startApp, type TestApp } from '../support/app.js'

/** The app with a SenseTime account that is configured, on a simulator of the test's own. */
export interface SenseTimeApp extends TestApp {
  sandbox: SenseTimeSandbox
  /** Where the account is called back. */
  callbackUrl: string
}

/** Starts simulator and app; `environment` has further variables. */
export async function startSenseTimeApp(environment: Readonly<Record<string, string>> = {}, options: SenseTimeOptions = {}): Promise<SenseTimeApp> {
  const sandbox = await startSenseTimeSandbox({ speed: 20, ...options })
  const { endpoint, appId, appKey, authKeys } = sandbox.settings
  const app = await startApp({ SENSETIME_ENDPOINT: endpoint, SENSETIME_APP_ID: appId, SENSETIME_APP_KEY: appKey, SENSETIME_AUTH_KEYS: authKeys.join(), ...environment })
  const callbackUrl = `${app.url}/callbacks/sensetime/tasks`
  sandbox.setCallbackUrl(callbackUrl)
  return {
    ...app,
    sandbox,
    callbackUrl,
    async dispose() {
      await app.dispose()
      await sandbox.close()
    },
  }
}

/** A live script: what is sent as `param`. */
export const SCRIPT = { version: '0.0.1', recycle: 0, sceneList: [{ tts_query: { content: 'Good evening.', ssml: false } }] }

/** Delivers a body signed as the document says; from the document, not from our own code. */
export async function deliver(app: Pick<SenseTimeApp, 'callbackUrl' | 'sandbox'>, body: object, { authKey = app.sandbox.settings.authKeys[0] ?? '', skew = 0, url = app.callbackUrl, timestamp = Math.floor(Date.now() / 1000 + skew) } = {}): Promise<number> {
  const signature = createHash('md5').update(`${url}${timestamp}${authKey}`).digest('hex')
  return (await fetch(app.callbackUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...body, timestamp, signature }) })).status
}
