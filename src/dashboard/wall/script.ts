import { useMemo } from 'react'
import { useQuery } from 'urql'
import type { Progress } from '../live/session.js'
import { placeIn, type Place } from './place.js'
import { RoomScriptDocument, type RoomScriptQuery } from '../queries/documents.js'

/** The room behind a session: who acts in it, and what is spoken. */
export type Room = NonNullable<RoomScriptQuery['liveRoom']>

/** The room of a session, asked for once it is wanted; undefined until it is known, and for a session of no room. */
export function useRoom(id: string | undefined, wanted: boolean): Room | undefined {
  const [{ data }] = useQuery({ query: RoomScriptDocument, variables: { id: id ?? '' }, pause: !wanted || id === undefined })
  return data?.liveRoom ?? undefined
}

/** The place of a session in the script of its room, while both are known. */
export function usePlace(room: Room | undefined, progress: Progress | null): Place | undefined {
  const scenes = room?.scenes
  return useMemo(() => (scenes && progress ? placeIn(scenes, progress) : undefined), [scenes, progress])
}
