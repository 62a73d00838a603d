import { useSyncExternalStore } from 'react'

/** The views of the page, in the order of the navigation. */
export const VIEWS = ['live', 'jobs', 'vendors', 'events'] as const
/** One of {@link VIEWS}. */
export type View = (typeof VIEWS)[number]

/** Where the page is: a view, and what is open in it. */
export interface Route {
  view: View
  /** The id of the session that is open. */
  open: string | null
}

/** The address of a view, or of something open in it. */
export const addressOf = (view: View, open?: string): string => `#/${view}${open === undefined ? '' : `/${encodeURIComponent(open)}`}`

function parse(hash: string): Route {
  const [, name, open] = /^#\/([a-z]+)(?:\/(.+))?$/.exec(hash) ?? []
  const view = VIEWS.find((known) => known === name) ?? 'live'
  return { view, open: open === undefined ? null : decoded(open) }
}

/** What cannot be decoded names nothing that there is; it must not break the page. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

let known = { hash: '', route: parse('') }

/** Where the page is now. */
export const currentRoute = (): Route => {
  if (known.hash !== location.hash) known = { hash: location.hash, route: parse(location.hash) }
  return known.route
}

const subscribe = (listener: () => void) => {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

/** Where the page is. The address is kept in the hash, so that the server needs one route and a link can be shared. */
export const useRoute = (): Route => useSyncExternalStore(subscribe, currentRoute)
