/** What `npm audit --json` prints: findings by package, or why there are none. A `via` that is a text names another package's entry. */
export interface AuditReport {
  vulnerabilities?: Record<string, { via: (string | { url: string; title: string; severity: string })[] }>
  message?: string
  error?: { summary?: string; detail?: string }
}

/** What came of an audit. */
export interface AuditVerdict {
  /** Findings without an answer, and answers without a finding; the audit has passed when there are none. */
  complaints: string[]
  /** One line for the log of a build. */
  summary: string
}

/** Compares the findings of an audit with the answers on the page: the rows of its table of advisories, by their GHSA number. */
export function judgeAudit({ vulnerabilities, message, error }: AuditReport, page: string): AuditVerdict {
  if (!vulnerabilities) {
    return { complaints: [], summary: `Not audited: the registry answers no such questions. ${message ?? error?.summary ?? ''}`.trim() }
  }
  const answered = new Set([...page.matchAll(/^\| (GHSA-[\w-]+) \|.*\| *\S.* \|$/gm)].map(([, id = '']) => id))
  const found = new Map<string, string>()
  for (const [name, { via }] of Object.entries(vulnerabilities)) {
    for (const cause of via) if (typeof cause !== 'string') found.set(cause.url.split('/').at(-1) ?? cause.url, `${name}: ${cause.title} (${cause.severity}), ${cause.url}`)
  }
  const open = [...found].filter(([id]) => !answered.has(id))
  const complaints = [
    ...open.map(([, finding]) => finding),
    ...[...answered].filter((id) => !found.has(id)).map((id) => `${id} is answered in docs/dependencies.md, but is no finding. Take it out.`),
  ]
  return { complaints, summary: `${found.size} known vulnerabilities, ${found.size - open.length} of them answered.` }
}
