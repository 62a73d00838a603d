import { LRUCache } from 'lru-cache'
import { badInput } from '../../domain/errors.js'
import { hashOf } from './hash.js'

/** What of a request says which document it means. */
export interface DocumentRequest {
  /** The document itself; may be empty where an id stands for it. */
  query?: string | null
  /** The id of a document that the server has (GraphQL over HTTP, appendix on persisted documents). */
  documentId?: unknown
  extensions?: Readonly<Record<string, unknown>> | null
}

/** Documents that can be asked for by their ids. */
export interface PersistedDocuments {
  /** The text behind an id, if it is known. */
  get(id: string): string | undefined
  /** Keeps a text under its hash, for those who ask by that alone; only documents that may run should be kept. */
  keep(source: string): void
  /** The texts that are all this server runs; absent where it runs others too. */
  readonly only?: ReadonlySet<string>
}

/** How many documents are kept for clients that send a hash first, and how many characters they have at most together. */
const MOST_DOCUMENTS = 1_000
const MOST_CHARACTERS = 2 * 1024 * 1024

/** The documents that clients bring along: a hash that is not known here is sent again with its document, once. */
export function createAutomaticDocuments(): PersistedDocuments {
  const kept = new LRUCache<string, string>({ max: MOST_DOCUMENTS, maxSize: MOST_CHARACTERS, sizeCalculation: (source) => source.length + 1 })
  return { get: (id) => kept.get(id), keep: (source) => void kept.set(hashOf(source), source) }
}

/** A list that is closed: by id, by hash or word for word its documents run, and no others. */
export function createClosedDocuments(documents: ReadonlyMap<string, string>): PersistedDocuments {
  const byId = new Map([...documents].flatMap(([id, source]) => [[idOf(id), source], [hashOf(source), source]] as [string, string][]))
  return { get: (id) => byId.get(id), keep: () => undefined, only: new Set(documents.values()) }
}

/** The id without the word that names the algorithm, which is the only one. */
const idOf = (id: string) => id.replace(/^sha256:/, '')

/** The id that a request names its document by, if it does: as Apollo's clients do, or as GraphQL over HTTP has it. */
export function documentIdOf({ documentId, extensions }: DocumentRequest): string | undefined {
  const { sha256Hash } = (extensions?.persistedQuery ?? {}) as { sha256Hash?: unknown }
  const id = sha256Hash ?? documentId
  return typeof id === 'string' ? idOf(id) : undefined
}

/** The text of the document that a request means, for transports that have nobody else to tell; BAD_USER_INPUT. */
export function sourceOf(request: DocumentRequest, persisted: PersistedDocuments): string {
  const id = documentIdOf(request)
  if (request.query) {
    if (id !== undefined && hashOf(request.query) !== id) throw badInput('Expected the id of a document that is sent along to be its SHA-256 in hexadecimal, got that of another.')
    return request.query
  }
  if (id === undefined) throw badInput('Expected a document in "query", or the id of one.')
  const source = persisted.get(id)
  // Apollo's clients know it by this very message, and send the document then.
  if (source === undefined) throw badInput('PersistedQueryNotFound')
  return source
}
