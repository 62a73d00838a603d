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

/** The log of a process: JSON lines, or lines for people where a person's terminal is attached. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const pretty = destination === undefined && process.stdout.isTTY
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
      ...(pretty && { transport: { target: 'pino-pretty', options: { translateTime: 'SYS:HH:MM:ss', ignore: 'requestId' } } }),
    },
    destination as DestinationStream,
  )
}
