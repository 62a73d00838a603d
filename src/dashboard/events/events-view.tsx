import { useDeferredValue, useMemo, useState } from 'react'
import { useDesk, useStore } from '../desk-context.js'
import { useMessages } from '../i18n/language.js'
import type { GraphEvent } from '../live/session.js'
import type { EventSource, Vendor } from '../queries/documents.js'
import { EventRow } from './event-row.js'
import { searchable, subjectOf, TYPES, type Wanted } from './filter.js'
import { useLog } from './use-log.js'

const VENDORS: readonly Vendor[] = ['HUAWEI', 'TENCENT', 'SENSETIME', 'XINGYUN']
const SOURCES: readonly EventSource[] = ['CALLBACK', 'POLL', 'RTC', 'COMMAND']
/** Rows that are drawn; searching reads on in what is there. */
const SHOWN = 300

/** The log: what happened, the newest on top. */
export function EventsView() {
  const m = useMessages()
  const desk = useDesk()
  const sessions = useStore(desk.sessions.ids)
  const [wanted, setWanted] = useState<Wanted>({ type: null, vendor: null, source: null })
  const [search, setSearch] = useState('')
  const words = useDeferredValue(search).trim().toLowerCase()
  const log = useLog(wanted)
  const [held, setHeld] = useState<readonly GraphEvent[] | null>(null)

  const rows = useMemo(() => {
    const names = { session: desk.sessions.get, job: (id: string) => (desk.trainings.get(id) ?? desk.videos.get(id))?.name }
    return (held ?? log.events).map((event) => ({ event, subject: subjectOf(event, names) })).filter(({ event, subject }) => !words || searchable(event, subject, m).includes(words))
    // The names come with the sessions.
  }, [held, log.events, words, m, desk, sessions])

  const set = (change: Partial<Wanted>) => {
    setHeld(null)
    setWanted({ ...wanted, ...change })
  }
  return (
    <>
      <header className="view-head">
        <h1>{m.events.title}</h1>
        <p className="quiet small number">{m.events.searched(rows.length, (held ?? log.events).length)}</p>
        <div className="filters">
          <button aria-pressed={held !== null} onClick={() => setHeld(held ? null : log.events)}>
            {held ? m.events.resume(log.events.length - held.length) : m.events.pause}
          </button>
          <label>
            <span className="visually-hidden">{m.events.search}</span>
            <input type="search" placeholder={m.events.search} value={search} onChange={(event) => setSearch(event.target.value)} />
          </label>
          <Select label={m.events.type} any={m.events.any} options={Object.keys(TYPES).map((type) => [type, m.events.types[type as GraphEvent['__typename']]])} value={wanted.type} onChoose={(type) => set({ type })} />
          <Select label={m.events.vendor} any={m.events.any} options={VENDORS.map((vendor) => [vendor, m.vendorNames[vendor]])} value={wanted.vendor} onChoose={(vendor) => set({ vendor })} />
          <Select label={m.events.source} any={m.events.any} options={SOURCES.map((source) => [source, m.events.sources[source]])} value={wanted.source} onChoose={(source) => set({ source })} />
        </div>
      </header>
      {!rows.length && <p className="quiet">{m.events.empty}</p>}
      {rows.length > 0 && (
        <table className="log">
          <thead>
            <tr>
              <th scope="col">{m.events.time}</th>
              <th scope="col">{m.events.type}</th>
              <th scope="col">{m.events.subject}</th>
              <th scope="col">{m.events.what}</th>
              <th scope="col">{m.events.vendor}</th>
              <th scope="col">{m.events.source}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map(({ event, subject }) => (
              <EventRow key={event.id} event={event} subject={subject} />
            ))}
          </tbody>
        </table>
      )}
      <p className="log-end">{log.more ? <button onClick={log.readOlder}>{m.events.older}</button> : <span className="quiet small">{m.events.beginning}</span>}</p>
    </>
  )
}

function Select<T extends string>({ label, any, options, value, onChoose }: { label: string; any: string; options: readonly (readonly [string, string])[]; value: T | null; onChoose: (value: T | null) => void }) {
  return (
    <label className="select">
      <span className="quiet small">{label}</span>
      <select value={value ?? ''} onChange={(event) => onChoose((event.target.value || null) as T | null)}>
        <option value="">{any}</option>
        {options.map(([option, word]) => (
          <option key={option} value={option}>
            {word}
          </option>
        ))}
      </select>
    </label>
  )
}
