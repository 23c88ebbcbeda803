// What a room holds on persons, declared once at its door: which table, whose, why, what of it a person is given, and what
// de-identifying does to it. The room answers for its tables by two functions of its schema: `held` and, where something is
// to be emptied, `forget`. The catalogue of the database is walked by a test: no column that names a person is left out.
import { sql } from 'kysely'
import { text, type Text } from '#base/text'
import type { Tx, Work } from './work.ts'

export interface Holding {
  table: string
  /** The column that says whose a row is: a person's, or that of the person's account. */
  whose: string
  name: Text
  /** Code of the processing activity (privacy.activity), which says purpose, basis and retention. */
  activity: string
  /** What of a row its person is given, as it stands in the export. */
  fields: Readonly<Record<string, Text>>
  /** Columns that name someone else, or the same person once more; never given out with the row. */
  beside?: readonly string[]
  /** What de-identifying does: the row goes, what tells who it is goes, or it stays as it is. */
  erasure: 'removed' | 'cleared' | 'kept'
  /** Why so. */
  why: Text
}

export interface RoomHoldings {
  /** The schema whose `held` and `forget` are asked. */
  room: string
  holdings: readonly Holding[]
  /** False where nothing in the room tells who a person is. */
  forgets: boolean
}

export interface HeldRecord { held: string; content: Record<string, unknown> }

/** Everything that the room holds on the person: one query. Empty for whoever may not read it. */
export async function heldOn(tx: Tx, room: RoomHoldings, personId: string): Promise<HeldRecord[]> {
  return (await sql<HeldRecord>`select held, content from ${sql.ref(room.room)}.held(${personId}::uuid)`.execute(tx)).rows
}

/** What of the records a declared list gives out: its own fields, of those records in which one of them is filled. */
export function givenOut(holding: Holding, records: readonly HeldRecord[]): Record<string, unknown>[] {
  const fields = Object.keys(holding.fields)
  return records.filter((r) => r.held === holding.table && fields.some((field) => (r.content[field] ?? null) !== null))
    .map(({ content }) => Object.fromEntries(fields.filter((field) => field in content).map((field) => [field, content[field]])))
}

/** De-identifies what the room holds on the person. */
export async function forget(w: Work, room: RoomHoldings, personId: string): Promise<void> {
  if (room.forgets) await sql`select ${sql.ref(room.room)}.forget(${personId}::uuid)`.execute(w.tx)
}

/** Names of fields that many tables have. */
export const fieldNames = {
  id: text('Mã bản ghi', 'Record id'), recorded_at: text('Ghi lúc', 'Recorded at'), created_at: text('Tạo lúc', 'Made at'), updated_at: text('Sửa lúc', 'Changed at'), used_at: text('Dùng lần cuối', 'Last used'), expires_at: text('Hết hạn', 'Ends'),
  at: text('Lúc', 'At'), during: text('Thời gian', 'During'), unit: text('Đơn vị', 'Unit'), name: text('Tên', 'Name'), reason: text('Lý do', 'Reason'), state: text('Tình trạng', 'State'), class: text('Lớp', 'Class'),
} as const
