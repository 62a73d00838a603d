import { expect } from 'vitest'
import type { RequestEntry } from '../../src/sandbox/journal.js'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { apiKey, startApp, type TestApp } from '../support/app.js'
import type { TestSubscription } from '../support/subscription.js'

/** Where a file goes, as the graph tells it. */
export interface Upload {
  file: string
  index: number
  target: { url: string; method: string; headers: { name: string; value: string }[]; expiresAt: string | null }
}

/** What of an upload a test asks for. */
export const UPLOAD = 'file index target { url method headers { name value } expiresAt }'

/** An error of a mutation. */
export interface Mistake {
  code: string
  field: string | null
  message: string
  vendorCode: string | null
}

/** The answer of a mutation over a training. */
export interface Payload {
  job: { id: string; nativeId: string } | null
  userErrors: Mistake[]
  uploads?: Upload[]
  confirmed?: boolean | null
  unmatched?: number[]
}

/** The callers of the tests, by role. */
const KEYS = { viewer: 'training-viewer', operator: 'training-operator', admin: 'training-admin' }
/** The header that makes a request one of a role. */
export const as = (role: keyof typeof KEYS) => ({ authorization: `Bearer ${KEYS[role]}` })
/** The same for a socket. */
export const paramsOf = (role: keyof typeof KEYS) => ({ authorization: `Bearer ${KEYS[role]}` })

/** The app with a caller of each role, and Huawei's simulator. */
export async function startTrainings(environment: Record<string, string> = {}) {
  const app = await startApp({ API_KEYS: Object.entries(KEYS).map(([role, key]) => apiKey(role, role, key)).join(','), ...environment })
  return { app, huawei: app.app.sandboxes.huawei as HuaweiSandbox }
}

/** Runs a mutation over trainings as an operator, at Huawei unless the input says where: `fields` of the payload for an input of the type that the mutation's name gives. */
export async function run(app: TestApp, mutation: string, input: object, fields = ''): Promise<Payload> {
  const document = `mutation ($input: ${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { job { id nativeId } userErrors { code field message vendorCode } ${fields} } }`
  const { body } = await app.query<Record<string, Payload>>(document, { input: mutation.startsWith('create') ? { account: 'huawei', ...input } : input }, as('operator'))
  expect(body.errors).toBeUndefined()
  return body.data?.[mutation] as Payload
}

/** The same, where it must go well. */
export async function done(...call: Parameters<typeof run>): Promise<Payload & { job: { id: string; nativeId: string } }> {
  const payload = await run(...call)
  expect(payload.userErrors).toEqual([])
  return payload as Payload & { job: { id: string; nativeId: string } }
}

/** Sends bytes where the graph says; the status. */
export async function put({ target }: Pick<Upload, 'target'>, bytes: string): Promise<number> {
  const { status } = await fetch(target.url, { method: target.method, headers: target.headers.map(({ name, value }): [string, string] => [name, value]), body: Buffer.from(bytes) })
  return status
}

/** The requests of an operation as the simulator saw them, by section. */
export const requestsOf = (huawei: HuaweiSandbox, section: string): RequestEntry[] =>
  huawei.journal.entries().filter((entry): entry is RequestEntry => entry.kind === 'request' && entry.section === section)

/** The requests that came of what a test did: all but the tracker's looks at trainings that earlier tests have created. */
export const requestsBesidePolls = (huawei: HuaweiSandbox): RequestEntry[] =>
  huawei.journal.entries().filter((entry): entry is RequestEntry => entry.kind === 'request' && entry.section !== '7.3' && entry.section !== '8.6')

/** An event of trainingStatusChanged. */
export interface Change {
  job: { id: string }
  stage: string
  status: string
  previousStatus: string | null
  vendorStatus: string
  requiredAction: string | null
  source: string
  cursor: string
}

/** The subscription of the tests. */
export const CHANGES = `subscription ($job: ID, $after: String, $snapshot: Boolean! = false) {
  trainingStatusChanged(jobId: $job, after: $after, snapshot: $snapshot) {
    ... on TrainingStatusChanged { job { id } stage status previousStatus vendorStatus requiredAction source cursor }
    ... on StreamGap { reason }
  }
}`

/** Takes changes until one is as asked; that one. */
export async function changeTo(subscription: TestSubscription, vendorStatus: string, seen: Change[] = []): Promise<Change> {
  for (;;) {
    const change = (await subscription.next()).data?.trainingStatusChanged as unknown as Change
    seen.push(change)
    if (change.vendorStatus === vendorStatus) return change
  }
}
