const SAMPLE_RATE = 16_000

/** A WAV file (16 kHz, mono, 16 bit) with a sine tone that swells and fades: what the simulator's voices sound like. */
export function tone(hertz: number, milliseconds: number): Buffer {
  const samples = Math.floor(SAMPLE_RATE * milliseconds / 1000)
  const bytes = Buffer.alloc(44 + 2 * samples)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(36 + 2 * samples, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(SAMPLE_RATE, 24)
  bytes.writeUInt32LE(2 * SAMPLE_RATE, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(2 * samples, 40)
  for (let index = 0; index < samples; index++) {
    const swell = Math.sin(Math.PI * index / samples)
    bytes.writeInt16LE(Math.round(9000 * swell * Math.sin(2 * Math.PI * hertz * index / SAMPLE_RATE)), 44 + 2 * index)
  }
  return bytes
}

/** A frame of MPEG-1 layer III (128 kbit/s, 44.1 kHz) in which nothing sounds. */
const SILENT_FRAME = Buffer.concat([Buffer.from('fffb9064', 'hex'), Buffer.alloc(413)])
const FRAME_MS = 1152 / 44.1

/** An MP3 file of silence. */
export function silence(milliseconds: number): Buffer {
  return Buffer.concat(Array<Buffer>(Math.max(1, Math.ceil(milliseconds / FRAME_MS))).fill(SILENT_FRAME))
}
