// What a command is: declared as data, so that help, options and exit codes are the same everywhere.
import type { ParseArgsConfig } from 'node:util'
import type { Text } from '#base/text'
import type { System } from '../server/system.ts'

export interface CommandContext {
  system: System
  json: boolean
  out(line: string): void
  err(line: string): void
  /** Long work: on a terminal one line that moves, elsewhere now and then a line; never with --json. total null: not known. */
  progress(done: number, total: number | null, what: string): void
}

export interface Command {
  name: string
  summary: Text
  /** After the name: `FILE [--dry-run]`. */
  usage: string
  options: NonNullable<ParseArgsConfig['options']>
  /** Answers the exit code: 0 done, 1 found something wrong, 2 called wrongly. */
  run(args: { positionals: string[]; values: Record<string, string | boolean | (string | boolean)[] | undefined> }, context: CommandContext): Promise<number>
}
