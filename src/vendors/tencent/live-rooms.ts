import { notFound } from '../../domain/errors.js'
import { emptyPage } from '../../domain/page.js'
import { honourOnly } from '../../domain/filters.js'
import type { LiveRoomDetails, LiveRooms, LiveRoomSummary } from '../../domain/live-rooms.js'

/**
 * The account's project as its one live room: sessions are opened in it (1211/62102). It is made and changed in the vendor's
 * console, and no operation tells more of it than that it is there.
 */
export function createLiveRooms(project: string, account: string): LiveRooms {
  return {
    list: async (filter, page) => {
      honourOnly('TENCENT', filter, ['kinds'])
      if (page.after !== undefined || (filter.kinds && !filter.kinds.includes('NORMAL'))) return emptyPage()
      return { items: [{ entity: summary(project), cursor: 'only' }], hasMore: false, total: 1 }
    },
    get: async (id) => {
      if (id === project) return details(project)
      throw notFound(`The account ${account} has one live room, its interactive project; ${JSON.stringify(id.slice(0, 80))} is another one.`, { vendor: 'TENCENT', account })
    },
  }
}

const base = (nativeId: string) => ({
  nativeId,
  name: null,
  description: null,
  kind: 'NORMAL' as const,
  state: 'UNKNOWN' as const,
  orientation: 'UNKNOWN' as const,
  coverUrl: null,
  thumbnailUrl: null,
  avatars: [],
  sharing: null,
  privateData: null,
  createdAt: null,
  updatedAt: null,
  failure: null,
})

const summary = (project: string): LiveRoomSummary => ({
  ...base(project),
  ownerProject: null,
  lastSessionStartedAt: null,
  lastSessionEndedAt: null,
  lastSessionState: null,
})

const details = (project: string): LiveRoomDetails => ({
  ...base(project),
  scenes: [],
  rules: [],
  playPolicy: null,
  video: null,
  outputs: [],
  backupAvatars: [],
  callback: null,
  rtcEvents: null,
  skipReview: null,
  coStreamer: null,
})
