import { useNow } from '../clock.js'
import { useDesk, useStore } from '../desk-context.js'
import { useMessages } from '../i18n/language.js'
import type { Connection } from '../live/connection.js'
import type { Messages } from '../i18n/en.js'

/** Whether what is on the screen is the present. */
export function ConnectionState() {
  const m = useMessages()
  const connection = useStore(useDesk().connection)
  return (
    <p className={`connection ${connection.phase}`} role="status" title={longer(connection, m)}>
      <span className="dot" aria-hidden="true" />
      {m.connection[connection.phase]}
      {connection.phase === 'catching-up' && <span className="visually-hidden">{longer(connection, m)}</span>}
    </p>
  )
}

const longer = (connection: Connection, m: Messages): string | undefined => (connection.phase === 'catching-up' ? m.connection.catchingUpFrom(connection.from) : undefined)

/** What a person should know of the connection: that it is broken, that it catches up, that something was lost. */
export function ConnectionNotes() {
  const m = useMessages()
  const desk = useDesk()
  const connection = useStore(desk.connection)
  const gap = useStore(desk.gap)
  return (
    <>
      {connection.phase === 'broken' && <Broken retryAt={connection.retryAt} />}
      {connection.phase === 'catching-up' && <p className="note info">{m.connection.catchingUpFrom(connection.from)}</p>}
      {gap && (
        <div className="note bad" role="alert">
          <p>
            <strong>{m.connection.gap[gap.reason]}</strong> {m.connection.gapRange(gap.missedFrom, gap.missedTo)}
          </p>
          <button onClick={() => desk.gap.set(null)}>{m.connection.dismiss}</button>
        </div>
      )}
    </>
  )
}

function Broken({ retryAt }: { retryAt: number }) {
  const m = useMessages()
  const now = useNow()
  return <p className="note warn">{m.connection.brokenFor(Math.max(0, Math.ceil((retryAt - now) / 1000)))}</p>
}
