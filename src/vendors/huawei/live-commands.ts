import type { CommandOptions, CommandReceipt, Insertion, LiveCommands, PlayingScene } from '../../domain/live-commands.js'
import type { LiveRoomDetails } from '../../domain/live-rooms.js'
import type { LiveSessionRef } from '../../domain/live.js'
import { limits } from '../../domain/limits.js'
import type { CallContext } from '../../domain/port.js'
import { malformed } from '../operation.js'
import type { VendorClient } from '../client.js'
import { writeRules } from './interaction-rules.js'
import { readRoom } from './live-rooms.js'
import { textsOf, writeScenes } from './live-scenes.js'
import { writeOutputs } from './live-settings.js'
import { PLAY_TIMINGS } from './mapping-live.js'
import { LIVE_ROLES } from './mapping-rules.js'
import type { Words } from './mapping/words.js'
import { liveSessionOperations as operations } from './operations/live-sessions.js'
import { writeReview } from './production.js'
import { checkTexts } from './texts.js'
import { wirePlayingScripts, wireRoomInSession } from './wire-live.js'
import { wordFor } from '../words.js'

/** Commands to a live session (6.2.5, 10.5). `params` is an object (errata, section 7). */
export function createLiveCommands({ call }: Pick<VendorClient, 'call'>): LiveCommands {
  const send = async (ref: LiveSessionRef, command: string, params: object, { skipReview }: CommandOptions, context: CallContext): Promise<CommandReceipt> => {
    const body = { command, params, review_config: skipReview === undefined ? undefined : writeReview(skipReview) }
    const { command_id } = await call(operations.executeSmartLiveCommand, { params: paramsOf(ref), body }, context)
    return { commandId: command_id || null }
  }
  return {
    async speak(ref, { text, ...insertion }, options, context) {
      const params = { text_config: { text }, ...writeInsertion(insertion) }
      await checkTexts({ call }, [{ field: 'text', text, voice: null }], context)
      return send(ref, 'INSERT_PLAY_SCRIPT', params, options, context)
    },
    async playAudio(ref, { url, ...insertion }, options, context) {
      limits.length('url', url, 1, 2048)
      return send(ref, 'INSERT_PLAY_AUDIO', { audio_url: url, ...writeInsertion(insertion) }, options, context)
    },
    async rewriteScenes(ref, scenes, options, context) {
      limits.count('scenes', scenes, 1, 100)
      const params = { scene_scripts: writeScenes(scenes, 'scenes') }
      await checkTexts({ call }, textsOf(scenes, 'scenes'), context)
      return send(ref, 'REWRITE_PLAY_SCRIPT', params, options, context)
    },
    rewriteRules: async (ref, rules, options, context) => send(ref, 'REWRITE_INTERACTION_RULES', { interaction_rules: writeRules(rules, 'rules') }, options, context),
    // LiveGuideRuleInfo is defined neither in the document nor in the SDKs: what the caller says goes as it is.
    showLayer: (ref, layer, options, context) => send(ref, 'SHOW_LAYER', layer, options, context),
    // RefreshOutputUrlConfig is defined nowhere either; these are the names that outputs have everywhere else.
    refreshOutputs: async (ref, outputs, options, context) => send(ref, 'REFRESH_OUTPUT_URL', writeOutputs(outputs), options, context),
  }
}

function writeInsertion({ timing, role, ruleIndex }: Insertion) {
  limits.length('ruleIndex', ruleIndex, 0, 64)
  return {
    play_type: wordFor('timing', PLAY_TIMINGS, timing),
    play_role: wordFor('role', LIVE_ROLES, role),
    rule_index: ruleIndex ?? undefined,
  }
}

/** The commands that only read (6.2.5), and so may be repeated. */
const READING = { ...operations.executeSmartLiveCommand, retry: 'READ' } as const

/** What of the script is played in this round (GET_CURRENT_PLAYING_SCRIPTS); null when the vendor tells nothing. */
export async function readPlayingScenes({ call }: Pick<VendorClient, 'call'>, ref: LiveSessionRef, context: CallContext): Promise<PlayingScene[] | null> {
  const { result } = await call(READING, { params: paramsOf(ref), body: { command: 'GET_CURRENT_PLAYING_SCRIPTS' } }, context)
  const scripts = carried(result, wirePlayingScripts, 'GET_CURRENT_PLAYING_SCRIPTS')
  return scripts && (scripts.scene_scripts ?? []).map(({ script_name, model_asset_id, shoot_scripts }) => ({
    name: script_name ?? null,
    avatar: model_asset_id || null,
    paragraphs: (shoot_scripts ?? []).map(({ sequence_no, title }) => ({ sequenceNo: sequence_no ?? null, title: title ?? null })),
  }))
}

/** The room as the session has it (GET_LIVE_JOB_CONFIG_INFO); null when the vendor tells nothing. */
export async function readSessionRoom({ call }: Pick<VendorClient, 'call'>, words: Words, ref: LiveSessionRef, context: CallContext): Promise<LiveRoomDetails | null> {
  const { result } = await call(READING, { params: paramsOf(ref), body: { command: 'GET_LIVE_JOB_CONFIG_INFO' } }, context)
  const room = carried(result, wireRoomInSession, 'GET_LIVE_JOB_CONFIG_INFO')
  return room && readRoom({ ...room, room_id: room.room_id ?? ref.room }, words)
}

/** The JSON that `result` carries; null when it is empty. VENDOR_MALFORMED for anything else. */
function carried<T>(result: string | null | undefined, shape: { safeParse(value: unknown): { success: boolean; data?: T } }, command: string): T | null {
  if (!result?.trim()) return null
  const { success, data } = shape.safeParse(parsed(result))
  if (success && data !== undefined) return data
  throw malformed(`HUAWEI answered the command ${command} (6.2.5) with a result of another shape than documented.`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const paramsOf = ({ room, session }: LiveSessionRef) => ({ room_id: room, job_id: session })
