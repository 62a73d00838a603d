import type { z } from 'zod'
import type { Operation } from '../operation.js'
import { wireAppearances, wireRunning, wireStarted, wireStatus, wireTask, wireToken } from './wire.js'

/**
 * How well an operation's path is known. `PUBLISHED`: it is on a page of the vendor's. `SEEN`: in a third party's client alone
 * (github.com/Arterning/bills). `UNPUBLISHED`: pages and codes speak of the operation, and nothing that could be read gives its path.
 */
type Confidence = 'PUBLISHED' | 'SEEN' | 'UNPUBLISHED'

interface Row<T = unknown> extends Omit<Operation<T>, 'path'> {
  confidence: Confidence
  path?: string
}

/**
 * SenseTime's operations; `section` is the help page. No rate is documented. An UNPUBLISHED row is called only where the account's
 * settings give its path: no path is ever guessed.
 */
const ROWS = {
  obtainToken: { name: 'obtainToken', section: '10', confidence: 'PUBLISHED', method: 'POST', path: '/api/uc/v1/access/api/token', retry: 'READ', success: 200, answer: wireToken },
  // Repeated it is only refused for being too soon.
  refreshToken: { name: 'refreshToken', section: '8', confidence: 'SEEN', method: 'POST', path: '/api/uc/v1/access/api/token/refresh', retry: 'CREATE', success: 200, answer: wireToken },
  createLiveChannel: { name: 'createLiveChannel', section: '5', confidence: 'PUBLISHED', method: 'POST', path: '/api/2dvh/v2/material/live/channel/create', retry: 'CREATE', success: 200, answer: wireStarted },
  closeLiveChannel: { name: 'closeLiveChannel', section: '5', confidence: 'SEEN', method: 'POST', path: '/api/2dvh/v1/material/live/channel/close', retry: 'IDEMPOTENT', success: 200 },
  listRunningLiveChannels: { name: 'listRunningLiveChannels', section: '5', confidence: 'SEEN', method: 'GET', path: '/api/2dvh/v1/material/live/channel/running/list', retry: 'READ', success: 200, answer: wireRunning },
  listAppearances: { name: 'listAppearances', section: '公共素材获取', confidence: 'PUBLISHED', method: 'POST', path: '/api/2dvh/v1/material/appearance/list', retry: 'READ', success: 200, answer: wireAppearances },
  startLiveChannel: { name: 'startLiveChannel', section: 'codes 84115915–84115917', confidence: 'UNPUBLISHED', method: 'POST', retry: 'IDEMPOTENT', success: 200 },
  showLiveChannel: { name: 'showLiveChannel', section: '5', confidence: 'UNPUBLISHED', method: 'POST', retry: 'READ', success: 200, answer: wireStatus },
  createAvatarTask: { name: 'createAvatarTask', section: '3', confidence: 'UNPUBLISHED', method: 'POST', retry: 'CREATE', success: 200, answer: wireTask },
  showAvatarTask: { name: 'showAvatarTask', section: '3', confidence: 'UNPUBLISHED', method: 'POST', retry: 'READ', success: 200, answer: wireStatus },
  createVoiceTask: { name: 'createVoiceTask', section: 'code 84115940', confidence: 'UNPUBLISHED', method: 'POST', retry: 'CREATE', success: 200, answer: wireTask },
  showVoiceTask: { name: 'showVoiceTask', section: 'code 84115942', confidence: 'UNPUBLISHED', method: 'POST', retry: 'READ', success: 200, answer: wireStatus },
  createVideoTask: { name: 'createVideoTask', section: '4', confidence: 'UNPUBLISHED', method: 'POST', retry: 'CREATE', success: 200, answer: wireTask },
  showVideoTask: { name: 'showVideoTask', section: '4', confidence: 'UNPUBLISHED', method: 'POST', retry: 'READ', success: 200, answer: wireStatus },
} as const satisfies Record<string, Row>

/** The name of an operation. */
export type OperationName = keyof typeof ROWS
/** All names, in the order of the table. */
export const OPERATION_NAMES = Object.keys(ROWS) as OperationName[]

type AnswerOf<N extends OperationName> = (typeof ROWS)[N] extends { answer: infer A extends z.ZodType } ? z.output<A> : unknown

/** The operations that an account can call: those with a path. */
export type Operations = { [N in OperationName]: (typeof ROWS)[N] extends { path: string } ? Operation<AnswerOf<N>> : Operation<AnswerOf<N>> | undefined }

/** The table with the account's own paths in it. */
export function operationsWith(paths: Partial<Record<OperationName, string>> = {}): Operations {
  const settled = OPERATION_NAMES.map((name) => {
    const { confidence: _, ...row }: Row = ROWS[name]
    const given = paths[name]
    if (given === undefined) return [name, row.path === undefined ? undefined : row]
    const [, method = row.path === undefined ? 'POST' : row.method, path = given] = /^(?:(GET|POST) )?(.*)$/s.exec(given) ?? []
    return [name, { ...row, method, path }]
  })
  return Object.fromEntries(settled) as Operations
}

