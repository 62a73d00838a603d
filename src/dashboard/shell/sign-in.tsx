import { useState, type FormEvent } from 'react'
import { credential } from '../credential.js'
import { useMessages } from '../i18n/language.js'
import { Settings } from './settings.js'

/** Why a person has to sign in again. */
export interface SignInProblem {
  kind: 'refused' | 'relay'
  /** The graph's own words; may be empty. */
  message: string
}

/** The page before its caller is known. While it is found out there is nothing but a word, so that an open graph shows no form for a moment. */
export function SignIn({ asking, unreachable, problem }: { asking: boolean; unreachable: boolean; problem: SignInProblem | null }) {
  const m = useMessages()
  const [typed, setTyped] = useState('')
  if (asking || unreachable) {
    return (
      <main className="sign-in">
        <h1 className="visually-hidden">{m.title}</h1>
        <p role="status" className="quiet">
          {unreachable ? m.signIn.unreachable : m.loading}
        </p>
      </main>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!typed.trim()) return
    // Set anew even when it is the same text: the person wants it tried again.
    credential.set(undefined)
    credential.set(typed.trim())
  }
  return (
    <main className="sign-in">
      <form className="panel" onSubmit={submit}>
        <p className="brand">
          <span className="brand-mark" aria-hidden="true" />
          {m.title}
        </p>
        <h1>{m.signIn.title}</h1>
        <p className="quiet">{m.signIn.intro}</p>
        {problem && (
          <p role="alert" className="note bad">
            <strong>{problem.kind === 'relay' ? m.signIn.relay : m.signIn.refused}</strong> {problem.message}
          </p>
        )}
        <label>
          {m.signIn.label}
          <input type="password" autoComplete="off" autoFocus required value={typed} onChange={(event) => setTyped(event.target.value)} />
        </label>
        <button className="primary">{m.signIn.submit}</button>
        <p className="small quiet">{m.signIn.kept}</p>
      </form>
      <Settings />
    </main>
  )
}
