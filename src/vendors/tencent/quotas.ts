import type { Quota } from '../../domain/account-health.js'
import type { JsonObject } from '../../domain/json.js'
import type { CallContext } from '../../domain/port.js'
import { withoutSecrets } from '../../domain/redaction.js'
import type { TencentClient } from './client.js'
import { beijingTime } from './mapping/times.js'
import { assetOperations as operations } from './operations/assets.js'
import { readWhole } from './paging.js'
import type { WireService } from './wire-assets.js'

/** What the object beside ServiceType counts, by its name (1211/62128, 1240/93407); the fields inside were not read, and are told as they are. */
const UNITS: readonly (readonly [detail: RegExp, unit: string])[] = [
  [/HourInfoDetail$/, 'hours'],
  [/ConcurrencyInfoDetail$/, 'concurrent uses'],
  [/AssetInfoDetail$/, 'customizations'],
]

/** What the account has bought: hours, concurrency, customizations (1211/62128). */
export const createQuotas =
  (client: Pick<TencentClient, 'call'>) =>
  async (context: CallContext): Promise<Quota[]> =>
    (await readWhole(client, operations.getserviceasset, {}, context)).map(toQuota)

function toQuota({ ServiceType, ExpireDate, ...rest }: WireService): Quota {
  const given = Object.entries(rest).filter(([, value]) => value != null)
  return {
    service: ServiceType,
    expiresAt: beijingTime(ExpireDate),
    total: null,
    used: null,
    unit: given.flatMap(([name]) => UNITS.find(([detail]) => detail.test(name))?.[1] ?? [])[0] ?? null,
    details: given.length > 0 ? withoutSecrets(Object.fromEntries(given) as JsonObject) : null,
  }
}
