import { useState } from 'react'
import { useClient, type TypedDocumentNode } from 'urql'
import { useMessages } from '../i18n/language.js'
import type { UserErrorFieldsFragment } from '../queries/documents.js'

/** What became of the last command. */
export type Outcome = { kind: 'working' } | { kind: 'done'; message: string } | { kind: 'failed'; problems: readonly { message: string; hint?: string | null }[] }

/** Sends a mutation and keeps what became of it. */
export function useCommand() {
  const m = useMessages()
  const client = useClient()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  /** Resolves to the answer when all went well. */
  async function send<D, V extends object>(document: TypedDocumentNode<D, V>, variables: V, errorsOf: (data: D) => readonly UserErrorFieldsFragment[], done: string): Promise<D | undefined> {
    setOutcome({ kind: 'working' })
    const { data, error } = await client.mutation(document, variables)
    const problems = data ? errorsOf(data) : [{ message: error?.graphQLErrors[0]?.message ?? error?.message ?? m.actions.failed }]
    setOutcome(problems.length ? { kind: 'failed', problems } : { kind: 'done', message: done })
    return problems.length ? undefined : data
  }
  return { outcome, send }
}

/** What became of the last command, said aloud. */
export function OutcomeNote({ outcome }: { outcome: Outcome | null }) {
  const m = useMessages()
  return (
    <div role="status">
      {outcome?.kind === 'working' && <p className="quiet">{m.actions.working}</p>}
      {outcome?.kind === 'done' && <p className="note good">{outcome.message}</p>}
      {outcome?.kind === 'failed' && (
        <div className="note bad">
          <strong>{m.actions.failed}</strong>
          {outcome.problems.map(({ message, hint }, index) => (
            <p key={index}>
              {message} {hint}
            </p>
          ))}
        </div>
      )}
    </div>
  )
}
