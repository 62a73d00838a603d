import type { Context } from '../context.js'
import { ERRORS, refusal } from '../errors.js'
import type { ScriptBody } from '../scripts/request.js'
import type { StoredScript } from '../world/scripts.js'

/** Throws unless a video can be made of a script: an avatar and a voice that can be used, scenes, and the sound of AUDIO scenes. `source` is the stored script, if it comes from one. */
export function checkFilmable({ world, media }: Context, script: ScriptBody, source: StoredScript | undefined): void {
  const { model_asset_id: avatarId, voice_config: voice, shoot_scripts: scenes = [] } = script
  if (scenes.length === 0) throw refusal(ERRORS.noShootScript, 'there are no shoot_scripts')
  if (avatarId === undefined) throw refusal(ERRORS.invalid, 'model_asset_id: required, here or in the script')
  const avatar = world.assetsById.get(avatarId)
  if (avatar?.state !== 'ACTIVED') throw refusal(ERRORS.assetUnavailable, 'model_asset_id: there is no such asset in use')
  if (avatar.type !== 'HUMAN_MODEL_2D') throw refusal(ERRORS.notAnAvatar, `model_asset_id: the asset is a ${avatar.type}`)
  for (const { sequence_no: number = 0, shoot_script: scene } of scenes) {
    if (scene?.script_type === 'AUDIO') {
      if (!source) throw refusal(ERRORS.needScriptForAudio, 'AUDIO scenes need a script_id')
      const path = source.audio.get(number)?.path
      if (path === undefined || !media.find(path)?.bytes.length) throw refusal(ERRORS.audioMissing, `the sound of scene ${number} has not been uploaded`)
    } else {
      if (!scene?.text_config) throw refusal(ERRORS.noText, `scene ${number} has no text_config`)
      if (!voice) throw refusal(ERRORS.invalid, 'voice_config: required for TEXT scenes')
    }
  }
  if (voice && world.assetsById.get(voice.voice_asset_id)?.type !== 'VOICE_MODEL') throw refusal(ERRORS.assetUnavailable, 'voice_config.voice_asset_id: there is no such voice')
}
