import type { ReactNode } from 'react'
import { Badge, type Tone } from '../components/state-badge.js'
import { useCaller } from '../desk-context.js'
import { useFormats, useMessages } from '../i18n/language.js'
import type { QuotasQuery } from '../queries/documents.js'
import { CallbackChart } from './callback-chart.js'
import { Rates } from './rates.js'
import type { Sample } from './samples.js'
import type { AccountState } from './use-vendors.js'

type Quotas = QuotasQuery['vendorAccounts'][number]['quotas']

/** An account: whether its vendor answers, how much it may still be asked, what it tells, and what was bought. */
export function AccountCard({ account, samples, quotas }: { account: AccountState; samples: readonly Sample[]; quotas: Quotas | undefined }) {
  const m = useMessages()
  const { accounts } = useCaller()
  const callsBack = accounts.get(account.slug)?.abilities.includes('CALLBACKS')
  const name = m.vendorNames[account.vendor]
  const [tone, word] = healthOf(account.health)
  return (
    <article className="account" aria-label={`${name}, ${account.slug}`}>
      <header>
        <h2>{name}</h2>
        <span className="quiet">
          {account.slug}
          {account.region && ` · ${account.region}`}
          {account.sandbox && <span className="tag">{m.sandbox}</span>}
        </span>
        <Badge tone={tone}>{m.vendors.words[word]}</Badge>
      </header>
      <Health health={account.health} />
      <Part title={m.vendors.callbacks}>{callsBack ? <CallbackChart samples={samples} /> : <p className="quiet">{m.vendors.noCallbacks}</p>}</Part>
      <Part title={m.vendors.rates}>
        <Rates rates={account.rates} />
      </Part>
      <Part title={m.vendors.quotas}>
        <QuotaList quotas={quotas} />
      </Part>
    </article>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

/** The vendor in one word: down while the circuit is open, in trouble when its last answer was an error. */
function healthOf(health: AccountState['health']): [Tone, 'up' | 'trouble' | 'down' | 'unknown'] {
  if (!health || (!health.lastSuccessAt && !health.lastError)) return ['calm', 'unknown']
  if (health.circuit !== 'CLOSED') return ['bad', 'down']
  const { lastSuccessAt, lastError } = health
  const failing = lastError && VENDORS_FAULT.has(lastError.code) && (!lastSuccessAt || lastError.at > lastSuccessAt)
  return failing ? ['warn', 'trouble'] : ['good', 'up']
}

/** Errors that say something of the vendor rather than of what was asked. */
const VENDORS_FAULT: ReadonlySet<string> = new Set(['VENDOR_UNAVAILABLE', 'VENDOR_AUTH', 'VENDOR_MALFORMED', 'VENDOR_RATE_LIMITED'])

function Health({ health }: { health: AccountState['health'] }) {
  const m = useMessages()
  const format = useFormats()
  if (!health) return null
  const { circuit, openSince, lastSuccessAt, lastError } = health
  return (
    <dl className="facts">
      <dt>{m.vendors.circuit}</dt>
      <dd>
        {m.vendors.circuits[circuit]}
        {openSince && ` (${format.time(openSince)})`}
      </dd>
      <dt>{m.vendors.lastSuccess}</dt>
      <dd className="number">{lastSuccessAt ? format.dateTime(lastSuccessAt) : m.vendors.never}</dd>
      <dt>{m.vendors.lastError}</dt>
      <dd>
        {lastError ? (
          <>
            <span className="number">{format.dateTime(lastError.at)}</span> <code>{lastError.operation}</code> {lastError.message ?? lastError.code} {lastError.vendorCode && <code>{lastError.vendorCode}</code>}
          </>
        ) : (
          m.vendors.never
        )}
      </dd>
    </dl>
  )
}

function QuotaList({ quotas }: { quotas: Quotas | undefined }) {
  const m = useMessages()
  const format = useFormats()
  if (!quotas?.length) return <p className="quiet">{m.vendors.noQuotas}</p>
  const count = (value: number | null) => (value === null ? m.vendors.notTold : format.number(value))
  return (
    <ul className="quotas">
      {quotas.map(({ service, used, total, unit, expiresAt }, index) => (
        <li key={`${service} ${index}`}>
          <span>{service}</span>
          <span className="quiet number">{used === null && total === null ? m.vendors.notTold : m.vendors.used(count(used), count(total), unit ?? '')}</span>
          {used !== null && total !== null && total > 0 && <meter min={0} max={total} high={total * 0.85} value={used} aria-label={service} />}
          {expiresAt && <span className="quiet small">{m.vendors.until(format.day(expiresAt))}</span>}
        </li>
      ))}
    </ul>
  )
}
