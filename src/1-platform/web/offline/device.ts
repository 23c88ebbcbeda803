// What this browser keeps until it can be sent, and what it keeps to be read without a network. One database for all tabs.
import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Entry } from './entry.ts'

/** An answer of the server, as it was read. */
export interface KeptAnswer { account: string; key: string; at: number; data: unknown }

export const device = new Dexie('lotrinh') as Dexie & {
  entries: EntityTable<Entry, 'order'>
  answers: Table<KeptAnswer, [string, string]>
}
device.version(1).stores({ entries: '++order, &id, slot, account', answers: '[account+key], account' })
