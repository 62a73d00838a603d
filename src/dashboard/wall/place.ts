import type { Progress } from '../live/session.js'
import type { RoomScriptQuery } from '../queries/documents.js'

/** A scene of a script. */
export type Scene = NonNullable<NonNullable<RoomScriptQuery['liveRoom']>['scenes']>[number]

/** Where in a script a session is. Numbers count from 1. */
export interface Place {
  scene: number
  scenes: number
  /** Of all paragraphs of the script. */
  paragraph: number
  paragraphs: number
}

/** Where a session is in its script; undefined when the script has no such place: commands may have rewritten it. */
export function placeIn(scenes: readonly Scene[], { sceneName, sequenceNo }: Pick<Progress, 'sceneName' | 'sequenceNo'>): Place | undefined {
  let before = 0
  for (const [index, { name, paragraphs }] of scenes.entries()) {
    const found = name === sceneName ? paragraphs.findIndex((paragraph) => paragraph.sequenceNo === sequenceNo) : -1
    if (found >= 0) {
      return { scene: index + 1, scenes: scenes.length, paragraph: before + found + 1, paragraphs: scenes.reduce((sum, scene) => sum + scene.paragraphs.length, 0) }
    }
    before += paragraphs.length
  }
  return undefined
}
