import { expect } from 'vitest'
import type { RequestEntry } from '../../src/sandbox/journal.js'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import type { TestApp } from './app.js'
import { requestsOf } from './huawei.js'

/** The simulator that stands in for Tencent. */
export const tencentOf = (app: TestApp): TencentSandbox => app.app.sandboxes.tencent as TencentSandbox

/** The payloads of the requests of one operation that the simulator saw, such as `customservice/make`, oldest first. */
export const payloadsOf = (tencent: TencentSandbox, operation: string): Record<string, unknown>[] =>
  requestsOf(tencent, operation).map(({ body }) => (body as { Payload: Record<string, unknown> }).Payload)

/** The requests that came of what a test did: all but looks at trainings, which the tracker takes too. */
export const requestsBesideLooks = (tencent: TencentSandbox): RequestEntry[] =>
  tencent.journal.entries().filter((entry): entry is RequestEntry => entry.kind === 'request' && entry.operation !== 'customservice/getprogress')

/** What went wrong with a mutation. */
export interface Mistake {
  code: string
  field: string | null
  message: string
  vendorCode: string | null
  hint: string | null
}

/** Runs the mutation of a name on its one argument, at Tencent if it makes something new, and selects `selection` beside the user errors. */
export async function run<A extends object>(app: TestApp, name: string, input: object, selection: string, headers: Record<string, string> = {}): Promise<A & { userErrors: Mistake[] }> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`
  const { body } = await app.query<Record<string, A & { userErrors: Mistake[] }>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message vendorCode hint } } }`,
    { input: /^(create|check|track)/.test(name) ? { account: 'tencent', ...input } : input },
    headers,
  )
  expect(body.errors, JSON.stringify(body.errors)).toBeUndefined()
  return body.data![name]!
}

/** The same, where it must go well. */
export async function done<A extends object>(...call: Parameters<typeof run>): Promise<A> {
  const { userErrors, ...answer } = await run<A>(...call)
  expect(userErrors).toEqual([])
  return answer as A
}

/** A file that was asked a place for. */
export interface Upload {
  file: string
  index: number
  fileUrl: string
  target: { url: string; method: string; headers: { name: string; value: string }[]; expiresAt: string }
}

/** Asks where files go, and sends them there as a browser would; the addresses to create a training with. */
export async function upload(app: TestApp, files: { file: string; name: string }[]): Promise<{ file: string; url: string }[]> {
  const { uploads } = await done<{ uploads: Upload[] }>(app, 'createTrainingUploads', { files }, 'uploads { file index fileUrl target { url method headers { name value } expiresAt } }')
  for (const { file, target } of uploads) {
    const headers = target.headers.map(({ name, value }): [string, string] => [name, value])
    expect((await fetch(target.url, { method: target.method, headers, body: Buffer.from(`bytes of ${file}`) })).status, file).toBe(200)
  }
  return uploads.map(({ file, fileUrl }) => ({ file, url: fileUrl }))
}

/** The files of an avatar that is made from a film. */
export const FILM = [
  { file: 'TRAINING_VIDEO', name: 'ann.mp4' },
  { file: 'AUTHORIZATION_VIDEO', name: 'consent.mp4' },
  { file: 'AUTHORIZATION_LETTER', name: 'consent.pdf' },
]

let count = 0
/** A name that no other training has: Tencent wants each once. */
export const freshName = (): string => `Ann_${(count += 1)}-${Date.now()}`

/** Begins the training of an avatar from a film; resolves to its ids. */
export async function trainAvatar(app: TestApp, input: object = {}): Promise<{ id: string; nativeId: string; name: string }> {
  const name = freshName()
  const files = await upload(app, FILM)
  const { job } = await done<{ job: { id: string; nativeId: string } }>(app, 'createAvatarTraining', { name, edition: 'STUDIO', gender: 'FEMALE', files, ...input }, 'job { id nativeId }')
  return { name, ...job, ...('name' in input && { name: input.name as string }) }
}
