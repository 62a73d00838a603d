/** FIN, and the opcode of a text. */
const WHOLE_TEXT = 0x81
/** What the second byte says when the length follows in two bytes, or in eight. */
const IN_TWO_BYTES = 126
const IN_EIGHT_BYTES = 127

const lengthOf = (parts: readonly Buffer[]) => parts.reduce((sum, { length }) => sum + length, 0)
const headOf = (length: number) => (length < IN_TWO_BYTES ? 2 : length < 65_536 ? 4 : 10)

/** A server's text messages, each in one frame (RFC 6455, section 5.2: not masked), as they follow each other on the wire. The parts of a text are in UTF-8. */
export function textFrames(texts: readonly (readonly Buffer[])[]): Buffer {
  const frames = Buffer.allocUnsafe(texts.reduce((sum, parts) => sum + headOf(lengthOf(parts)) + lengthOf(parts), 0))
  let at = 0
  for (const parts of texts) {
    const length = lengthOf(parts)
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
    at += head
    for (const part of parts) {
      frames.set(part, at)
      at += part.length
    }
  }
  return frames
}
