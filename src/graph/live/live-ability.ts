import type { LiveCommands } from '../../domain/live-commands.js'
import type { LiveRooms } from '../../domain/live-rooms.js'
import type { Account, LiveBroadcasts } from '../../domain/port.js'
import { abilityOf, methodOf } from '../abilities.js'

/** Something that can be done with live rooms. */
export const roomMethod = <M extends 'create' | 'update' | 'delete'>(account: Account, method: M): NonNullable<LiveRooms[M]> =>
  methodOf(account, abilityOf(account, 'liveRooms'), method, 'writing of live rooms')

/** Something that can be done with live sessions; `what` names it. */
export const liveMethod = <M extends 'list' | 'listOfRoom' | 'playingScenes' | 'roomConfig' | 'report' | 'readRtcMessage'>(account: Account, method: M, what: string): NonNullable<LiveBroadcasts[M]> =>
  methodOf(account, abilityOf(account, 'live'), method, what)

/** A command to live sessions. */
export const commandOf = <M extends keyof LiveCommands>(account: Account, command: M): NonNullable<LiveCommands[M]> =>
  methodOf(account, abilityOf(account, 'live').commands, command, 'such command to live sessions')
