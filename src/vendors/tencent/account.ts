import type { Account } from '../../domain/port.js'
import { createCallbacks } from './callbacks.js'
import { createCatalogue } from './catalogue.js'
import { createTencentClient } from './client.js'
import { createLive } from './live.js'
import { createLiveRooms } from './live-rooms.js'
import { createQuotas } from './quotas.js'
import type { TencentSettings } from './settings.js'
import { createSpeech } from './speech.js'
import { createTraining } from './training.js'
import { createVideos } from './videos.js'

/** Opens a Tencent Cloud AI Digital Human account. Without an interactive project it has no live rooms. */
export function createTencentAccount(settings: TencentSettings): Account {
  const client = createTencentClient(settings)
  const { slug, sandbox, projectId } = settings
  return {
    slug,
    vendor: 'TENCENT',
    sandbox,
    catalogue: createCatalogue(client, settings),
    videos: createVideos(client, settings),
    speech: createSpeech(client, settings),
    live: createLive(client, settings),
    ...(projectId !== undefined && { liveRooms: createLiveRooms(projectId, slug) }),
    training: createTraining(client, settings),
    callbacks: createCallbacks(settings),
    quotas: createQuotas(client),
    ...client.vitals,
  }
}
