import { picture, type Motif } from './picture.js'

const MOST_BYTES = 512 * 1024 * 1024

/** A picture that is drawn when somebody looks at it. */
export interface Drawing {
  motif: Motif
  caption: string
  hue: number
  /** Whether it sways: the nearest to a film that there is here. */
  moving?: boolean
}

/** Something that was uploaded or made, as it is served. */
export interface StoredObject {
  bytes: Buffer
  type: string
}

/** The objects of the store: drawings, and the newest half gigabyte of bytes. */
export class Objects {
  readonly #drawings = new Map<string, Drawing>()
  readonly #stored = new Map<string, StoredObject>()
  #size = 0

  draw(name: string, drawing: Drawing): void {
    this.#drawings.set(name, drawing)
  }

  /** Keeps bytes under a name, in the place of what was there. The oldest give way when there are too many. */
  keep(name: string, object: StoredObject): void {
    this.delete(name)
    this.#stored.set(name, object)
    this.#size += object.bytes.length
    for (const oldest of this.#stored.keys()) {
      if (this.#size <= MOST_BYTES || oldest === name) break
      this.delete(oldest)
    }
  }

  find(name: string): StoredObject | undefined {
    return this.#stored.get(name)
  }

  delete(name: string): void {
    this.#drawings.delete(name)
    this.#size -= this.#stored.get(name)?.bytes.length ?? 0
    this.#stored.delete(name)
  }

  /** The bytes under a name, or its drawing as SVG. */
  look(name: string): StoredObject | undefined {
    const stored = this.#stored.get(name)
    if (stored) return stored
    const drawing = this.#drawings.get(name)
    return drawing && { type: 'image/svg+xml', bytes: Buffer.from(picture(drawing.motif, drawing.caption, drawing.hue, drawing.moving)) }
  }

  /** What a GET answers: the bytes, the drawing as SVG, or a short text for the large files that the world only pretends to have. */
  serve(name: string): StoredObject {
    return this.look(name) ?? { type: 'text/plain; charset=utf-8', bytes: Buffer.from(`The content of ${name} in the sandbox.\n`) }
  }
}

/** Why the object store refuses a request. */
export class UploadProblem extends Error {
  override readonly name = 'UploadProblem'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
