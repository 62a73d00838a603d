import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './style.css'
import { GraphiQL } from 'graphiql'
import { createRoot } from 'react-dom/client'
import { createPlaygroundFetcher } from './fetcher.js'
import { findRoom } from './graph.js'
import { preparedTabs } from './tabs.js'

const root = document.getElementById('root')
if (!root) throw new Error('index.html must hold the element with id "root" that the playground is drawn into.')

const tabs = preparedTabs(await findRoom())

createRoot(root).render(
  <GraphiQL fetcher={createPlaygroundFetcher()} defaultTabs={tabs} defaultEditorToolsVisibility="variables">
    <GraphiQL.Logo>AvatarGraph</GraphiQL.Logo>
  </GraphiQL>,
)
