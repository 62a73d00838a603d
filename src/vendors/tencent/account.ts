import type { Account } from '../../domain/port.js'
import { createTencentClient } from './client.js'
import { createLive } from './live.js'
import { createLiveRooms } from './live-rooms.js'
import type { TencentSettings } from './settings.js'
import { createTraining } from './training.js'

/** Opens a Tencent Cloud AI Digital Human account. Without an interactive project it has no live rooms. */
export function createTencentAccount(settings: TencentSettings): Account {
  const client = createTencentClient(settings)
  const { slug, sandbox, projectId } = settings
  return {
    slug,
    vendor: 'TENCENT',
    sandbox,
    live: createLive(client, settings),
    ...(projectId !== undefined && { liveRooms: createLiveRooms(projectId, slug) }),
    training: createTraining(client, settings),
    ...client.vitals,
  }
}
