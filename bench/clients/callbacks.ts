import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { input, serveUntilStopped } from '../processes.js'
import { createVendor } from '../vendor.js'

/** What a scenario says of the vendor that calls back. */
export interface CallbacksInput {
  url: string
  callbackKey: string
  authorization: string
  /** Of the subscription to the events that are made. */
  document: string
  /** Callbacks on their way at once, when as many as possible are sent. */
  concurrency: number
  seconds: number
}

const { url, callbackKey, authorization, document, concurrency, seconds } = input<CallbacksInput>()
const vendor = createVendor(url, callbackKey)

/** As many callbacks as are answered. */
async function flood(): Promise<Record<string, number>> {
  const started = performance.now()
  let accepted = 0
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() - started < seconds * 1000) {
        await vendor.callBack()
        accepted += 1
      }
    }),
  )
  return { accepted, acceptedPerSecond: (accepted / (performance.now() - started)) * 1000 }
}

/** Callbacks at a rate of so many a second, and how long each took to come to a subscriber. */
async function paced(rate: number): Promise<Record<string, number>> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  const sentAt = new Map<number, number>()
  const times: number[] = []
  let subscribed = () => {}
  const subscription = new Promise<void>((resolve) => (subscribed = resolve))
  socket.on('message', (data) => {
    const text = (data as Buffer).toString()
    if (text.includes('connection_ack')) return socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: document } }))
    const sequenceNo = Number(/"sequenceNo":(\d+)/.exec(text)?.[1])
    const sent = sentAt.get(sequenceNo)
    if (sent === undefined) return subscribed()
    times.push(performance.now() - sent)
    sentAt.delete(sequenceNo)
  })
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }))
  const calling = setInterval(() => void vendor.callBack(), 50)
  await subscription
  clearInterval(calling)
  const started = performance.now()
  const answers: Promise<void>[] = []
  // By the clock, not by the answers: a server that is late must not be asked less.
  for (let n = 0; performance.now() - started < seconds * 1000; n += 1) {
    const due = started + (n / rate) * 1000
    if (due > performance.now()) await delay(due - performance.now())
    answers.push(vendor.callBack((sequenceNo) => sentAt.set(sequenceNo, performance.now())))
  }
  await Promise.all(answers)
  for (let wait = 0; sentAt.size && wait < 50; wait += 1) await delay(100)
  socket.terminate()
  if (sentAt.size) throw new Error(`${sentAt.size} events did not come to the subscriber`)
  times.sort((a, b) => a - b)
  return { events: times.length, rate, p50: times[Math.floor(times.length / 2)]!, p99: times[Math.floor(times.length * 0.99)]! }
}

let last = 0
serveUntilStopped({}, async () => {}, {
  flood: async () => {
    const found = await flood()
    last = found.acceptedPerSecond!
    return found
  },
  paced: () => paced(last / 2),
})
