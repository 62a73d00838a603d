import { useEffect, useState } from 'react'
import { Provider } from 'urql'
import { credential } from './credential.js'
import { CallerContext, DeskContext, useStore, type Caller } from './desk-context.js'
import { openGraph, type GraphClient } from './live/client.js'
import { openDesk, type Desk } from './live/desk.js'
import { CallerDocument } from './queries/documents.js'
import { Shell } from './shell/shell.js'
import { SignIn, type SignInProblem } from './shell/sign-in.js'

/** Milliseconds between tries while the graph does not answer. */
const RETRY = 1500

/** What the page is doing: asking who it speaks for, waiting for a person to say so, or at work. */
type Stage =
  | { name: 'asking' }
  | { name: 'signed-out'; problem: SignInProblem | null }
  | { name: 'unreachable' }
  | { name: 'at-work'; graph: GraphClient; desk: Desk; caller: Caller }

/** The page. */
export function App() {
  const key = useStore(credential)
  const [stage, setStage] = useState<Stage>({ name: 'asking' })

  useEffect(() => {
    let over = false
    let desk: Desk | undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    const signedOut = (problem: SignInProblem | null) => {
      if (!over) setStage({ name: 'signed-out', problem })
    }
    // An open graph asks nobody, so the first question goes out without a key; who was refused without having given one has nothing to explain.
    const refused = (message?: string) => signedOut(key === undefined ? null : { kind: 'refused', message: message ?? '' })
    const graph = openGraph(key, refused)

    const ask = async () => {
      const { data, error } = await graph.client.query(CallerDocument, {}, { requestPolicy: 'network-only' })
      if (over) return
      if (data) {
        const { me, vendorAccounts } = data
        desk = openDesk(graph.client)
        desk.connection.subscribe(() => desk?.connection.get().phase === 'refused' && refused())
        const accounts = new Map(vendorAccounts.map((account) => [account.slug, account]))
        return setStage({ name: 'at-work', graph, desk, caller: { ...me, mayAct: me.role === 'OPERATOR' || me.role === 'ADMIN', accounts } })
      }
      const [first] = error?.graphQLErrors ?? []
      if (first?.extensions.code === 'UNAUTHENTICATED') return refused(first.message)
      if (first?.extensions.code === 'FORBIDDEN') return signedOut({ kind: 'relay', message: first.message })
      setStage({ name: 'unreachable' })
      retry = setTimeout(() => void ask(), RETRY)
    }
    void ask()
    return () => {
      over = true
      clearTimeout(retry)
      desk?.close()
      graph.dispose()
    }
  }, [key])

  if (stage.name !== 'at-work') {
    const problem = stage.name === 'signed-out' ? stage.problem : null
    return <SignIn asking={stage.name === 'asking'} unreachable={stage.name === 'unreachable'} problem={problem} />
  }
  return (
    <Provider value={stage.graph.client}>
      <CallerContext value={stage.caller}>
        <DeskContext value={stage.desk}>
          <Shell />
        </DeskContext>
      </CallerContext>
    </Provider>
  )
}
