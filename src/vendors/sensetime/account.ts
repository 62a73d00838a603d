import type { Account } from '../../domain/port.js'
import { createCallbacks } from './callback.js'
import { createCatalogue } from './catalogue.js'
import { createSenseTimeClient } from './client.js'
import { createLive } from './live.js'
import { createWords } from './mapping/words.js'
import { operationsWith } from './operations.js'
import type { SenseTimeSettings } from './settings.js'

/** Opens a SenseTime account. Without AuthKeys it has no callbacks; what has no path yet it cannot do, and says so. */
export function createSenseTimeAccount(settings: SenseTimeSettings): Account {
  const operations = operationsWith(settings.paths)
  const client = createSenseTimeClient(settings, operations)
  const words = createWords(settings)
  return {
    slug: settings.slug,
    vendor: 'SENSETIME',
    sandbox: settings.sandbox,
    catalogue: createCatalogue(client, operations, settings),
    live: createLive(client, operations, words, settings),
    ...(settings.authKeys.length > 0 && { callbacks: createCallbacks(settings) }),
    ...client.vitals,
  }
}
