import { memo } from 'react'
import { useFormats, useMessages } from '../i18n/language.js'
import type { GraphEvent } from '../live/session.js'
import { addressOf } from '../route.js'
import { EventWords } from './event-words.js'

/** One event of the log. */
export const EventRow = memo(function EventRow({ event, subject }: { event: GraphEvent; subject: string }) {
  const m = useMessages()
  const format = useFormats()
  return (
    <tr className={event.__typename === 'RtmpStateChanged' && event.rtmpState === 'DISCONNECTED' ? 'bad' : undefined}>
      <td className="number">
        <time dateTime={event.occurredAt} title={format.dateTime(event.occurredAt)}>
          {format.time(event.occurredAt)}
        </time>
      </td>
      <td>
        <span className="tag">{m.events.types[event.__typename]}</span>
      </td>
      <td className="subject">{'session' in event ? <a href={addressOf('live', event.session.id)}>{subject}</a> : subject}</td>
      <td className="what">
        <EventWords event={event} />
      </td>
      <td className="quiet">{m.vendorNames[event.vendor]}</td>
      <td className="quiet">{m.events.sources[event.source]}</td>
    </tr>
  )
})
