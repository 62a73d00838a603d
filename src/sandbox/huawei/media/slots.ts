import { createHash } from 'node:crypto'
import { newId } from '../../ids.js'
import { UploadProblem } from '../../objects.js'

const MOST_SLOTS = 20_000

/** What an upload must be like; what is left out is free. */
export interface UploadTerms {
  /** Base64 of the MD5, which the PUT must also carry as Content-MD5 (section 4.2.1). */
  md5?: string
  /** Bytes, of all parts together. */
  size?: number
  /** The Content-Type that the PUT must carry (section 8.1). */
  type?: string
  /** True for addresses that die with the upload (section 7.1). */
  once?: boolean
  /** How many parts make the object; 1 when left out. */
  parts?: number
}

/** Something that may be uploaded: an object's name, and what has arrived of it. */
export interface Slot {
  id: string
  name: string
  terms: UploadTerms
  received: Map<number, Part>
}

/** A part that has arrived; its bytes are let go once the object is put together. */
export interface Part {
  etag: string
  size: number
  bytes?: Buffer
}

/** The uploads that the object store waits for. */
export class Slots {
  readonly #slots = new Map<string, Slot>()

  /** Opens a slot; the newest twenty thousand are kept. */
  open(name: string, terms: UploadTerms): Slot {
    const slot: Slot = { id: newId(), name, terms, received: new Map() }
    this.#slots.set(slot.id, slot)
    const oldest = this.#slots.keys().next()
    if (this.#slots.size > MOST_SLOTS && !oldest.done) this.#slots.delete(oldest.value)
    return slot
  }

  find(id: string): Slot | undefined {
    return this.#slots.get(id)
  }

  /** Closes every slot of an object: its addresses stop working. */
  close(name: string): void {
    for (const slot of this.#slots.values()) if (slot.name === name) this.#slots.delete(slot.id)
  }
}

/** Takes a part in, checked against the slot's terms. Returns its ETag. Throws an {@link UploadProblem}. */
export function receive(slot: Slot, part: number, bytes: Buffer, headers: { md5: string | undefined; type: string | undefined }): string {
  const { terms, received } = slot
  if (part < 1 || part > (terms.parts ?? 1)) throw new UploadProblem(400, 'InvalidPart', 'There is no such part')
  if (terms.once && received.has(part)) throw new UploadProblem(403, 'AccessDenied', 'The address has been used')
  if (terms.md5 !== undefined && headers.md5 !== terms.md5) throw new UploadProblem(403, 'SignatureDoesNotMatch', 'Content-MD5 is not the file_md5 that was announced')
  if (terms.type !== undefined && headers.type !== terms.type) throw new UploadProblem(403, 'SignatureDoesNotMatch', `Content-Type is not ${terms.type}`)
  const md5 = createHash('md5').update(bytes).digest()
  if (headers.md5 !== undefined && headers.md5 !== md5.toString('base64')) throw new UploadProblem(400, 'BadDigest', 'The content does not have the MD5 of Content-MD5')
  const before = [...received].reduce((sum, [number, other]) => sum + (number === part ? 0 : other.size), 0)
  if (terms.size !== undefined && before + bytes.length > terms.size) throw new UploadProblem(400, 'EntityTooLarge', 'The object is larger than the file_size that was announced')
  if (terms.size !== undefined && (terms.parts ?? 1) === 1 && bytes.length < terms.size) throw new UploadProblem(400, 'EntityTooSmall', 'The object is smaller than the file_size that was announced')
  const etag = `"${md5.toString('hex')}"`
  received.set(part, { etag, size: bytes.length, bytes })
  return etag
}

/** Whether all parts have arrived. */
export function isComplete({ terms, received }: Slot): boolean {
  return received.size === (terms.parts ?? 1)
}

/** Puts the parts together in their order and lets go of them. */
export function assemble({ received }: Slot): Buffer {
  const parts = [...received].sort(([one], [other]) => one - other).map(([, part]) => part)
  const whole = Buffer.concat(parts.map(({ bytes }) => bytes ?? Buffer.alloc(0)))
  for (const part of parts) delete part.bytes
  return whole
}
