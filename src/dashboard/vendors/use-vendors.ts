import { useEffect } from 'react'
import { useClient } from 'urql'
import { useStore } from '../desk-context.js'
import { createStore } from '../live/store.js'
import { VendorsDocument, type VendorsQuery } from '../queries/documents.js'
import { sampled, type Counted, type Sample } from './samples.js'

/** An account as the view shows it. */
export type AccountState = VendorsQuery['vendorAccounts'][number]

/** Milliseconds between looks; no vendor is called for one. */
const LOOK_AGAIN = 5_000

interface Vendors {
  accounts: readonly AccountState[] | undefined
  /** By the id of the account. */
  samples: ReadonlyMap<string, readonly Sample[]>
  counted: ReadonlyMap<string, Counted>
}

/** Outside of the view, so that its charts go on where they were when a person comes back to it. */
const vendors = createStore<Vendors>({ accounts: undefined, samples: new Map(), counted: new Map() })

const countOf = ({ callbackCounts }: AccountState): Counted => ({
  accepted: callbackCounts.reduce((sum, { accepted }) => sum + accepted, 0),
  refused: callbackCounts.reduce((sum, { refused }) => sum + refused, 0),
})

function look(accounts: readonly AccountState[]): void {
  const { samples, counted } = vendors.get()
  const at = Date.now()
  vendors.set({
    accounts,
    samples: new Map(accounts.map((account) => [account.id, sampled(samples.get(account.id) ?? [], counted.get(account.id), countOf(account), at)])),
    counted: new Map(accounts.map((account) => [account.id, countOf(account)])),
  })
}

/** Looks at the accounts every few seconds, whatever view is open: a chart that began when somebody looked would be empty. */
export function useVendorWatch(): void {
  const client = useClient()
  useEffect(() => {
    let over = false
    const ask = () =>
      void client.query(VendorsDocument, {}, { requestPolicy: 'network-only' }).then(({ data }) => {
        if (data && !over) look(data.vendorAccounts)
      })
    ask()
    const timer = setInterval(ask, LOOK_AGAIN)
    return () => {
      over = true
      clearInterval(timer)
    }
  }, [client])
}

/** The accounts with their charts. */
export const useVendors = (): Vendors => useStore(vendors)
