import { useMessages } from '../i18n/language.js'
import type { Progress } from '../live/session.js'
import type { Room } from '../wall/script.js'

/** The script, with what is being spoken marked in it. */
export function ScriptList({ room, progress }: { room: Room | undefined; progress: Progress | null }) {
  const m = useMessages()
  if (!room?.scenes?.length) return <p className="quiet">{m.session.noScript}</p>
  return (
    <ol className="script-list">
      {room.scenes.map((scene, index) => (
        <li key={index}>
          <p>{scene.name}</p>
          <ol>
            {scene.paragraphs.map(({ sequenceNo, title }) => {
              const now = progress !== null && progress.sceneName === scene.name && progress.sequenceNo === sequenceNo
              return (
                <li key={sequenceNo} aria-current={now ? 'step' : undefined}>
                  {m.session.paragraph(sequenceNo ?? 0, title ?? '')}
                  {now && <span className="tag">{m.session.playedNow}</span>}
                </li>
              )
            })}
          </ol>
        </li>
      ))}
    </ol>
  )
}
