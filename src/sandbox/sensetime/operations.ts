import { Refusal, type Answer, type Call } from '../call.js'
import type { Operation } from '../operation.js'
import { UNPUBLISHED, type Unconfirmed, type UnpublishedOperation } from './unconfirmed.js'

/** A row: the help page, id, method, path. The vendor states no rates. */
type Row = readonly [section: string, id: string, method: Operation['method'], path: string]

/**
 * The operations whose paths are known. The refresh, close and running/list come from a third party's client (Arterning/bills),
 * the others from the vendor's pages.
 */
const ROWS = [
  ['10', 'createToken', 'POST', '/api/uc/v1/access/api/token'],
  ['8', 'refreshToken', 'POST', '/api/uc/v1/access/api/token/refresh'],
  ['5', 'createLiveChannel', 'POST', '/api/2dvh/v2/material/live/channel/create'],
  ['5', 'closeLiveChannel', 'POST', '/api/2dvh/v1/material/live/channel/close'],
  ['5', 'listRunningLiveChannels', 'GET', '/api/2dvh/v1/material/live/channel/running/list'],
  ['公共素材获取', 'listAppearances', 'POST', '/api/2dvh/v1/material/appearance/list'],
  ['11', 'createFaceSwap', 'POST', '/api/2dvh/v1/material/face/swap/create'],
  ['9', 'detectLanguage', 'POST', '/api/voice/v1/nlp/language'],
] as const satisfies readonly Row[]

/** They hand out credentials, and check what they are asked with themselves. */
const OPEN: readonly string[] = ['createToken', 'refreshToken']

/** What each operation does; the unpublished ones are called only where a path was given. */
export type Handlers = Record<(typeof ROWS)[number][1] | UnpublishedOperation, (call: Call) => Answer>

/**
 * The table as the server takes it: the known operations, and of the unpublished ones those that were given a path.
 * Throws a `RangeError` for a path that cannot be.
 */
export function operationTable(handlers: Handlers, unconfirmed: Unconfirmed): Operation[] {
  const given = UNPUBLISHED.flatMap((id) => {
    const text = unconfirmed.paths[id]
    return text === undefined ? [] : [['unconfirmed', id, ...readPath(id, text)] as const]
  })
  return [...ROWS, ...given].map(([section, id, method, path]) => ({
    section, id, method, path, rate: null, open: OPEN.includes(id), handler: (call) => withStatus(unconfirmed, () => handlers[id](call)),
  }))
}

/** Gives a refusal the status that errors come with; it is not known, so that it may change while the simulator runs. */
export function withStatus<T>({ errorStatus }: Unconfirmed, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal({ ...error.answer, status: errorStatus }, error.message)
    throw error
  }
}

function readPath(id: UnpublishedOperation, text: string): [Operation['method'], string] {
  const [, method = 'POST', path] = /^(?:(GET|POST) )?(\/[^\s?:*]+)$/.exec(text) ?? []
  if (path === undefined) throw new RangeError(`unconfirmed.paths.${id}: expected /path or GET /path, got ${text}`)
  return [method as 'GET' | 'POST', path]
}
