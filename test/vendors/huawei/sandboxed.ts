import { startHuaweiSandbox, type HuaweiSandbox } from '../../../src/sandbox/huawei.js'
import type { SandboxOptions } from '../../../src/sandbox/options.js'
import type { LiveRooms } from '../../../src/domain/live-rooms.js'
import type { Account, AssetCatalogue, Callbacks, LiveBroadcasts } from '../../../src/domain/port.js'
import { createRateLimiter } from '../../../src/transport/rate-limit.js'
import { createHuaweiAccount } from '../../../src/vendors/huawei/account.js'
import type { HuaweiSettings } from '../../../src/vendors/huawei/settings.js'

/** A Huawei account on a simulator of its own. */
export interface Sandboxed {
  sandbox: HuaweiSandbox
  account: Account & { catalogue: AssetCatalogue; liveRooms: LiveRooms; live: LiveBroadcasts; callbacks: Callbacks }
  /** Words that no table had. */
  unknownWords: string[]
  close(): Promise<void>
}

/** Settings of an account on a simulator. */
export function settingsFor({ settings }: Pick<HuaweiSandbox, 'settings'>, more: Partial<HuaweiSettings> = {}): HuaweiSettings {
  const { region, endpoint, projectId, accessKey, secretKey, callbackKeys } = settings
  return {
    slug: 'huawei',
    region,
    endpoint,
    projectId,
    auth: { accessKey, secretKey },
    callbackKeys,
    callbackBase: () => undefined,
    sandbox: true,
    rateLimiter: createRateLimiter(),
    ...more,
  }
}

/** The IAM user of a simulator. */
export const iamUserOf = ({ settings }: Pick<HuaweiSandbox, 'settings'>) => ({
  iamEndpoint: settings.iamEndpoint,
  domain: settings.iamDomain,
  user: settings.iamUser,
  password: settings.iamPassword,
})

/** Starts a simulator and opens an account on it. */
export async function startHuawei({ account: more = () => ({}), ...options }: SandboxOptions & { account?: (sandbox: HuaweiSandbox) => Partial<HuaweiSettings> } = {}): Promise<Sandboxed> {
  const sandbox = await startHuaweiSandbox(options)
  const unknownWords: string[] = []
  const account = createHuaweiAccount(settingsFor(sandbox, { onUnknownWord: (field, word) => unknownWords.push(`${field}=${word}`), ...more(sandbox) }))
  return {
    sandbox,
    account: account as Sandboxed['account'],
    unknownWords,
    async close() {
      await account.close()
      await sandbox.close()
    },
  }
}
