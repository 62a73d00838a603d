import type { Answer, Call } from './call.js'

/** A row of a vendor's table of operations. */
export interface Operation {
  /** The document's section, e.g. `4.1.2`. */
  section: string
  /** The vendor's own name for it, e.g. `listAssets`. */
  id: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** The path with `:name` for its variable parts. */
  path: string
  /** Calls per second and tenant that the document allows; null where it states none. */
  rate: number | null
  /** What the simulator does. */
  handler: (call: Call) => Answer | Promise<Answer>
  /** True for operations that hand out credentials instead of asking for them. */
  open?: boolean
}

/** How a vendor says no; the only thing in which the simulators' servers differ. */
export interface Manners {
  /** Throws a `Refusal` unless the call is correctly signed. */
  authorize: (call: Call) => void
  /** The answer to one call too many. */
  throttled: (retryAfterSeconds: number) => Answer
  /** The vendor's error body for an HTTP status that a fault asks for, or for the simulator's own failure (500). */
  failure: (status: number) => Answer
  /** Puts into an answer what every one of them carries, e.g. the request's id; left out where there is nothing of the kind. */
  dress?: (answer: Answer, requestId: string) => Answer
  /** The answer with an error code of the vendor's that a fault asks for, whatever the operation. */
  coded: (code: string | number) => Answer
  /** The answer to a path that is none of the operations. */
  unknownPath: (call: Call) => Answer
}
