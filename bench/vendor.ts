import { createHmac } from 'node:crypto'
import { connect, type Socket } from 'node:net'

const PATH = '/callbacks/huawei/live'
const END_OF_HEAD = '\r\n\r\n'

/**
 * A vendor that calls back, with its signature; for servers that only want a request, too. It writes HTTP itself, on connections
 * that stay open: Node's client takes as long for a request as a server does, and what is measured is the server.
 */
export function createVendor(url: string, callbackKey: string) {
  const { host, hostname, port } = new URL(url)
  const idle: Connection[] = []
  // Numbers of this process' own: what another one has told in the same second would be taken for a replay.
  let sent = (process.pid % 900) * 1_000_000
  let time = ''
  let secret = ''

  /** The signature covers the second, and no body. */
  function sign(): void {
    const now = Math.floor(Date.now() / 1000).toString(16)
    if (now === time) return
    time = now
    secret = createHmac('sha256', callbackKey).update(`${host}${PATH}${time}`).digest('hex')
  }

  return {
    /** Tells of one event, each with a number of its own. Resolves when it was answered 200. */
    async callBack(sending: (sequenceNo: number) => void = () => {}, room = 'room-1'): Promise<void> {
      const sequenceNo = (sent += 1)
      sign()
      const said = { room_id: room, job_id: 'session', scene_script_name: 'Opening', shoot_script_sequence_no: String(sequenceNo), shoot_script_title: 'A paragraph of the script' }
      const body = JSON.stringify({ event_type: 'SHOOT_SCRIPT_SWITCH', message: JSON.stringify(said) })
      let connection = idle.pop()
      while (connection?.closed) connection = idle.pop()
      connection ??= new Connection(connect({ host: hostname, port: Number(port), noDelay: true }))
      sending(sequenceNo)
      const head = await connection.exchange(
        `POST ${PATH} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nx-hw-mss-secret: ${secret}\r\nx-hw-mss-time: ${time}${END_OF_HEAD}${body}`,
      )
      if (!head.startsWith('HTTP/1.1 200')) throw new Error(`Expected a callback to be answered 200, got ${head}`)
      if (/^connection: close/im.test(head)) connection.close()
      else idle.push(connection)
    },
  }
}

/** One request at a time. */
class Connection {
  #read = ''
  #take: ((head: string) => void) | undefined
  #fail: ((error: Error) => void) | undefined

  constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1')
    socket.on('data', (text) => this.#add(String(text)))
    const gone = (error?: Error) => this.#fail?.(error instanceof Error ? error : new Error('The connection was closed before the answer'))
    socket.on('error', gone)
    socket.on('close', () => gone())
  }

  get closed(): boolean {
    return this.socket.destroyed
  }

  /** Resolves with the head of the answer, once all of it is there. */
  exchange(request: string): Promise<string> {
    return new Promise((take, fail) => {
      this.#take = take
      this.#fail = fail
      this.socket.write(request)
    })
  }

  close(): void {
    this.#fail = undefined
    this.socket.destroy()
  }

  #add(text: string): void {
    this.#read += text
    const end = this.#read.indexOf(END_OF_HEAD)
    if (end < 0) return
    const head = this.#read.slice(0, end)
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
    if (this.#read.length < end + END_OF_HEAD.length + length) return
    this.#read = ''
    this.#fail = undefined
    this.#take?.(head)
  }
}
