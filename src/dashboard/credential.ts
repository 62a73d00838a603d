import { createStore } from './live/store.js'

const KEY = 'avatargraph-credential'

/**
 * The key or token that the person signed in with. It is kept in sessionStorage: a reload of a page that is open all day
 * must not ask again, while another tab, another site and the next visit must not find it.
 */
export const credential = createStore<string | undefined>(sessionStorage.getItem(KEY) ?? undefined)

credential.subscribe(() => {
  const value = credential.get()
  if (value === undefined) sessionStorage.removeItem(KEY)
  else sessionStorage.setItem(KEY, value)
})
