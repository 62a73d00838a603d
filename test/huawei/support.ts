import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { RequestEntry } from '../../src/sandbox/journal.js'
import type { TestApp } from '../support/app.js'

/** A picture of 10 by 6 pixels. */
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAGCAIAAAB1kpiRAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC', 'base64')

/** The MD5 of bytes as Huawei and its object store write it. */
export const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('base64')

/** A global id, made here to ask for what no query gave. */
export const idOf = (type: string, account: string, key: string): string => Buffer.from(`${type}:${account}:${key}`).toString('base64url')

/** What went wrong with a mutation. */
export interface UserError {
  code: string
  field: string | null
  message: string
  vendorCode: string | null
  hint: string | null
}

/** What a mutation answers. */
export type Answered = { userErrors: UserError[] } & Record<string, unknown>

/** Runs the mutation of a name on its one argument and selects `selection` beside the user errors. */
export async function mutate<A extends object>(app: TestApp, name: string, input: object, selection: string): Promise<A & Answered> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`
  const { body } = await app.query<Record<string, A & Answered>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message vendorCode hint } } }`,
    { input },
  )
  expect(body.errors, JSON.stringify(body.errors)).toBeUndefined()
  return body.data![name]!
}

/** The requests of an operation that a simulator saw, oldest first. */
export const requests = (sandbox: HuaweiSandbox, operation: string): RequestEntry[] =>
  sandbox.journal.entries().filter((entry): entry is RequestEntry => entry.kind === 'request' && entry.operation === operation)

/** Creates an asset; resolves to its global id. */
export async function createAsset(app: TestApp, input: object = {}): Promise<string> {
  const { asset, userErrors } = await mutate<{ asset: { id: string } }>(app, 'createAsset', { name: 'A picture', kind: 'IMAGE', ...input }, 'asset { id }')
  expect(userErrors).toEqual([])
  return asset.id
}

/** Creates an asset and uploads its main file as a browser does; resolves to both global ids. */
export async function uploadAsset(app: TestApp, input: object = {}, bytes: Uint8Array<ArrayBuffer> = new Uint8Array(PNG)): Promise<{ asset: string; file: string }> {
  const asset = await createAsset(app, input)
  const announced = await mutate<{ file: { id: string }; upload: Upload }>(
    app,
    'createFileUpload',
    { assetId: asset, name: 'a.png', sizeBytes: bytes.length, md5: md5(bytes) },
    'file { id } upload { url method headers { name value } }',
  )
  expect(announced.userErrors).toEqual([])
  expect((await send(announced.upload, bytes)).status).toBe(200)
  const done = await mutate(app, 'completeFileUpload', { id: announced.file.id }, 'file { id }')
  expect(done.userErrors).toEqual([])
  return { asset, file: announced.file.id }
}

/** Where content goes. */
export interface Upload {
  url: string
  method: string
  headers: { name: string; value: string }[]
  expiresAt?: string | null
}

/** Sends content the way a page in a browser would. */
export const send = ({ url, method, headers }: Upload, body: Uint8Array<ArrayBuffer>): Promise<Response> =>
  fetch(url, { method, headers: headers.map(({ name, value }): [string, string] => [name, value]), body })
