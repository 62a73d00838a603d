import { useMemo } from 'react'
import { useQuery } from 'urql'
import type { Progress } from '../live/session.js'
import { RoomScriptDocument, type RoomScriptQuery } from '../queries/documents.js'

/** The room behind a session: who acts in it, and what is spoken. */
export type Room = NonNullable<RoomScriptQuery['liveRoom']>
type Scene = NonNullable<Room['scenes']>[number]

/** The room of a session, asked for once it is wanted; undefined until it is known, and for a session of no room. */
export function useRoom(id: string | undefined, wanted: boolean): Room | undefined {
  const [{ data }] = useQuery({ query: RoomScriptDocument, variables: { id: id ?? '' }, pause: !wanted || id === undefined })
  return data?.liveRoom ?? undefined
}

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

/** The place of a session in the script of its room, while both are known. */
export function usePlace(room: Room | undefined, progress: Progress | null): Place | undefined {
  const scenes = room?.scenes
  return useMemo(() => (scenes && progress ? placeIn(scenes, progress) : undefined), [scenes, progress])
}
