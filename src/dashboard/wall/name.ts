import type { Messages } from '../i18n/en.js'
import type { Session } from '../live/session.js'
import type { Room } from './script.js'

/** Characters of a vendor's id that tell sessions apart. */
const TELLING = 6

/** What a session is called: as its room, or by the end of its id where it has none. */
export const nameOf = (session: Pick<Session, 'roomName' | 'nativeId'>, m: Messages, room?: Pick<Room, 'name'>): string =>
  session.roomName ?? room?.name ?? m.wall.unnamed(session.nativeId.slice(-TELLING))
