import type { Account } from '../../domain/port.js'
import { createXingyunClient } from './client.js'
import { createMotions } from './motions.js'
import type { XingyunSettings } from './settings.js'

/** Opens a Xingyun account. */
export function createXingyunAccount(settings: XingyunSettings): Account {
  const client = createXingyunClient(settings)
  return {
    slug: settings.slug,
    vendor: 'XINGYUN',
    sandbox: settings.sandbox,
    motions: createMotions(client, settings),
    ...client.vitals,
  }
}
