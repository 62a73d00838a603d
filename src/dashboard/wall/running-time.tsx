import { useNow } from '../clock.js'
import { duration, useMessages } from '../i18n/language.js'
import { isOver, type Session } from '../live/session.js'

/** How long a session has been on air; it alone is drawn anew each second. */
export function RunningTime({ session }: { session: Session }) {
  const { startedAt, endedAt } = session
  if (!startedAt) return null
  return isOver(session) && endedAt ? <Time seconds={(Date.parse(endedAt) - Date.parse(startedAt)) / 1000} /> : <Ticking since={startedAt} />
}

const Ticking = ({ since }: { since: string }) => <Time seconds={(useNow() - Date.parse(since)) / 1000} />

function Time({ seconds }: { seconds: number }) {
  const label = useMessages().session.running
  return (
    <span className="number running-time" title={label}>
      <span className="visually-hidden">{label} </span>
      {duration(seconds)}
    </span>
  )
}
