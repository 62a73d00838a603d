import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { RequestEntry } from '../../src/sandbox/journal.js'
import type { TestApp } from './app.js'

/** The global id of an entity, as the graph gives it out. */
export const idOf = (type: string, key: string, account = 'huawei'): string => Buffer.from(`${type}:${account}:${key}`).toString('base64url')

/** The vendor's own id inside a global id. */
export const keyOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':').slice(2).join(':')

/** The simulator that stands in for Huawei. */
export const huaweiOf = (app: TestApp): HuaweiSandbox => app.app.sandboxes.huawei as HuaweiSandbox

/** The requests of one operation that a simulator saw, oldest first. */
export const requestsOf = (huawei: Pick<HuaweiSandbox, 'journal'>, operation: string): RequestEntry[] =>
  huawei.journal.entries().filter((entry): entry is RequestEntry => entry.kind === 'request' && entry.operation === operation)

/** The latest body that the simulator saw of one operation. */
export const bodyOf = (huawei: HuaweiSandbox, operation: string): Record<string, unknown> => requestsOf(huawei, operation).at(-1)?.body as Record<string, unknown>

/** The id of an asset of the simulated world that can be used, of the vendor's type such as `VOICE_MODEL`. */
export function usableAsset(huawei: HuaweiSandbox, type: string, skip = 0): string {
  const found = huawei.world.assets.filter((asset) => asset.type === type && asset.state === 'ACTIVED')[skip]
  if (!found) throw new Error(`The simulated world has no ${type} number ${skip + 1} that can be used.`)
  return found.id
}
