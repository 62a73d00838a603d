import { useMessages } from '../i18n/language.js'
import type { Unavailable } from '../live/desk.js'

/** The accounts that are missing from a list, and why. */
export function UnavailableNotes({ of }: { of: readonly Unavailable[] }) {
  const m = useMessages()
  return of.map(({ account, message, hint }) => (
    <p key={account.slug} className="note warn">
      {m.unavailable(account.slug, message)} {hint}
    </p>
  ))
}
