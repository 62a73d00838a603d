// Asks the registry for known vulnerabilities of what is installed; docs/dependencies.md answers those that do not concern us.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { judgeAudit, type AuditReport } from './judge.js'

const { stdout, stderr } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
if (!stdout.trim()) throw new Error(`npm audit said nothing. ${stderr}`)
const { complaints, summary } = judgeAudit(JSON.parse(stdout) as AuditReport, readFileSync('docs/dependencies.md', 'utf8'))
for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
process.stdout.write(`${summary}\n`)
process.exitCode = complaints.length > 0 ? 1 : 0
