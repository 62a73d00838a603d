import { useMessages } from '../i18n/language.js'
import type { Progress } from '../live/session.js'
import { usePlace, type Room } from './script.js'

/** How far the script is: a bar, the scene, and the paragraph that is being spoken. */
export function ScriptProgress({ room, progress }: { room: Room | undefined; progress: Progress | null }) {
  const m = useMessages()
  const place = usePlace(room, progress)
  // Some vendors tell neither a script nor where it is: an empty bar would look like a standstill.
  if (!progress && !room?.scenes?.length) return <p className="quiet small">{m.session.noProgress}</p>
  const words = place ? m.session.progress(place.paragraph, place.paragraphs) : m.session.noProgress
  return (
    <div className="script-progress">
      <p className="scene">
        <span>{progress ? (progress.sceneName ?? '—') : m.session.noProgress}</span>
        {place && (
          <span className="quiet number" title={m.session.scene(place.scene, place.scenes)}>
            {place.paragraph}/{place.paragraphs}
          </span>
        )}
      </p>
      <div className="bar" role="progressbar" aria-label={m.session.script} aria-valuemin={0} aria-valuemax={place?.paragraphs ?? 1} aria-valuenow={place?.paragraph ?? 0} aria-valuetext={words}>
        <span style={{ transform: `scaleX(${place ? place.paragraph / place.paragraphs : 0})` }} />
      </div>
      <p className="paragraph">{progress ? m.session.paragraph(progress.sequenceNo ?? 0, progress.paragraphTitle ?? '') : '\u00a0'}</p>
    </div>
  )
}
