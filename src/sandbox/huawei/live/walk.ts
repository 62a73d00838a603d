import type { Random } from '../../random.js'
import type { Paragraph, PlayPolicy, Scene } from '../world/rooms.js'

/** The next paragraph to speak, or a while without any. */
export type Step = { scene: Scene; paragraph: Paragraph } | 'wait'

/**
 * The paragraphs in the order in which a play policy has them spoken (PlayPolicy, table 6-74). `repeat_count` n plays n + 1
 * times; -1, and its absence, for ever. Without automatic play or preset scripts nothing is ever spoken.
 */
export function* rounds(scenes: readonly Scene[], policy: PlayPolicy, random: Random): Generator<Step, void> {
  const { repeat_count: repeats = -1, auto_play_script: automatic = true, play_mode: mode = 'TEXT', random_play_mode: order = 'NONE' } = policy
  const silent = !automatic || mode === 'NO_PRESET' || scenes.every((scene) => scene.shoot_scripts.length === 0)
  if (silent) while (true) yield 'wait'
  for (let round = 0; repeats < 0 || round <= repeats; round++) {
    const shuffledScenes = order === 'SCENE' || order === 'SCENE_AND_SCRIPT_ITEM' ? random.shuffle(scenes) : scenes
    for (const scene of shuffledScenes) {
      const shuffled = order === 'SCRIPT_ITEM' || order === 'SCENE_AND_SCRIPT_ITEM' ? random.shuffle(scene.shoot_scripts) : scene.shoot_scripts
      for (const paragraph of shuffled) yield { scene, paragraph }
    }
  }
}
