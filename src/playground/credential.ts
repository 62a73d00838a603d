/** The dashboard's own: who is signed in there is signed in here too, in the same tab. */
const KEY = 'avatargraph-credential'

/** The key or token that the person has given, as an Authorization header; undefined while there is none. Kept in this tab alone, until it is closed. */
export function authorization(): string | undefined {
  const given = sessionStorage.getItem(KEY)
  if (!given) return undefined
  return /^bearer /i.test(given) ? given : `Bearer ${given}`
}

/** Keeps a key or token; an empty text forgets it. */
export function keepCredential(given: string): void {
  if (given) sessionStorage.setItem(KEY, given)
  else sessionStorage.removeItem(KEY)
}
