import type { Operation } from '../../operation.js'
import { wireCreated, wireSessions, wireSign, wireStat } from '../wire-live.js'
import { reusable, row } from './row.js'

const SESSIONS = '/v2/ivh/sessionmanager/sessionmanagerservice'

/** The operations of interactive sessions that are called. */
export const liveOperations = {
  createsession: row(`${SESSIONS}/createsession`, '1211/62102', 'CREATE', wireCreated),
  createsessionbyasset: row(`${SESSIONS}/createsessionbyasset`, '1211/62103', 'CREATE', wireCreated),
  statsession: reusable(row(`${SESSIONS}/statsession`, '1211/62104', 'READ', wireStat)),
  // Repeated, it would come at the wrong time (110015); the tracker asks again once it has looked.
  startsession: row(`${SESSIONS}/startsession`, '1211/62105', 'CREATE'),
  closesession: row(`${SESSIONS}/closesession`, '1211/62106', 'IDEMPOTENT'),
  listsessionofprojectid: reusable(row(`${SESSIONS}/listsessionofprojectid`, '1211/62107', 'READ', wireSessions)),
  listsessionofuin: reusable(row(`${SESSIONS}/listsessionofuin`, '1211/62109', 'READ', wireSessions)),
  gettrtcsign: row(`${SESSIONS}/gettrtcsign`, '1211/62121', 'READ', wireSign),
  // More than a second must lie between two texts to one session: the rate of each session, not of the operation.
  command: { ...row('/v2/ivh/interactdriver/interactdriverservice/command', '1211/62120', 'CREATE'), perSecond: { session: 1 } },
} as const satisfies Record<string, Operation>
