import { useQuery } from 'urql'
import { useMessages } from '../i18n/language.js'
import { QuotasDocument } from '../queries/documents.js'
import { AccountCard } from './account-card.js'
import { useVendors } from './use-vendors.js'

/** How each account at a vendor is doing. */
export function VendorsView() {
  const m = useMessages()
  const { accounts, samples } = useVendors()
  const [{ data }] = useQuery({ query: QuotasDocument, requestPolicy: 'cache-and-network' })
  const quotas = new Map(data?.vendorAccounts.map((account) => [account.id, account.quotas]))
  return (
    <>
      <header className="view-head">
        <h1>{m.vendors.title}</h1>
      </header>
      {!accounts && (
        <p className="quiet" role="status">
          {m.loading}
        </p>
      )}
      <div className="accounts">
        {accounts?.map((account) => (
          <AccountCard key={account.id} account={account} samples={samples.get(account.id) ?? []} quotas={quotas.get(account.id)} />
        ))}
      </div>
    </>
  )
}
