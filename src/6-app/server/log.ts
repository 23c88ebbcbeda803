// What happens in the server, a line of JSON an event, on stderr; stdout is for the person who started it. No personal data:
// no address, no name, no body, no query; a route by its declared name. Faults of the database and of parsers quote what they
// were given, so of these only the kind and the place are written.
import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino'

export const logLevels = ['info', 'warn', 'error', 'silent'] as const
export type LogLevel = typeof logLevels[number]
export type Log = Logger

/** `to`: for who wants the lines elsewhere than on stderr. */
export function openLog(level: LogLevel, to: DestinationStream = { write: (line) => void process.stderr.write(line) }): Log {
  return pino({ level, base: null, messageKey: 'event', timestamp: stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) }, serializers: { err: plainFault, error: plainFault, req: () => undefined, res: () => undefined } }, to)
}

/** Something that is ours to mend. */
export function fault(log: Log, error: unknown, where: { request?: string | undefined; route?: string; what?: string }): void {
  log.error({ ...where, error }, 'fault')
}

function plainFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code, schema, table, column, constraint, routine } = error as Error & Partial<Record<'code' | 'schema' | 'table' | 'column' | 'constraint' | 'routine', string>>
  const quotes = routine !== undefined || error instanceof SyntaxError
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.trim())
  return { name: error.name, ...(quotes ? {} : { message: error.message }), code, schema, table, column, constraint, routine, stack, ...(error.cause === undefined ? {} : { cause: plainFault(error.cause) }) }
}
