/** FIN, and the opcode of a text. */
const WHOLE_TEXT = 0x81
/** What the second byte says when the length follows in two bytes, or in eight. */
const TWO_BYTES = 126
const EIGHT_BYTES = 127

/** A server's text message in one frame (RFC 6455, section 5.2: not masked), its text being the parts in UTF-8. */
export function textFrame(parts: readonly Buffer[]): Buffer {
  let length = 0
  for (const part of parts) length += part.length
  const head = length < TWO_BYTES ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = WHOLE_TEXT
  if (head === 2) frame[1] = length
  else if (head === 4) {
    frame[1] = TWO_BYTES
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = EIGHT_BYTES
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  let offset = head
  for (const part of parts) {
    frame.set(part, offset)
    offset += part.length
  }
  return frame
}
