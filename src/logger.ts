import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino'
import { AvatarGraphError } from './domain/errors.js'

/** Names whose values are never logged, at the top of a line and one level down. */
const SECRETS = [
  'authorization',
  'password',
  'secret',
  'secretKey',
  'accessKey',
  'appSecret',
  'token',
  'callbackKeys',
  'streamKey',
  'stream_key',
  'hwSecret',
  'cookie',
]

/** What is logged of an error: database errors carry whole statements and their values, and those stay out. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    ...(error instanceof AvatarGraphError && { details: error.details }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}

/** What JSON leaves as it is and terminals or viewers of logs may take for an order or a new line. */
const UNQUIET = /[\u007f-\u009f\u2028\u2029]/g
const escaped = (line: string) => line.replace(UNQUIET, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * Where a process writes its log: to standard output, or a file. The lines of one turn of the event loop go out in one write,
 * since the system's call costs as much as everything else about a line; those that are left when the process ends, before it does.
 */
export function createLogOutput(dest: number | string = 1): DestinationStream {
  const output = pino.destination({ dest, sync: true })
  let lines = ''
  const flush = () => {
    if (lines !== '') output.write(lines)
    lines = ''
  }
  process.once('exit', flush)
  return {
    write(line) {
      if (lines === '') setImmediate(flush)
      lines += line
    },
  }
}

/** The log of a process: JSON lines, or lines for people where a person's terminal is attached. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    hooks: { streamWrite: escaped },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
  }
  if (destination === undefined && process.stdout.isTTY) return pino({ ...options, transport: { target: 'pino-pretty', options: { translateTime: 'SYS:HH:MM:ss', ignore: 'requestId' } } })
  return pino(options, destination ?? createLogOutput())
}
