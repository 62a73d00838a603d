/** FIN, and the opcode of a text. */
const WHOLE_TEXT = 0x81
/** What the second byte says when the length follows in two bytes, or in eight. */
const IN_TWO_BYTES = 126
const IN_EIGHT_BYTES = 127

const headOf = (length: number) => (length < IN_TWO_BYTES ? 2 : length < 65_536 ? 4 : 10)

/** A text in UTF-8. */
export interface Utf8Text {
  readonly bytes: Buffer
}

/**
 * A server's text messages, each in one frame (RFC 6455, section 5.2: not masked), as they follow each other on the wire: each
 * of the texts, between what all of them have in front and behind.
 */
export function textFrames(before: Buffer, texts: readonly Utf8Text[], after: Buffer): Buffer {
  const around = before.length + after.length
  let size = 0
  for (const { bytes } of texts) size += headOf(around + bytes.length) + around + bytes.length
  const frames = Buffer.allocUnsafe(size)
  let at = 0
  for (const { bytes } of texts) {
    at = writeHead(frames, at, around + bytes.length)
    frames.set(before, at)
    frames.set(bytes, at + before.length)
    frames.set(after, at + before.length + bytes.length)
    at += around + bytes.length
  }
  return frames
}

function writeHead(frames: Buffer, at: number, length: number): number {
  const head = headOf(length)
  frames[at] = WHOLE_TEXT
  if (head === 2) frames[at + 1] = length
  else if (head === 4) {
    frames[at + 1] = IN_TWO_BYTES
    frames.writeUInt16BE(length, at + 2)
  } else {
    frames[at + 1] = IN_EIGHT_BYTES
    frames.writeBigUInt64BE(BigInt(length), at + 2)
  }
  return at + head
}
