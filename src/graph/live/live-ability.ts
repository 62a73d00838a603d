import type { LiveCommands } from '../../domain/live-commands.js'
import type { LiveRooms } from '../../domain/live-rooms.js'
import type { LiveSessionRef } from '../../domain/live.js'
import type { Account, LiveBroadcasts } from '../../domain/port.js'
import { abilityOf, methodOf } from '../abilities.js'

/** Something that can be done with live rooms. */
export const roomMethod = <M extends 'create' | 'update' | 'delete'>(account: Account, method: M): NonNullable<LiveRooms[M]> =>
  methodOf(account, abilityOf(account, 'liveRooms'), method, 'writing of live rooms')

/** Something that can be done with live sessions; `what` names it. */
export const liveMethod = <M extends 'list' | 'listOfRoom' | 'rtcUser' | 'playingScenes' | 'roomConfig' | 'report' | 'readRtcMessage'>(account: Account, method: M, what: string): NonNullable<LiveBroadcasts[M]> =>
  methodOf(account, abilityOf(account, 'live'), method, what)

/** How an account's vendor finds a session: the room is part of that only where the vendor needs it. */
export const sessionRef = ({ live }: Account, room: string | null | undefined, session: string): LiveSessionRef => ({ room: (live?.keyedByRoom && room) || '', session })

/** A command to live sessions. */
export const commandOf = <M extends keyof LiveCommands>(account: Account, command: M): NonNullable<LiveCommands[M]> =>
  methodOf(account, abilityOf(account, 'live').commands, command, 'such command to live sessions')
