import type { ReactNode } from 'react'
import { credential } from '../credential.js'
import { useCaller, useDesk, useStore } from '../desk-context.js'
import { EventsView } from '../events/events-view.js'
import { useMessages } from '../i18n/language.js'
import { JobsView } from '../jobs/jobs-view.js'
import { isBroken, isOver } from '../live/session.js'
import { addressOf, useRoute, VIEWS, type View } from '../route.js'
import { useVendorWatch } from '../vendors/use-vendors.js'
import { VendorsView } from '../vendors/vendors-view.js'
import { WallView } from '../wall/wall-view.js'
import { Alerts } from './alerts.js'
import { ConnectionState } from './connection-state.js'
import { Icon } from './icon.js'
import { Settings } from './settings.js'

const CONTENT: Record<View, () => ReactNode> = { live: WallView, jobs: JobsView, vendors: VendorsView, events: EventsView }

/** The frame around the views: where one goes, how the page is connected, what must not be overlooked. */
export function Shell() {
  const m = useMessages()
  const caller = useCaller()
  const { view } = useRoute()
  const Content = CONTENT[view]
  useVendorWatch()
  return (
    <div className="shell">
      <a className="skip" href="#content" onClick={focusContent}>
        {m.skipToContent}
      </a>
      <header className="rail">
        <p className="brand">
          <span className="brand-mark" aria-hidden="true" />
          {m.title}
        </p>
        <nav aria-label={m.nav.label}>
          <ul>
            {VIEWS.map((name) => (
              <li key={name}>
                <a href={addressOf(name)} aria-current={name === view ? 'page' : undefined}>
                  <Icon name={name} />
                  <span className="long">{m.nav[name]}</span>
                  <span className="short">{m.nav.short[name]}</span>
                  <Count view={name} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="rail-foot">
          <ConnectionState />
          <Settings />
          <p className="small quiet caller">
            <span>{m.settings.signedInAs(caller.name, m.roles[caller.role])}</span>
            {credential.get() !== undefined && (
              <button className="link" onClick={() => credential.set(undefined)}>
                {m.settings.signOut}
              </button>
            )}
            <a href="/graphql">{m.nav.playground}</a>
          </p>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <Alerts />
        <Content />
      </main>
    </div>
  )
}

/** The hash names the view, so the link must not change it. */
function focusContent(event: { preventDefault: () => void }) {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

/** What waits in a view. */
function Count({ view }: { view: View }) {
  const desk = useDesk()
  const sessions = useStore(desk.sessions.all)
  const trainings = useStore(desk.trainings.all)
  const running = sessions.filter((session) => !isOver(session))
  const broken = running.some(({ outputs }) => outputs.some(isBroken))
  const counts: Record<View, number> = { live: running.length, jobs: trainings.filter(({ status }) => status === 'NEEDS_ACTION').length, vendors: 0, events: 0 }
  return counts[view] ? <span className={view === 'live' && broken ? 'count bad' : 'count'}>{counts[view]}</span> : null
}
