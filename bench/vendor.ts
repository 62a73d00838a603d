import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'

const PATH = '/callbacks/huawei/live'

/** A vendor that calls back, with its signature; for servers that only want a request, too. */
export function createVendor(url: string, callbackKey: string) {
  const agent = new Agent({ keepAlive: true })
  const { host } = new URL(url)
  let sent = 0
  return {
    /** Tells of one event, each with a number of its own. Resolves when it was answered 200. */
    async callBack(sending: (sequenceNo: number) => void = () => {}, room = 'room-1'): Promise<void> {
      const sequenceNo = (sent += 1)
      const time = Math.floor(Date.now() / 1000).toString(16)
      const secret = createHmac('sha256', callbackKey).update(`${host}${PATH}${time}`).digest('hex')
      const said = { room_id: room, job_id: 'session', scene_script_name: 'Opening', shoot_script_sequence_no: String(sequenceNo), shoot_script_title: 'A paragraph of the script' }
      const body = JSON.stringify({ event_type: 'SHOOT_SCRIPT_SWITCH', message: JSON.stringify(said) })
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-hw-mss-secret': secret, 'x-hw-mss-time': time }
      const posting = request(url + PATH, { method: 'POST', agent, headers })
      sending(sequenceNo)
      posting.end(body)
      const [response] = (await once(posting, 'response')) as [IncomingMessage]
      response.resume()
      await once(response, 'end')
      if (response.statusCode !== 200) throw new Error(`Expected a callback to be answered 200, got ${response.statusCode}`)
    },
  }
}
