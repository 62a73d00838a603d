import { useSyncExternalStore } from 'react'
import { createStore } from './live/store.js'

/** How the page looks; `system` follows the device. */
export const THEMES = ['system', 'light', 'dark'] as const
/** One of {@link THEMES}. */
export type Theme = (typeof THEMES)[number]

const KEY = 'avatargraph-theme'
const theme = createStore<Theme>(THEMES.find((known) => known === localStorage.getItem(KEY)) ?? 'system')

const showTheme = () => (document.documentElement.dataset.theme = theme.get())
theme.subscribe(showTheme)
showTheme()

/** Chooses how the page looks, for this visit and the next. */
export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(KEY, chosen)
  theme.set(chosen)
}

/** How the page looks. */
export const useTheme = (): Theme => useSyncExternalStore(theme.subscribe, theme.get)
