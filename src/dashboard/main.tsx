import './style/tokens.css'
import './style/base.css'
import './style/shell.css'
import './style/wall.css'
import './style/session.css'
import './style/jobs.css'
import './style/vendors.css'
import './style/events.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.js'
import { countLongTasks } from './long-tasks.js'

countLongTasks()
const root = document.getElementById('root')
if (!root) throw new Error('index.html must hold the element with id "root" that the dashboard is drawn into.')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
