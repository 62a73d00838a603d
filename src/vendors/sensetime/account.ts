import type { Account } from '../../domain/port.js'
import { createCallbacks } from './callback.js'
import { createCatalogue } from './catalogue.js'
import { createSenseTimeClient } from './client.js'
import { createLive } from './live.js'
import { createWords } from './mapping/words.js'
import { operationsWith } from './operations.js'
import type { SenseTimeSettings } from './settings.js'
import { bothOf } from './tasks.js'
import { createTraining } from './training.js'
import { lackingOf } from './unpublished.js'
import { createVideos } from './videos.js'

/** Opens a SenseTime account. Without AuthKeys it has no callbacks; what has no path yet it cannot do, and says so. */
export function createSenseTimeAccount(settings: SenseTimeSettings): Account {
  const operations = operationsWith(settings.paths)
  const client = createSenseTimeClient(settings, operations)
  const words = createWords(settings)
  const place = { call: client.call, knownJobs: settings.knownJobs, words }
  const videos = bothOf(operations.createVideoTask, operations.showVideoTask)
  const [AVATAR, VOICE] = [bothOf(operations.createAvatarTask, operations.showAvatarTask), bothOf(operations.createVoiceTask, operations.showVoiceTask)]
  return {
    slug: settings.slug,
    vendor: 'SENSETIME',
    sandbox: settings.sandbox,
    catalogue: createCatalogue(client, operations, settings),
    live: createLive(client, operations, words, settings),
    ...(videos && { videos: createVideos(place, videos) }),
    ...((AVATAR ?? VOICE) && { training: createTraining(place, { AVATAR, VOICE }) }),
    lacking: lackingOf(operations),
    ...(settings.authKeys.length > 0 && { callbacks: createCallbacks(settings) }),
    ...client.vitals,
  }
}
