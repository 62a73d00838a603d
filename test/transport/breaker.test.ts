import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCircuit, type Circuit, type Health } from '../../src/transport/breaker.js'

const start = Date.UTC(2024, 5, 1, 12)
beforeEach(() => {
  // cockatiel reads the time from Date.
  vi.useFakeTimers({ toFake: ['Date'], now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

const say = (health: Health) => () => Promise.resolve({ health })
async function run(circuit: Circuit, ...healths: Health[]) {
  for (const health of healths) await circuit.run(say(health))
}

describe('a circuit', () => {
  test('opens after five failures in a row and then asks nobody', async () => {
    const circuit = createCircuit()
    await run(circuit, 'DOWN', 'DOWN', 'DOWN', 'DOWN')
    expect(circuit.state).toBe('CLOSED')
    await run(circuit, 'DOWN')
    expect(circuit.state).toBe('OPEN')
    let asked = false
    const refused = circuit.run(() => {
      asked = true
      return say('UP')()
    })
    await expect(refused).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE', details: { retryable: true } })
    expect(asked).toBe(false)
  })

  test('says since when the vendor is down, and when it is asked again', async () => {
    const circuit = createCircuit()
    await run(circuit, 'DOWN', 'DOWN', 'DOWN', 'DOWN', 'DOWN')
    vi.setSystemTime(start + 4_000)
    expect(() => circuit.check()).toThrow('since 2024-06-01T12:00:00.000Z')
    await expect(circuit.run(say('UP'))).rejects.toMatchObject({ details: { hint: expect.stringContaining('6 s') as string } })
    expect(circuit.openSince).toEqual(new Date(start))
  })

  test('stays closed when successes come between', async () => {
    const circuit = createCircuit()
    for (let i = 0; i < 5; i += 1) await run(circuit, 'DOWN', 'DOWN', 'DOWN', 'DOWN', 'UP')
    expect(circuit.state).toBe('CLOSED')
  })

  test('learns nothing from an exchange that tells nothing', async () => {
    const circuit = createCircuit()
    await run(circuit, 'DOWN', 'DOWN', 'DOWN', 'DOWN', 'NOTHING', 'NOTHING')
    expect(circuit.state).toBe('CLOSED')
    await run(circuit, 'DOWN')
    expect(circuit.state).toBe('OPEN')
  })

  test('closes when the probe after ten seconds succeeds', async () => {
    const circuit = createCircuit()
    await run(circuit, 'DOWN', 'DOWN', 'DOWN', 'DOWN', 'DOWN')
    vi.setSystemTime(start + 10_000)
    await run(circuit, 'UP')
    expect(circuit.state).toBe('CLOSED')
    expect(circuit.openSince).toBeUndefined()
  })

  test('stays open when the probe fails, still naming the first moment', async () => {
    const circuit = createCircuit()
    await run(circuit, 'DOWN', 'DOWN', 'DOWN', 'DOWN', 'DOWN')
    vi.setSystemTime(start + 10_000)
    await run(circuit, 'DOWN')
    expect(circuit.state).toBe('OPEN')
    expect(circuit.openSince).toEqual(new Date(start))
    expect(() => circuit.check()).toThrow('since 2024-06-01T12:00:00.000Z')
  })

  test('refuses others at once while the probe is out', async () => {
    const circuit = createCircuit()
    await run(circuit, 'DOWN', 'DOWN', 'DOWN', 'DOWN', 'DOWN')
    vi.setSystemTime(start + 10_000)
    let answer: (result: { health: Health }) => void = () => undefined
    const probe = circuit.run(() => new Promise<{ health: Health }>((resolve) => (answer = resolve)))
    expect(circuit.state).toBe('HALF_OPEN')
    await expect(circuit.run(say('UP'))).rejects.toMatchObject({ code: 'VENDOR_UNAVAILABLE' })
    answer({ health: 'UP' })
    await probe
    expect(circuit.state).toBe('CLOSED')
  })
})
