import { pino, type DestinationStream, type Logger } from 'pino'
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

/** The log of a process: JSON lines, or lines for people where a person's terminal is attached. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const pretty = destination === undefined && process.stdout.isTTY
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      hooks: { streamWrite: escaped },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
      ...(pretty && { transport: { target: 'pino-pretty', options: { translateTime: 'SYS:HH:MM:ss', ignore: 'requestId' } } }),
    },
    destination as DestinationStream,
  )
}
