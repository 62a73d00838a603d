import { PATIENCE } from './until.js'

/** An event of a stream. */
export interface StreamEvent {
  id?: string
  event?: string
  data?: string
  /** How long the client is asked to wait before it comes back. */
  retry?: string
}

/** A stream of server-sent events, read line by line: a reading of its own, so that it does not share a mistake with the server. */
export interface EventStream {
  status: number
  headers: Headers
  /** The next event that carries data, or undefined at the end. */
  next(): Promise<StreamEvent | undefined>
  /** The result of the next `next` event. */
  result<T = Record<string, unknown>>(): Promise<{ data?: T; errors?: { message: string; extensions: { code: string } }[]; id: string | undefined }>
  dispose(): void
}

/** Posts an operation to the address for event streams; a gateway has it elsewhere. */
export async function openEventStream(url: string, body: object | string, headers: Record<string, string> = {}, path = '/graphql/stream'): Promise<EventStream> {
  const gone = new AbortController()
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: gone.signal,
  })
  // Taken hold of now: the body of an answer that nobody has begun to read is cancelled with the answer, when that is collected.
  const events = read((response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()))
  const next = async () => {
    const patience = setTimeout(() => gone.abort(new Error(`The stream brought nothing for ${PATIENCE} ms.`)), PATIENCE)
    try {
      for (;;) {
        const { value, done } = await events.next()
        if (done) return undefined
        if (value.event !== undefined) return value
      }
    } finally {
      clearTimeout(patience)
    }
  }
  return {
    status: response.status,
    headers: response.headers,
    next,
    async result() {
      const event = await next()
      if (event?.event !== 'next') throw new Error(`Expected a result, got ${JSON.stringify(event)}.`)
      return { ...(JSON.parse(event.data ?? '') as object), id: event.id }
    },
    dispose: () => gone.abort(),
  }
}

async function* read(body: AsyncIterable<string>): AsyncGenerator<StreamEvent, void> {
  let rest = ''
  for await (const chunk of body) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      yield Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]))
    }
  }
}
