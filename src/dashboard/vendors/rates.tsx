import { useMessages } from '../i18n/language.js'
import type { AccountState } from './use-vendors.js'

/** Operations that are shown; the others have more room. */
const SHOWN = 6

/** What is left of the rates that a vendor documents: the operations that are nearest to them. */
export function Rates({ rates }: { rates: AccountState['rates'] }) {
  const m = useMessages()
  if (!rates.length) return <p className="quiet">{m.vendors.noRates}</p>
  const inUse = rates.filter(({ queued, waitMs, available }) => queued > 0 || waitMs > 0 || available < 1)
  const busiest = inUse.toSorted((one, other) => other.queued - one.queued || other.waitMs - one.waitMs).slice(0, SHOWN)
  return (
    <>
      {busiest.length ? <RateList label={m.vendors.busiest} rates={busiest} /> : <p className="quiet">{m.vendors.allIdle(rates.length)}</p>}
      <details>
        <summary className="quiet small">{m.vendors.allRates(rates.length)}</summary>
        <RateList label={m.vendors.rates} rates={rates} />
      </details>
    </>
  )
}

function RateList({ label, rates }: { label: string; rates: AccountState['rates'] }) {
  const m = useMessages()
  return (
    <ul className="rates" aria-label={label}>
      {rates.map(({ operation, perSecond, available, queued, waitMs }) => (
        <li key={operation}>
          <code>{operation}</code>
          <span className={queued ? 'number busy' : 'number quiet'}>{queued ? m.vendors.waiting(queued, waitMs) : m.vendors.rateOf(available, perSecond)}</span>
        </li>
      ))}
    </ul>
  )
}
