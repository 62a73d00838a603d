import { useMemo } from 'react'
import { useQuery } from 'urql'
import { useDesk, useStore } from '../desk-context.js'
import { EventWords } from '../events/event-words.js'
import { useFormats, useMessages } from '../i18n/language.js'
import { EventLogDocument } from '../queries/documents.js'

/** Events of a session that are shown. */
const SHOWN = 60

/** What happened to a session, the newest on top: what the log has, and what comes while one looks. */
export function Timeline({ id }: { id: string }) {
  const m = useMessages()
  const format = useFormats()
  const live = useStore(useDesk().events)
  const variables = useMemo(() => ({ first: SHOWN, filter: { subjectId: id } }), [id])
  const [{ data }] = useQuery({ query: EventLogDocument, variables, requestPolicy: 'network-only' })
  const logged = data?.events.nodes ?? []
  const known = new Set(logged.map((event) => event.id))
  const newer = live.filter((event) => 'session' in event && event.session.id === id && !known.has(event.id) && (!logged[0] || event.receivedAt >= logged[0].receivedAt))
  const events = [...newer, ...logged].slice(0, SHOWN)
  return (
    <section>
      <h3>{m.session.timeline}</h3>
      {!events.length && <p className="quiet">{m.session.noEvents}</p>}
      <ol className="timeline">
        {events.map((event) => (
          <li key={event.id} className={event.__typename === 'RtmpStateChanged' ? `rtmp ${event.rtmpState}` : undefined}>
            <time dateTime={event.occurredAt} className="number quiet">
              {format.time(event.occurredAt)}
            </time>
            <span className="tag">{m.events.types[event.__typename]}</span>
            <span>
              <EventWords event={event} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
