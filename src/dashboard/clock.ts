import { useSyncExternalStore } from 'react'
import { createStore } from './live/store.js'

const now = createStore(Date.now())
let watchers = 0
let timer: ReturnType<typeof setInterval> | undefined

const subscribe = (listener: () => void) => {
  const stop = now.subscribe(listener)
  if (watchers++ === 0) timer = setInterval(() => now.set(Date.now()), 1000)
  return () => {
    stop()
    if (--watchers === 0) clearInterval(timer)
  }
}

/** The time in epoch milliseconds, once a second: one timer for all clocks of the page. */
export const useNow = (): number => useSyncExternalStore(subscribe, now.get)
