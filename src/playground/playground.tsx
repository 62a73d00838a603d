import { GraphiQL } from 'graphiql'
import { useState, type FormEvent } from 'react'
import { authorization, keepCredential } from './credential.js'
import { createPlaygroundFetcher } from './fetcher.js'
import type { PreparedTab } from './tabs.js'

/** GraphiQL with the box for a key or token beside its name. A new key opens it anew, so that the documentation is that of the new caller. */
export function Playground({ tabs }: { tabs: PreparedTab[] }) {
  const [opened, setOpened] = useState(0)
  return (
    <GraphiQL key={opened} fetcher={createPlaygroundFetcher()} defaultTabs={tabs} defaultEditorToolsVisibility="variables">
      <GraphiQL.Logo>
        <CredentialBox onChange={() => setOpened(opened + 1)} />
        AvatarGraph
      </GraphiQL.Logo>
    </GraphiQL>
  )
}

function CredentialBox({ onChange }: { onChange: () => void }) {
  const [typed, setTyped] = useState('')
  const known = authorization() !== undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keepCredential(typed.trim())
    onChange()
  }
  return (
    <form className="credential" onSubmit={submit}>
      <input
        type="password"
        autoComplete="off"
        aria-label="API key or token"
        placeholder={known ? 'Signed in; another key' : 'API key or token'}
        title="Goes out as the Authorization header of every request, unless the Headers pane has one. Kept in this tab only."
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" disabled={!typed.trim() && !known}>
        {known && !typed.trim() ? 'Forget' : 'Use'}
      </button>
    </form>
  )
}
