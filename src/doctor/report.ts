import type { Finding, Status } from './finding.js'

const MARKS: Record<Status, string> = { OK: '✓', WARNING: '!', FAILED: '✗' }

/** Whether all works that has to. */
export const isHealthy = (findings: readonly Finding[]): boolean => findings.every(({ status }) => status !== 'FAILED')

/** The findings for machines, as one line of JSON. */
export const asJson = (findings: readonly Finding[]): string => `${JSON.stringify({ healthy: isHealthy(findings), findings })}\n`

/** The findings for people: a table, area by area, what to do below what it is about, and a count at the end. */
export function asTable(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  const lines = findings.flatMap(({ area, name, status, says, todo }, index) => [
    ...(findings[index - 1]?.area === area ? [] : ['', area]),
    `  ${MARKS[status]} ${name.padEnd(width)}  ${says}`,
    ...(todo === undefined ? [] : [`    ${' '.repeat(width)}  → ${todo}`]),
  ])
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length
  return `${lines.join('\n')}\n\n${count('OK')} fine, ${count('WARNING')} to know about, ${count('FAILED')} failed.\n`
}
