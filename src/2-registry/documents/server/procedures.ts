// The catalogue of procedures.
import { sql } from 'kysely'
import type { Day, DayRange } from '#base/day'
import { insist, refuse, Refused } from '#base/refusal'
import { writeRange } from '#platform/db/pool'
import type { Tx, Work } from '#platform/work'
import type { Procedure, WriteProcedure } from '../contract.ts'
import { mayEnterProcedure } from '../domain/procedure.ts'
import { refuseUnseen } from './store.ts'

const notFound = () => new Refused(refuse('not-found', null, 'Không tìm thấy thủ tục, hoặc thủ tục nằm ngoài phạm vi của bạn.', 'No such procedure, or it lies outside your reach.'), 404)

type Row = Omit<Procedure, 'inUse' | 'online'> & { inUse: DayRange; online: DayRange | null }
const columns = (today: Day) => sql`p.id, p.unit_id as "unitId", p.code, p.name, p.basis, p.handler, p.in_use as "inUse", p.online, p.online_at as "onlineAt", p.writing,
  p.in_use @> ${today}::date as "nowInUse", coalesce(p.online @> ${today}::date, false) as "nowOnline"`

async function read(tx: Tx, today: Day, where: ReturnType<typeof sql>): Promise<Procedure[]> {
  return (await sql<Row>`select ${columns(today)} from documents.procedure p where ${where} order by p.code collate "vi-x-icu", p.id`.execute(tx)).rows as Procedure[]
}

export const proceduresOf = (w: Work, unitId: string) => read(w.tx, w.today, sql`p.unit_id = ${unitId}::uuid`)

export async function readProcedure(w: Work, id: string): Promise<Procedure> {
  const [found] = await read(w.tx, w.today, sql`p.id = ${id}::uuid`)
  if (!found) throw notFound()
  return found
}

export async function writeProcedures(w: Work, unitId: string, entries: readonly { id: string; procedure: WriteProcedure; seen?: number | undefined }[]): Promise<void> {
  for (const { id, procedure: it, seen } of entries) {
    insist(mayEnterProcedure(it))
    const row = { code: it.code, name: it.name, basis: it.basis || null, handler: it.handler, in_use: writeRange(it.inUse), online: it.online && writeRange(it.online), online_at: it.online ? it.onlineAt : null }
    const held = await w.tx.selectFrom('documents.procedure').select(['unit_id', 'writing']).where('id', '=', id).forUpdate().executeTakeFirst()
    if (held) {
      if (held.unit_id !== unitId) throw notFound()
      refuseUnseen(held.writing, seen ?? 0)
      await w.tx.updateTable('documents.procedure').set({ ...row, writing: held.writing + (seen === undefined ? 0 : 1) }).where('id', '=', id).execute()
    } else {
      const { rows: [same] } = await sql`select from documents.procedure where unit_id = ${unitId}::uuid and code = ${it.code} and in_use && ${row.in_use}::daterange`.execute(w.tx)
      if (same) throw new Refused(refuse('code-taken', 'code', `Danh mục đã có thủ tục mã ${it.code} trong thời gian này.`, `The catalogue already has a procedure ${it.code} for these days.`), 409)
      await w.tx.insertInto('documents.procedure').values({ id, unit_id: unitId, ...row }).execute()
    }
    w.note('documents.procedure', 'procedure', id, { code: it.code })
  }
  w.touched('procedure', entries.map((entry) => entry.id))
}
