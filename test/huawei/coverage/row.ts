import type { GRAPH_FIELDS } from '../../../scripts/huawei/graph-fields.js'
import { at } from '../../support/json-paths.js'
import { keyOf } from '../../support/huawei.js'
import type { Stage } from './stage.js'

/** An operation of Huawei's, by its name. */
export type OperationName = keyof typeof GRAPH_FIELDS

/** Paths such as `jobs.0.state` into the JSON of a request, an answer or a GraphQL result; the first name is the field proved. */
type Path = string

/** The variables of a document. */
export type Variables = Record<string, unknown>

/** A document that leads to the operation, and what it proves. */
export interface Ask {
  document: string
  /** Its variables, or how they are made where something must be there before. */
  variables?: Variables | ((stage: Stage) => Variables | Promise<Variables>)
  /** Laid over the simulator's answer to the operation, for fields that it leaves out or empty. */
  answer?: object
  /** Fields of the request: what stands at a path of its query or body, as it is there, or {@link told} by the variables. */
  sends?: Record<Path, unknown>
  /** Fields of the answer: where the graph shows what stands at a path of it; {@link word} where the graph has a word of its own. */
  reads?: Record<Path, Path | Word>
}

/** What is tried of an operation, and which of its fields cannot be: each with the reason. */
export interface Row {
  operation: OperationName
  asks: Ask[]
  /** Fields of the request that callers cannot set. They must not be on the wire. */
  unset?: Record<string, string>
  /** Fields of the request that callers cannot set because we do, and to what; the comment there says why. */
  ours?: Record<string, unknown>
  /** Fields of the answer that the graph does not show. */
  unread?: Record<string, string>
}

/** A value that is another word in the graph. */
export interface Word {
  at: Path
  wire: unknown
  graph: unknown
}

/** The graph's word for one of the vendor's: the wire must have the one, and the graph the other. */
export const word = (at: Path, wire: unknown, graph: unknown): Word => ({ at, wire, graph })

/** Stands for a value that follows from the variables. */
export class Told {
  constructor(readonly from: (variables: unknown) => unknown) {}
}

/** What stands at a path of the variables, as `write` has it on the wire. */
export const told = (path: Path, write = (value: unknown): unknown => value): Told => new Told((variables) => write(at(variables, path)))

/** The vendor's own id inside the global id at a path of the variables. */
export const native = (path: Path): Told => told(path, keyIn)

/** The vendor's own id inside a global id; those of files, sessions and trainings stand behind another key or a kind. */
export const keyIn = (id: unknown): string | undefined => keyOf(String(id)).split('/').at(-1)

/** The order of lists (`ours`): those of several accounts and vendors are merged newest first, so callers cannot choose; `create_time` is the one documented key. */
export const NEWEST_FIRST = { sort_key: 'create_time', sort_dir: 'desc' }

/** The readings of an entity, for the first of a list of them. */
export const inList = (list: string, readings: Record<Path, Path | Word>): Record<Path, Path | Word> =>
  Object.fromEntries(Object.entries(readings).map(([path, reading]) => [`${list}.0.${path}`, reading]))

/** A row with one document. */
export const row = (operation: OperationName, ask: Ask, exceptions: Pick<Row, 'unset' | 'ours' | 'unread'> = {}): Row => ({ operation, asks: [ask], ...exceptions })

/** The document of a mutation over its one argument. */
export const mutation = (name: string, selection: string): string =>
  `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`

/** The second page of a list, which proves `offset` and `limit`; `list` is the field with its arguments, `more` what goes before them. */
export const secondPage = (list: string, filter = 'filter: { accounts: ["huawei"] }'): Ask => ({
  document: `query ($after: String) { ${list}(first: 2, after: $after, ${filter}) { nodes { id } } }`,
  variables: async (stage) => ({ after: await stage.cursor(list, filter, 2) }),
  // A page is read from its anchor on, and with one entity more than asked for, which tells whether there are others.
  sends: { offset: '1', limit: '3' },
})
