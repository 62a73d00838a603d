import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AvatarGraphError } from '../../src/domain/errors.js'
import type { CallContext } from '../../src/domain/port.js'
import type { VendorCodeTable } from '../../src/domain/vendor-codes.js'
import type { Faults, FaultSpec } from '../../src/sandbox/faults.js'
import { startHuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { Journal } from '../../src/sandbox/journal.js'
import { startSenseTimeSandbox } from '../../src/sandbox/sensetime.js'
import { startTencentSandbox } from '../../src/sandbox/tencent.js'
import { startXingyunSandbox } from '../../src/sandbox/xingyun.js'
import { createCredentials } from '../../src/transport/credentials.js'
import { createRateLimiter } from '../../src/transport/rate-limit.js'
import { createHuaweiClient } from '../../src/vendors/huawei/client.js'
import { ERROR_TABLE as huaweiErrors } from '../../src/vendors/huawei/error-table.js'
import { vendorCodes as huaweiCodes } from '../../src/vendors/huawei/mapping/error-codes.js'
import { HUAWEI_OPERATIONS } from '../../src/vendors/huawei/operations/all.js'
import type { Operation } from '../../src/vendors/operation.js'
import { createSenseTimeClient } from '../../src/vendors/sensetime/client.js'
import { ERROR_TABLE as senseTimeErrors } from '../../src/vendors/sensetime/error-table.js'
import { vendorCodes as senseTimeCodes } from '../../src/vendors/sensetime/mapping/error-codes.js'
import { operationsWith } from '../../src/vendors/sensetime/operations.js'
import { createTencentClient } from '../../src/vendors/tencent/client.js'
import { ERROR_TABLE as tencentErrors } from '../../src/vendors/tencent/error-table.js'
import { vendorCodes as tencentCodes } from '../../src/vendors/tencent/mapping/error-codes.js'
import { assetOperations } from '../../src/vendors/tencent/operations/assets.js'
import { liveOperations } from '../../src/vendors/tencent/operations/live.js'
import { trainingOperations, uncalledOperations } from '../../src/vendors/tencent/operations/training.js'
import { videoOperations } from '../../src/vendors/tencent/operations/videos.js'
import { createXingyunClient } from '../../src/vendors/xingyun/client.js'
import { operations as xingyunOperations } from '../../src/vendors/xingyun/operations.js'
import { jobsInMemory } from './tencent/sandboxed.js'
import { context, refusal } from './calls.js'

/** A vendor's simulator, its table of operations and its table of errors. */
interface Subject {
  sandbox: { faults: Faults; journal: Journal; close(): Promise<void> }
  operations: readonly Operation[]
  /** A client that nothing has happened to yet: no circuit is open, no turn is taken. */
  open(): { call: (operation: Operation, call: CallContext) => Promise<unknown>; close(): Promise<void> }
  /** Each documented code, once, with its status where the vendor has several. */
  codes: readonly { code: string | number; status?: number }[]
  meanings: VendorCodeTable
}

const account = (slug: string) => ({ slug, sandbox: true, rateLimiter: createRateLimiter(), callbackBase: () => undefined, callbackKeys: [], liveSignKeys: [], knownJobs: jobsInMemory() })
/** Ids that no vendor has; the project is the client's own. */
const params = ({ path }: Operation) => Object.fromEntries([...path.matchAll(/\{(?!project_id)(\w+)\}/g)].map(([, name = '']) => [name, 'none']))
const body = ({ method }: Operation) => (method === 'GET' || method === 'DELETE' ? undefined : {})
const once = <T>(codes: T[], key: (code: T) => string): T[] => [...new Map(codes.map((code) => [key(code), code])).values()]

const VENDORS: Record<string, () => Promise<Subject>> = {
  async huawei() {
    const sandbox = await startHuaweiSandbox()
    const { settings } = sandbox
    const open = () => {
      const { call, vitals } = createHuaweiClient({ ...settings, auth: settings, ...account('huawei') })
      return { call: (operation: Operation, ctx: CallContext) => call(operation, { params: params(operation), body: body(operation) }, ctx), close: vitals.close }
    }
    const codes = huaweiErrors.filter(([status]) => status >= 400).map(([status, code]) => ({ code: code.startsWith('MSS') ? code : `MSS.${code}`, status }))
    return { sandbox, operations: HUAWEI_OPERATIONS, open, codes: once(codes, ({ code, status }) => `${code} ${status}`), meanings: huaweiCodes }
  },
  async tencent() {
    const sandbox = await startTencentSandbox()
    const open = () => {
      const { call, vitals } = createTencentClient({ ...sandbox.settings, ...account('tencent') })
      return { call: (operation: Operation, ctx: CallContext) => call(operation, {}, ctx), close: vitals.close }
    }
    const operations = [assetOperations, liveOperations, trainingOperations, uncalledOperations, videoOperations].flatMap((table) => Object.values<Operation>(table))
    const codes = tencentErrors.filter(([, where]) => where === 'RESULT').map(([code]) => ({ code: Number(code) }))
    return { sandbox, operations, open, codes, meanings: tencentCodes }
  },
  async sensetime() {
    const sandbox = await startSenseTimeSandbox()
    const rows = operationsWith()
    // One for all: the vendor takes two tokens at a time.
    const credentials = createCredentials()
    const open = () => {
      const { call, vitals } = createSenseTimeClient({ ...sandbox.settings, ...account('sensetime'), credentials }, rows)
      return { call: (operation: Operation, ctx: CallContext) => call(operation, { body: body(operation) }, ctx), close: vitals.close }
    }
    // The rows of the token are called by the client itself, and are met by every other one.
    const operations = Object.values<Operation | undefined>(rows).filter((row): row is Operation => row !== undefined && !/token/i.test(row.name))
    return { sandbox, operations, open, codes: senseTimeErrors.filter(([code]) => code !== '0').map(([code]) => ({ code: Number(code) })), meanings: senseTimeCodes }
  },
  async xingyun() {
    const sandbox = await startXingyunSandbox()
    const open = () => {
      const { call, vitals } = createXingyunClient({ ...sandbox.settings, ...account('xingyun') })
      return { call: (operation: Operation, ctx: CallContext) => call(operation, { body: {} }, ctx), close: vitals.close }
    }
    // It documents no codes.
    return { sandbox, operations: Object.values(xingyunOperations), open, codes: [], meanings: () => [] }
  },
}

/** What a vendor may do to any call, and what becomes of it; the slow one takes longer than the call may. */
const TROUBLES: Record<string, { fault: FaultSpec; code: string; deadlineMs?: number }> = {
  'is down': { fault: { drop: true }, code: 'VENDOR_UNAVAILABLE' },
  'hides behind a proxy that fails': { fault: { html: true }, code: 'VENDOR_UNAVAILABLE' },
  'is slow': { fault: { latencyMs: 60_000 }, code: 'VENDOR_UNAVAILABLE' },
  'talks nonsense': { fault: { malformed: true }, code: 'VENDOR_MALFORMED' },
  'talks without end': { fault: { oversized: true }, code: 'VENDOR_MALFORMED', deadlineMs: 30_000 },
  'hangs up in the middle': { fault: { truncate: true }, code: 'VENDOR_UNAVAILABLE' },
}

describe.each(Object.entries(VENDORS))('%s', (_vendor, start) => {
  let subject: Subject
  beforeAll(async () => {
    subject = await start()
  })
  afterAll(() => subject.sandbox.close())

  /** Has one call made by a client of its own. */
  async function attempt(operation: Operation, deadlineMs = 20_000): Promise<unknown> {
    const client = subject.open()
    try {
      return await client.call(operation, context({ deadline: Date.now() + deadlineMs }))
    } finally {
      await client.close()
    }
  }

  test('is reached by each of its operations, signed as it wants, and refuses what is not there in words of its own', async () => {
    for (const operation of subject.operations) {
      subject.sandbox.journal.clear()
      const error = await attempt(operation).then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      if (error !== undefined) {
        expect(error, operation.name).toBeInstanceOf(AvatarGraphError)
        expect(['VENDOR_REJECTED', 'NOT_FOUND'], `${operation.name}: ${(error as AvatarGraphError).message}`).toContain((error as AvatarGraphError).code)
      }
      // The simulator knows the path: it took the call for that operation.
      const taken = subject.sandbox.journal.entries().flatMap((entry) => (entry.kind === 'request' ? entry.operation : []))
      expect(taken.at(-1), operation.name).toBeDefined()
    }
  })

  test.each(Object.entries(TROUBLES))('that %s fails each operation in time, by name', async (_what, { fault, code, deadlineMs = 2_000 }) => {
    const clients = subject.operations.map((operation) => ({ operation, client: subject.open() }))
    // A token that the client needs first must not meet the fault instead.
    for (const { client } of clients) await client.call(subject.operations[0]!, context()).catch(() => undefined)
    const { remove } = subject.sandbox.faults.add(fault)
    const began = performance.now()
    const errors = await Promise.all(clients.map(({ operation, client }) => refusal(client.call(operation, context({ deadline: Date.now() + deadlineMs })))))
    const took = performance.now() - began
    remove()
    await Promise.all(clients.map(({ client }) => client.close()))

    for (const [index, { operation }] of clients.entries()) {
      expect(errors[index], operation.name).toMatchObject({ name: 'AvatarGraphError', code, details: { vendor: expect.any(String) as string, account: expect.any(String) as string } })
      expect((errors[index] as AvatarGraphError).message, operation.name).toContain(operation.name)
    }
    expect(took).toBeLessThan(deadlineMs + 8_000)
  })

  test('tells each documented error by its code, as its table has it', async () => {
    // A create is never repeated, so that each error is met once.
    const operation = subject.operations.find(({ retry }) => retry === 'CREATE') ?? subject.operations[0]
    if (!operation) throw new Error('The vendor has no operations.')
    for (const { code, status } of subject.codes) {
      const { remove } = subject.sandbox.faults.add({ code, ...(status !== undefined && { status }) })
      const client = subject.open()
      const error = await refusal(client.call(operation, context()))
      remove()
      await client.close()
      const { code: ours, details } = error as AvatarGraphError
      const meaning = subject.meanings(String(code)).find(({ httpStatus }) => status === undefined || httpStatus === status)
      expect(meaning, String(code)).toBeDefined()
      expect(ours, `${code}: ${String(error)}`).toMatch(/^(VENDOR_(REJECTED|RATE_LIMITED|AUTH|UNAVAILABLE)|NOT_FOUND)$/)
      expect(details, String(code)).toMatchObject({ vendorCode: String(code) })
      // What may have been carried out all the same is not said to be repeatable, whatever the table says of reads.
      if (ours !== 'VENDOR_UNAVAILABLE') expect(details.retryable, String(code)).toBe(meaning?.retryable)
    }
  })
})
