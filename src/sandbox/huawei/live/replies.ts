/** When a reply is said: after all that waits, before it, or at once in the middle of a paragraph (PlayTextInfo, table 10-2). */
export type PlayType = 'APPEND' | 'INSERT' | 'PLAY_NOW'

/** Something to be said between the paragraphs. */
export interface Reply {
  id: string
}

/** What waits to be said, and who wants to be told that something came. */
export class ReplyQueue {
  #waiting: Reply[] = []
  #listener: { by: 'PLAY_NOW' | 'any'; abort: AbortController } | undefined

  add(reply: Reply, type: PlayType): void {
    if (type === 'APPEND') this.#waiting.push(reply)
    else this.#waiting.unshift(reply)
    if (type === 'PLAY_NOW' || this.#listener?.by === 'any') this.wake()
  }

  /** The next one to be said; undefined when nothing waits. */
  take(): Reply | undefined {
    return this.#waiting.shift()
  }

  /** Sets the interruption off, whatever came. */
  wake(): void {
    this.#listener?.abort.abort()
  }

  /** A signal that goes off with the next reply of a kind; the one asked for before is forgotten. */
  interruption(by: 'PLAY_NOW' | 'any'): AbortSignal {
    this.#listener = { by, abort: new AbortController() }
    return this.#listener.abort.signal
  }
}
