import type { Operation } from '../../operation.js'
import { LIVE_WRITES, READS, throttle } from '../operations.js'
import { wirePage } from '../wire.js'
import { wireCreatedRoom, wireRoom } from '../wire-live.js'
import { wireCreatedRuleGroup, wireRuleGroup } from '../wire-rules.js'

const ROOM_WRITES = throttle(5, 3, 3)

/** Writing live rooms (sections 6.1.1, 6.1.4, 6.1.5), and the interaction rule libraries (6.1.6 to 6.1.9). */
export const liveRoomOperations = {
  createSmartLiveRoom: {
    name: 'createSmartLiveRoom',
    section: '6.1.1',
    method: 'POST',
    path: '/v1/{project_id}/smart-live-rooms',
    retry: 'CREATE',
    perSecond: ROOM_WRITES,
    success: 200,
    answer: wireCreatedRoom,
  },
  updateSmartLiveRoom: {
    name: 'updateSmartLiveRoom',
    section: '6.1.4',
    method: 'PUT',
    path: '/v1/{project_id}/smart-live-rooms/{room_id}',
    retry: 'IDEMPOTENT',
    perSecond: ROOM_WRITES,
    success: 200,
    answer: wireRoom,
  },
  deleteSmartLiveRoom: {
    name: 'deleteSmartLiveRoom',
    section: '6.1.5',
    method: 'DELETE',
    path: '/v1/{project_id}/smart-live-rooms/{room_id}',
    retry: 'IDEMPOTENT',
    perSecond: LIVE_WRITES,
    success: 200,
  },
  createInteractionRuleGroup: {
    name: 'createInteractionRuleGroup',
    section: '6.1.6',
    method: 'POST',
    path: '/v1/{project_id}/smart-live-interaction-rule-groups',
    retry: 'CREATE',
    perSecond: LIVE_WRITES,
    success: 200,
    answer: wireCreatedRuleGroup,
  },
  listInteractionRuleGroups: {
    name: 'listInteractionRuleGroups',
    section: '6.1.7',
    method: 'GET',
    path: '/v1/{project_id}/smart-live-interaction-rule-groups',
    retry: 'READ',
    reusable: true,
    perSecond: READS,
    success: 200,
    answer: wirePage('interaction_rule_groups', wireRuleGroup),
  },
  updateInteractionRuleGroup: {
    name: 'updateInteractionRuleGroup',
    section: '6.1.8',
    method: 'PUT',
    path: '/v1/{project_id}/smart-live-interaction-rule-groups/{group_id}',
    retry: 'IDEMPOTENT',
    perSecond: LIVE_WRITES,
    success: 200,
    answer: wireRuleGroup,
  },
  deleteInteractionRuleGroup: {
    name: 'deleteInteractionRuleGroup',
    section: '6.1.9',
    method: 'DELETE',
    path: '/v1/{project_id}/smart-live-interaction-rule-groups/{group_id}',
    retry: 'IDEMPOTENT',
    perSecond: LIVE_WRITES,
    success: 200,
  },
} as const satisfies Record<string, Operation>
