import { useEffect, useRef } from 'react'
import { Cover } from '../components/cover.js'
import { LiveBadge } from '../components/state-badge.js'
import { useDesk, useEntity, useStore } from '../desk-context.js'
import { useFormats, useMessages } from '../i18n/language.js'
import { isBroken, type Session } from '../live/session.js'
import { addressOf, currentRoute } from '../route.js'
import { Icon } from '../shell/icon.js'
import { VendorName } from '../wall/card.js'
import { useHistory } from '../wall/history.js'
import { nameOf } from '../wall/name.js'
import { Outputs } from '../wall/outputs.js'
import { RunningTime } from '../wall/running-time.js'
import { useRoom } from '../wall/script.js'
import { Actions } from './actions.js'
import { ScriptList } from './script-list.js'
import { Timeline } from './timeline.js'

/** A session, opened: what it is, what can be done, what happened. Closing it goes back to the wall. */
export function SessionPanel({ id }: { id: string }) {
  const m = useMessages()
  const desk = useDesk()
  const session = useEntity(desk.sessions, id)
  const { sessions: loaded } = useStore(desk.loaded)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  // The browser tells of the end of a dialog some time later: whoever has gone elsewhere meanwhile is not called back.
  const close = () => {
    const { view, open } = currentRoute()
    if (view === 'live' && open === id) location.hash = addressOf('live')
  }
  const name = session ? nameOf(session, m) : m.session.details
  return (
    <dialog ref={dialog} className="panel-dialog" aria-label={name} onClose={close} onClick={(event) => event.target === dialog.current && close()}>
      <div className="panel-body">
        <button className="icon-button close" aria-label={m.session.close} onClick={close}>
          <Icon name="close" />
        </button>
        {session ? <Content session={session} name={name} /> : <p className="quiet">{loaded ? m.session.gone : m.loading}</p>}
      </div>
    </dialog>
  )
}

function Content({ session, name }: { session: Session; name: string }) {
  const m = useMessages()
  const format = useFormats()
  const room = useRoom(session.room?.id, true)
  useHistory(session.id, true)
  return (
    <>
      <header className="panel-head">
        <Cover url={room?.avatars.find(({ coverUrl }) => coverUrl)?.coverUrl ?? session.coverUrl} name={name} />
        <div>
          <h2>{name}</h2>
          <p className="quiet">
            <VendorName session={session} />
          </p>
          <p className="state">
            <LiveBadge state={session.state} />
            <RunningTime session={session} />
          </p>
        </div>
      </header>
      {session.failure && (
        <p className="note bad">
          <strong>{m.session.failure}:</strong> {session.failure.message} {session.failure.hint}
        </p>
      )}
      <section className={session.outputs.some(isBroken) ? 'trouble' : undefined}>
        <h3>{m.session.outputs}</h3>
        <Outputs outputs={session.outputs} />
      </section>
      <Actions session={session} />
      <section>
        <h3>{m.session.script}</h3>
        <ScriptList room={room} progress={session.progress} />
      </section>
      <Timeline id={session.id} />
      <section>
        <h3>{m.session.details}</h3>
        <dl className="facts">
          <dt>{m.session.account}</dt>
          <dd>{session.account.slug}</dd>
          <dt>{m.session.vendorState}</dt>
          <dd>{session.vendorState || '—'}</dd>
          <dt>{m.session.startedAt}</dt>
          <dd>{session.startedAt ? format.dateTime(session.startedAt) : '—'}</dd>
          <dt>{m.session.nativeId}</dt>
          <dd>
            <code>{session.nativeId}</code>
          </dd>
        </dl>
      </section>
    </>
  )
}
