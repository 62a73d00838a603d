import type { Account } from '../../domain/port.js'
import { createTencentClient } from './client.js'
import type { TencentSettings } from './settings.js'

/** Opens a Tencent Cloud AI Digital Human account. */
export function createTencentAccount(settings: TencentSettings): Account {
  const client = createTencentClient(settings)
  return {
    slug: settings.slug,
    vendor: 'TENCENT',
    sandbox: settings.sandbox,
    ...client.vitals,
  }
}
