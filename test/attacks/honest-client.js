// A worker of its own, so that what attackers do in the test's process does not slow its clock: asks one thing after another
// and notes how long each answer took. Told 'take', it hands over what it has noted since.
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers'
import { parentPort, workerData } from 'node:worker_threads'

const { url, headers, body } = workerData
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
let taken = { milliseconds: [], failures: [] }

parentPort.on('message', () => {
  parentPort.postMessage(taken)
  taken = { milliseconds: [], failures: [] }
})

function ask() {
  const begin = performance.now()
  const done = (failure) => {
    if (failure) taken.failures.push(failure)
    else taken.milliseconds.push(performance.now() - begin)
    parentPort.postMessage('answered')
    // A breath, so that the client is a client and not an attack of its own.
    setTimeout(ask, 2)
  }
  const sent = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } }, (response) => {
    let text = ''
    response.setEncoding('utf8').on('data', (chunk) => (text += chunk))
    response.on('end', () => done(response.statusCode === 200 && text.includes('"data"') && !text.includes('"errors"') ? undefined : `${response.statusCode} ${text.slice(0, 200)}`))
  })
  sent.on('error', (error) => done(String(error)))
  sent.end(body)
}
ask()
