import { useMemo, useSyncExternalStore } from 'react'
import { createStore } from '../live/store.js'
import { en, type Messages } from './en.js'
import { zh } from './zh.js'

/** The languages of the page. */
export type Language = 'en' | 'zh'

const TABLES: Record<Language, Messages> = { en, zh }
const KEY = 'avatargraph-language'

/** What was chosen here before, else what the browser prefers. */
function firstLanguage(): Language {
  const chosen = localStorage.getItem(KEY)
  if (chosen === 'en' || chosen === 'zh') return chosen
  return /^zh\b/i.test(navigator.language) ? 'zh' : 'en'
}

const language = createStore<Language>(firstLanguage())

const showLanguage = () => (document.documentElement.lang = language.get() === 'zh' ? 'zh-Hans' : 'en')
language.subscribe(showLanguage)
showLanguage()

/** Chooses the language, for this visit and the next. */
export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(KEY, chosen)
  language.set(chosen)
}

/** The language that the page is in. */
export const useLanguage = (): Language => useSyncExternalStore(language.subscribe, language.get)

/** The texts of the page in its language. */
export const useMessages = (): Messages => TABLES[useLanguage()]

/** Times and numbers as the language writes them. */
export interface Formats {
  /** `14:05:09`, of an ISO time. */
  time(iso: string): string
  /** With the day. */
  dateTime(iso: string): string
  day(iso: string): string
  number(value: number): string
}

/** How the page's language writes times and numbers. */
export function useFormats(): Formats {
  const chosen = useLanguage()
  return useMemo(() => {
    const locale = chosen === 'zh' ? 'zh-CN' : 'en-GB'
    const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })
    const dateTime = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
    return {
      time: (iso) => time.format(new Date(iso)),
      dateTime: (iso) => dateTime.format(new Date(iso)),
      day: (iso) => day.format(new Date(iso)),
      number: (value) => number.format(value),
    }
  }, [chosen])
}

/** `1:02:03`, of seconds. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
