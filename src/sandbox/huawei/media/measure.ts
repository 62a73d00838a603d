/** Width and height in pixels of a PNG, GIF or JPEG, with the name of its codec; undefined for anything else. */
export function measureImage(bytes: Buffer): { codec: string; width: number; height: number } | undefined {
  if (bytes.length >= 24 && bytes.readUInt32BE(0) === 0x89504e47) return { codec: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (bytes.length >= 10 && bytes.toString('latin1', 0, 3) === 'GIF') return { codec: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  if (bytes.length >= 4 && bytes.readUInt16BE(0) === 0xffd8) return measureJpeg(bytes)
  return undefined
}

/** Walks the segments of a JPEG to its frame header (SOF0 to SOF15, without the three of them that are something else). */
function measureJpeg(bytes: Buffer): { codec: string; width: number; height: number } | undefined {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { codec: 'jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

/** What the head of a WAV file says of it; undefined for anything else. */
export function measureWav(bytes: Buffer): { duration: number; channels: number; sample: number; bitRate: number } | undefined {
  if (bytes.length < 44 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') return undefined
  const bytesPerSecond = bytes.readUInt32LE(28)
  if (bytesPerSecond === 0) return undefined
  return { channels: bytes.readUInt16LE(22), sample: bytes.readUInt32LE(24), bitRate: Math.round(bytesPerSecond * 8 / 1000), duration: Math.round((bytes.length - 44) / bytesPerSecond) }
}
