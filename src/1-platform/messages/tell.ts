// Telling people what concerns them. A message is one sentence and a page, written with the commit of the deed that it tells
// of; the bell of whoever is told moves with it, and e-mail and push are left to the worker.
import { sql } from 'kysely'
import { newId } from '#base/id'
import type { Text } from '#base/text'
import { tidy } from '#base/vietnamese/text'
import type { Work } from '../work.ts'
import type { MessageKind } from './kinds.ts'

export interface Told {
  /** Persons; whoever has no account, or does the deed, is passed over. */
  to: readonly string[]
  kind: MessageKind
  /** What it tells of, the same each time the deed is sent: nobody is told twice. */
  key: string
  /** It leaves the house by e-mail and push: nothing about others than the reader, nothing sensitive. */
  text: Text
  path: `/${string}`
}

export async function tell(w: Work, messages: readonly Told[]): Promise<void> {
  const rows = messages.flatMap(({ to, kind, key, text, path }) => [...new Set(to)].filter((person) => person !== w.actor.personId).map((person) => ({ id: newId(w.now.getTime()), person, kind, key, vi: tidy(text.vi), en: tidy(text.en), path })))
  for (let i = 0; i < rows.length; i += 5000) await sql`select messages.tell(${JSON.stringify(rows.slice(i, i + 5000))}::jsonb)`.execute(w.tx)
}
