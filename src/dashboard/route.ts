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
  return { view, open: open === undefined ? null : decodeURIComponent(open) }
}

let known = { hash: '', route: parse('') }

const current = (): Route => {
  if (known.hash !== location.hash) known = { hash: location.hash, route: parse(location.hash) }
  return known.route
}

const subscribe = (listener: () => void) => {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

/** Where the page is. The address is kept in the hash, so that the server needs one route and a link can be shared. */
export const useRoute = (): Route => useSyncExternalStore(subscribe, current)
