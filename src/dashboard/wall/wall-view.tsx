import { useDeferredValue, useMemo, useState } from 'react'
import { Choice } from '../components/choice.js'
import { UnavailableNotes } from '../components/unavailable.js'
import { useDesk, useStore } from '../desk-context.js'
import { useMessages } from '../i18n/language.js'
import { isBroken, isOver, type Session } from '../live/session.js'
import type { Vendor } from '../queries/documents.js'
import { useRoute } from '../route.js'
import { SessionPanel } from '../session/session-panel.js'
import { Card } from './card.js'

/** Sessions that have ended and are still shown. */
const MOST_ENDED = 24

/** All that is on air, as cards. */
export function WallView() {
  const m = useMessages()
  const desk = useDesk()
  const { open } = useRoute()
  const sessions = useStore(desk.sessions.all)
  const { sessions: loaded } = useStore(desk.loaded)
  const unavailable = useStore(desk.unavailable).sessions
  const [search, setSearch] = useState('')
  const [vendor, setVendor] = useState<Vendor | 'all'>('all')
  const [onlyBroken, setOnlyBroken] = useState(false)
  const wanted = useDeferredValue(search)

  const vendors = useMemo(() => [...new Set(sessions.map((session) => session.vendor))].sort(), [sessions])
  const running = sessions.filter((session) => !isOver(session))
  const shown = running.filter(
    (session) => (vendor === 'all' || session.vendor === vendor) && (!onlyBroken || isInTrouble(session)) && (session.roomName ?? '').toLowerCase().includes(wanted.trim().toLowerCase()),
  )
  const ended = sessions.filter(isOver).slice(0, MOST_ENDED)

  return (
    <>
      <header className="view-head">
        <h1>{m.wall.title}</h1>
        <Summary running={running} />
        <div className="filters">
          <label>
            <span className="visually-hidden">{m.wall.search}</span>
            <input type="search" placeholder={m.wall.search} value={search} onChange={(event) => setSearch(event.target.value)} />
          </label>
          {vendors.length > 1 && (
            <Choice label={m.wall.vendor} options={[['all', m.wall.allVendors], ...vendors.map((name) => [name, m.vendorNames[name]] as const)]} value={vendor} onChoose={setVendor} />
          )}
          <label className="check">
            <input type="checkbox" checked={onlyBroken} onChange={(event) => setOnlyBroken(event.target.checked)} />
            {m.wall.onlyBroken}
          </label>
        </div>
      </header>
      <UnavailableNotes of={unavailable} />
      {!loaded && (
        <p className="quiet" role="status">
          {m.loading}
        </p>
      )}
      {loaded && !shown.length && (
        <div className="empty">
          <p>{running.length ? m.wall.nothingFound : m.wall.empty}</p>
          {!running.length && <p className="quiet">{m.wall.emptyHint}</p>}
        </div>
      )}
      <div className="wall">
        {shown.map(({ id }) => (
          <Card key={id} id={id} />
        ))}
      </div>
      {ended.length > 0 && (
        <details className="ended">
          <summary>{m.wall.ended(ended.length)}</summary>
          <div className="wall">
            {ended.map(({ id }) => (
              <Card key={id} id={id} />
            ))}
          </div>
        </details>
      )}
      {open !== null && <SessionPanel key={open} id={open} />}
    </>
  )
}

const isInTrouble = (session: Session) => session.outputs.some(isBroken) || session.state === 'UNKNOWN'

/** The wall in three numbers. */
function Summary({ running }: { running: readonly Session[] }) {
  const m = useMessages()
  const outputs = running.flatMap((session) => session.outputs)
  const broken = outputs.filter(isBroken).length
  const onAir = running.filter(({ state }) => state === 'LIVE' || state === 'PAUSED' || state === 'TAKEN_OVER').length
  return (
    <ul className="summary">
      <li>{m.wall.onAir(onAir)}</li>
      {running.length > onAir && <li>{m.wall.coming(running.length - onAir)}</li>}
      <li>{m.wall.allOutputs(outputs.filter(({ state }) => state === 'CONNECTED').length)}</li>
      {broken > 0 && <li className="bad">{m.wall.broken(broken)}</li>}
    </ul>
  )
}
