import { sql } from 'kysely'
import { Refused, refuse } from '#base/refusal'
import { mustReach, type Work } from '#platform/work'
import { mayCountHeads } from '../domain/head-counts.ts'
import { holdClass, uuids, type ClassFacts } from './class-facts.ts'

export interface HeadCountWrite {
  id: string; classId: string; unitId: string
  /** Everyone of the unit on the sheet, those with a record of their own included. */
  heads: number
  /** The signed sheet, in the file store. */
  sheetId: string
  /** Needed once the class is closed. */
  reason?: string
}

/** Records how many people of a unit sat in a class. A second count of the same unit replaces the first; both are kept. The same id again changes nothing. */
export async function recordHeadCounts(w: Work, counts: readonly HeadCountWrite[]): Promise<{ written: number }> {
  const held = new Map<string, ClassFacts>()
  for (const classId of [...new Set(counts.map((count) => count.classId))].sort()) held.set(classId, await holdClass(w, classId))
  const sheets = new Set((await w.tx.selectFrom('files.file').select('id').where('id', 'in', counts.map((c) => c.sheetId)).execute()).map((row) => row.id))
  const standing = await sql<{ id: string; class_id: string; unit_id: string; heads: number; sheet_id: string; voided: boolean }>`
    select id, class_id, unit_id, heads, sheet_id, voided_at is not null as voided from learning.head_count
    where (class_id = any(${uuids([...held.keys()])}) and voided_at is null) or id = any(${uuids(counts.map((c) => c.id))})`.execute(w.tx)
  let written = 0
  for (const [i, count] of counts.entries()) {
    const field = counts.length === 1 ? 'heads' : `counts.${i}`
    const same = standing.rows.find((row) => row.id === count.id)
    if (same) {
      if (same.class_id !== count.classId || same.unit_id !== count.unitId || same.heads !== count.heads || same.sheet_id !== count.sheetId) throw new Refused(refuse('conflict', 'id', 'Mã này đã dùng cho một số lượng khác.', 'This id stands for another head-count.'), 409)
      continue
    }
    const at = held.get(count.classId)!
    if (!at.own) throw new Refused(refuse('out-of-reach', 'classId', 'Lớp này do đơn vị ngoài phạm vi của bạn tổ chức.', 'This class is held by a unit outside your reach.'), 403)
    await mustReach(w, count.unitId, 'unitId')
    if (!sheets.has(count.sheetId)) throw new Refused(refuse('sheet', 'sheetId', 'Cần phiếu có chữ ký làm bằng chứng.', 'The signed sheet is needed as evidence.'))
    const current = standing.rows.find((row) => row.class_id === count.classId && row.unit_id === count.unitId && !row.voided)
    const verdict = mayCountHeads({ status: at.status, firstDay: at.firstDay, today: w.today, reason: count.reason ?? '' }, field)
    if (verdict !== true) throw new Refused(verdict)
    if (current) {
      await w.tx.updateTable('learning.head_count').set({ voided_at: sql`base.moment()`, void_reason: count.reason?.trim() || 'replaced' }).where('id', '=', current.id).execute()
      current.voided = true
    }
    await w.tx.insertInto('learning.head_count').values({ id: count.id, class_id: count.classId, organiser_id: at.unitId, unit_id: count.unitId, heads: count.heads, sheet_id: count.sheetId }).execute()
    standing.rows.push({ id: count.id, class_id: count.classId, unit_id: count.unitId, heads: count.heads, sheet_id: count.sheetId, voided: false })
    w.touched('unnamed', [count.unitId])
    written++
  }
  w.note('learning.count-heads', 'class', held.size === 1 ? counts[0]!.classId : 'many', { counts: counts.length <= 50 ? counts : counts.length, written })
  return { written }
}
