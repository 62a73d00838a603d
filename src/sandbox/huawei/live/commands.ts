import { z } from 'zod'
import { readBody } from '../body.js'
import type { Answer, Call } from '../../call.js'
import { ERRORS, refusal } from '../errors.js'
import { isMarked, newId } from '../../ids.js'
import { jobOf } from '../live.js'
import { storedRules, storedScenes } from '../rooms/changes.js'
import { INTERACTION_RULE, REVIEW_CONFIG, SCENE_SCRIPT, text, TEXT_CONFIG } from '../shapes.js'
import type { LiveJobs } from './jobs.js'
import type { LiveSession } from './session.js'

const PLACE = {
  play_type: z.enum(['APPEND', 'INSERT', 'PLAY_NOW']).optional(),
  play_role: z.enum(['STREAMER', 'CO_STREAMER']).optional(),
  rule_index: text(64).optional(),
}

/** A command: what it reads of the body, what it does, and what it answers in `result`. */
type Command = (session: LiveSession, call: Call, id: string) => string

function command<Params>(schema: z.ZodType<Params>, run: (session: LiveSession, given: Params, id: string) => string | undefined): Command {
  // In the place of the body's `params`, so that a refusal names the field.
  const body = z.object({ params: schema })
  return (session, call, id) => run(session, readBody(body, call).params, id) ?? ''
}

/** The commands of 6.2.5, with the structures of section 10.5. RefreshOutputUrlConfig and LiveGuideRuleInfo are defined nowhere: the former is read as a room's outputs, the latter as any object. */
const COMMANDS = {
  INSERT_PLAY_SCRIPT: command(z.object({ text_config: TEXT_CONFIG, ...PLACE }), (session, given, id) => {
    if (isMarked(given.text_config.text)) throw refusal(ERRORS.sensitiveText, 'the text holds the marker that fails reviews')
    session.say({ id }, given.play_type ?? 'PLAY_NOW')
    return undefined
  }),
  INSERT_PLAY_AUDIO: command(z.object({ audio_url: text(2048).min(1), ...PLACE }), (session, given, id) => {
    session.say({ id }, given.play_type ?? 'APPEND')
    return undefined
  }),
  REWRITE_PLAY_SCRIPT: command(z.object({ scene_scripts: z.array(SCENE_SCRIPT).min(1).max(100) }), (session, given) => {
    session.rewriteScenes(storedScenes(given.scene_scripts))
    return undefined
  }),
  REWRITE_INTERACTION_RULES: command(z.object({ interaction_rules: z.array(INTERACTION_RULE) }), (session, given) => {
    session.rewriteRules(storedRules(given.interaction_rules))
    return undefined
  }),
  REFRESH_OUTPUT_URL: command(z.object({ output_urls: z.array(text(2048)).min(1).max(1), stream_keys: z.array(text(2048)).max(1).optional() }), (session, given) => {
    session.refreshOutputs(given.output_urls.map((url, index) => ({ url, streamKey: given.stream_keys?.[index] ?? '' })))
    return undefined
  }),
  SHOW_LAYER: command(z.record(z.string(), z.unknown()), () => undefined),
  GET_CURRENT_PLAYING_SCRIPTS: command(z.unknown().optional(), ({ plan }) => JSON.stringify({
    scene_scripts: plan.scenes.map((scene) => ({
      script_name: scene.script_name, model_asset_id: scene.model_asset_id, shoot_scripts: scene.shoot_scripts.map(({ sequence_no, title }) => ({ sequence_no, title })),
    })),
  })),
  GET_LIVE_JOB_CONFIG_INFO: command(z.unknown().optional(), ({ plan }) => JSON.stringify({
    ...plan.room.detail,
    scene_scripts: plan.scenes, interaction_rules: plan.rules, play_policy: plan.policy,
    output_urls: plan.outputs.map((output) => output.url), stream_keys: plan.outputs.map((output) => output.streamKey),
  })),
} satisfies Record<string, Command>

const BODY = z.object({ command: z.string().min(1).max(64), params: z.record(z.string(), z.unknown()).optional(), review_config: REVIEW_CONFIG.optional() })

/** 6.2.5: does a command to a task that is PROCESSING. `command_id` is the `reply_id` of the REPLY_COMMAND_FINISH that follows what is said. */
export function executeSmartLiveCommand(jobs: LiveJobs, call: Call): Answer {
  const { session } = jobOf(jobs, call)
  const { command: name } = readBody(BODY, call)
  const run = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : undefined
  if (!run) throw refusal(ERRORS.badCommand, `command: expected one of ${Object.keys(COMMANDS).join(', ')}`)
  if (session?.state !== 'PROCESSING') throw refusal(ERRORS.jobNotRunning, `the task is ${session?.state ?? 'over'}`)
  const id = newId()
  return { status: 200, body: { command_id: id, command: name, result: run(session, call, id) } }
}
