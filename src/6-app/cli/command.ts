// What a command is: declared as data, so that help, options and exit codes are the same everywhere.
import type { ParseArgsConfig } from 'node:util'
import type { Text } from '#base/text'
import type { Settings } from '../server/settings.ts'
import type { System } from '../server/system.ts'

export interface Terminal {
  settings: Settings
  json: boolean
  out(line: string): void
  err(line: string): void
  /** Long work: on a terminal one line that moves, elsewhere now and then a line; never with --json. total null: not known. */
  progress(done: number, total: number | null, what: string): void
}
export interface CommandContext extends Terminal { system: System }

export interface Arguments { positionals: string[]; values: Record<string, string | boolean | (string | boolean)[] | undefined> }

interface Described {
  name: string
  summary: Text
  /** After the name: `FILE [--dry-run]`. */
  usage: string
  options: NonNullable<ParseArgsConfig['options']>
}
/** On the opened house: its database runs and its schema is this version's. */
export interface HouseCommand extends Described { run(args: Arguments, context: CommandContext): Promise<number> }
/** With the settings alone: there may be no house yet, or one that does not open. */
export interface AloneCommand extends Described { alone(args: Arguments, terminal: Terminal): Promise<number> }
/** They answer the exit code: 0 done, 1 found something wrong, 2 called wrongly. */
export type Command = HouseCommand | AloneCommand
