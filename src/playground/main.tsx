import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './style.css'
import { createRoot } from 'react-dom/client'
import { findRoom } from './graph.js'
import { Playground } from './playground.js'
import { preparedTabs } from './tabs.js'

const root = document.getElementById('root')
if (!root) throw new Error('index.html must hold the element with id "root" that the playground is drawn into.')

const tabs = preparedTabs(await findRoom())

createRoot(root).render(<Playground tabs={tabs} />)
