import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { AvatarGraphError } from '../../src/domain/errors.js'
import { createLogger, createLogOutput } from '../../src/logger.js'

/** What one line of the log says. */
function lineOf(fields: object): Record<string, unknown> {
  const lines: string[] = []
  createLogger('info', { write: (line) => void lines.push(line) }).info(fields, 'said')
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>
}

test.each(['authorization', 'password', 'secretKey', 'accessKey', 'appSecret', 'token', 'callbackKeys', 'streamKey', 'stream_key', 'hwSecret'])('a field %s is never written, at the top or one level down', (name) => {
  expect(lineOf({ [name]: 'the-secret', of: { [name]: 'the-secret', kept: 1 } })).toMatchObject({ [name]: '[secret]', of: { [name]: '[secret]', kept: 1 } })
})

test('an error is written with its code, details and cause, without what a database adds to it', () => {
  const driver = Object.assign(new Error('connection lost'), { code: '57P01', query: 'INSERT INTO events VALUES ($1)', parameters: ['the-secret'] })
  const line = lineOf({ err: new AvatarGraphError('VENDOR_UNAVAILABLE', 'Try later.', { account: 'huawei', cause: driver }) })
  expect(line).toMatchObject({ err: { type: 'AvatarGraphError', code: 'VENDOR_UNAVAILABLE', details: { account: 'huawei' }, cause: { message: 'connection lost', code: '57P01' } } })
  expect(JSON.stringify(line)).not.toMatch(/INSERT|the-secret/)
})

test('the lines of one turn are written together, in order, and so are those of the next', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'log')
  const logger = createLogger('info', createLogOutput(file))
  const said = () => readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => (JSON.parse(line) as { msg: string }).msg)
  logger.info('first')
  logger.child({ requestId: 'r' }).info('second')
  expect(said()).toEqual([])
  await nextTurn()
  expect(said()).toEqual(['first', 'second'])
  logger.info('third')
  await nextTurn()
  expect(said()).toEqual(['first', 'second', 'third'])
})

test.each([
  ['ends at once', 'process.exit(3)', 3],
  ['dies of an error', 'throw new Error("of the process")', 1],
])('a process that %s leaves its last lines', (_how, end, code) => {
  const script = `import { createLogger } from './src/logger.ts'; const logger = createLogger('info'); logger.info('first'); logger.error('last'); ${end}`
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: join(import.meta.dirname, '../..'), encoding: 'utf8' })
  expect(status).toBe(code)
  expect(stdout).toMatch(/^\{.*"msg":"first"\}\n\{.*"msg":"last"\}\n$/)
})
