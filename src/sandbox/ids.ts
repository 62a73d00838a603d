import { randomUUID } from 'node:crypto'

/** A new id in the vendor's shape. Random, not seeded: who stores ids outlives this process, and must not meet an old one again. */
export function newId(): string {
  return randomUUID().replaceAll('-', '')
}

/**
 * What makes the simulator say no to content, wherever it stands: the text of a video, the name of an asset or of a
 * training. The vendor's own reviewers cannot be asked for a refusal; a test can.
 */
export const FAILURE_MARKER = 'sandbox-fail'

/** Whether a text asks to be refused by a review. */
export function isMarked(text: string | undefined): boolean {
  return text?.toLowerCase().includes(FAILURE_MARKER) ?? false
}
