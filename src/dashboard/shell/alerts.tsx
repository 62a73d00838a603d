import { useEffect, useMemo } from 'react'
import { useDesk, useStore } from '../desk-context.js'
import { useFormats, useMessages } from '../i18n/language.js'
import { isBroken, isOver, type Output, type Session } from '../live/session.js'
import { addressOf } from '../route.js'
import { ConnectionNotes } from './connection-state.js'
import { Icon } from './icon.js'

/** An output that viewers cannot see, and whose it is. */
interface Outage {
  session: Session
  output: Output
}

/** Above every view: what must not be overlooked. It is said aloud, and stands in the title of the tab. */
export function Alerts() {
  const m = useMessages()
  const format = useFormats()
  const desk = useDesk()
  const sessions = useStore(desk.sessions.all)
  const outages = useMemo(() => outagesOf(sessions), [sessions])

  useEffect(() => {
    document.title = outages.length ? `⚠ ${outages.length} · ${m.wall.broken(outages.length)} · ${m.title}` : m.title
  }, [outages.length, m])

  return (
    <div className="alerts">
      <ConnectionNotes />
      <div role="alert">
        {outages.length > 0 && (
          <div className="outages">
            <p>
              <Icon name="warning" />
              <strong>{m.wall.alert(outages.length)}</strong>
            </p>
            <ul>
              {outages.map(({ session, output }) => (
                <li key={`${session.id} ${output.url}`}>
                  <a href={addressOf('live', session.id)}>{m.wall.alertSince(session.roomName ?? m.wall.unnamed, format.time(output.transitions.findLast(({ state }) => state === 'DISCONNECTED')?.at ?? session.createdAt ?? new Date().toISOString()))}</a>{' '}
                  <code>{output.url}</code>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  )
}

const outagesOf = (sessions: readonly Session[]): Outage[] =>
  sessions.filter((session) => !isOver(session)).flatMap((session) => session.outputs.filter(isBroken).map((output) => ({ session, output })))
