import { chooseLanguage, useLanguage, useMessages, type Language } from '../i18n/language.js'
import { chooseTheme, THEMES, useTheme, type Theme } from '../theme.js'

const LANGUAGES: Record<Language, string> = { en: 'English', zh: '中文' }

/** The choice of language and looks. */
export function Settings() {
  const m = useMessages()
  const language = useLanguage()
  const theme = useTheme()
  return (
    <div className="settings">
      <label>
        <span className="visually-hidden">{m.settings.language}</span>
        <select value={language} onChange={(event) => chooseLanguage(event.target.value as Language)}>
          {Object.entries(LANGUAGES).map(([value, name]) => (
            <option key={value} value={value} lang={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="visually-hidden">{m.settings.theme}</span>
        <select value={theme} onChange={(event) => chooseTheme(event.target.value as Theme)}>
          {THEMES.map((value) => (
            <option key={value} value={value}>
              {m.settings[value]}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
