import { badInput } from '../../domain/errors.js'
import type { JobKind, JobStatus } from '../../domain/jobs.js'
import type { Json, JsonObject } from '../../domain/json.js'
import type { KnownJob, KnownJobs } from '../../domain/known-jobs.js'
import type { CallContext } from '../../domain/port.js'
import type { VendorClient } from '../client.js'
import type { CallInput, Operation } from '../operation.js'
import type { Words } from './mapping/words.js'
import type { WireStatus } from './wire.js'

/*
 * Avatar, voice and video tasks: the vendor's pages and codes speak of them, and neither paths nor fields nor the numbers of
 * their states could be read. With paths from the account's settings a task is created from a body that the caller gives whole,
 * and asked after by its number; what its state means is UNKNOWN until the settings say so. Nothing here is guessed.
 */

/** The two operations of one sort of task, where both have a path. */
export interface TaskOperations {
  create: Operation<string>
  show: Operation<WireStatus>
}

/** How a task stands. */
export interface TaskState {
  status: JobStatus
  vendorStatus: string
  /** The rest of what the vendor answered. */
  answer: WireStatus
}

/** What all sorts of tasks need. */
export interface TaskPlace {
  call: VendorClient['call']
  knownJobs: KnownJobs
  words: Words
}

/** Both operations of a sort of task, or nothing when a path is missing. */
export const bothOf = (create: Operation<string> | undefined, show: Operation<WireStatus> | undefined): TaskOperations | undefined => create && show && { create, show }

/** Creates a task from the body that the caller gives, and notes its name. Resolves to its number. */
export async function createTask({ call, knownJobs }: TaskPlace, { create }: TaskOperations, { kind, keyOf, name, options }: { kind: JobKind; keyOf: (id: string) => string; name: string | null; options: JsonObject | null | undefined }, context: CallContext): Promise<string> {
  if (!options) throw badInput("options: expected the body of SENSETIME's request: its fields are not published, so nothing else can be sent.", { field: 'options' })
  const id = await call(create, { body: withParamAsText(options) }, context)
  // The task is there: that it cannot be remembered must not look as if it were not. The graph warns, since it cannot observe it either.
  await knownJobs.remember({ kind, key: keyOf(id), facts: { name } }, context).catch(() => undefined)
  return id
}

/** "Video Composition Parameter Input Specification": `param` is JSON in a text. */
function withParamAsText(options: JsonObject): JsonObject {
  const { param } = options
  return typeof param === 'object' && param !== null ? { ...options, param: JSON.stringify(param) } : options
}

/** Asks how a task stands: by `taskId` (code 82116818 names a task id), or in the path where that has a place for it. */
export async function askAfter({ call, words }: Pick<TaskPlace, 'call' | 'words'>, { show }: TaskOperations, id: string, context: CallContext): Promise<TaskState> {
  const answer = await call(show, naming(show, 'taskId', /^\d{1,15}$/.test(id) ? Number(id) : id), context)
  return { status: words.taskStatus(String(answer.status)), vendorStatus: String(answer.status), answer }
}

/** What names one thing to an operation whose only known field is that name. */
export function naming({ method, path }: Pick<Operation, 'method' | 'path'>, field: string, id: string | number): CallInput {
  if (path.includes('{id}')) return { params: { id: String(id) }, ...(method === 'POST' && { body: {} }) }
  return method === 'GET' ? { query: { [field]: id } } : { body: { [field]: id } }
}

/** Whether a task has this in the name that it was given here; always, when nothing is searched for. */
export const isNamed = (known: KnownJob, search: string | undefined): boolean => search === undefined || (nameOf(known) ?? '').toLowerCase().includes(search.toLowerCase())

/** The name that was given to a task here. */
export const nameOf = (known: KnownJob | undefined): string | null => textOf(known?.facts.name)

/** The first text among some fields of an answer; null when none is one. */
export const textIn = (answer: WireStatus, names: readonly string[]): string | null => names.map((name) => textOf(answer[name] as Json)).find((value) => value !== null) ?? null

const textOf = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)
