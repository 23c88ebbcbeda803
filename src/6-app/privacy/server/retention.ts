// Retention: a job finds what is past its period; a person decides each. Nothing goes by itself.
import { sql } from 'kysely'
import type { TaskList } from 'graphile-worker'
import { insist, Refused, refuse } from '#base/refusal'
import { emptyFile } from '#platform/files/store'
import type { Work } from '#platform/work'
import type { Expiry } from '../contract.ts'
import { mayHandle } from '../domain/requests.ts'
import { erase } from './erasure.ts'

/** The worker's task of this room, for the roof to register: once a day. */
export function privacyTasks(work: <T>(deed: (w: Work) => Promise<T>) => Promise<T>): TaskList {
  return { 'privacy.expire': () => work(findExpired) }
}

export async function findExpired(w: Work): Promise<void> {
  const { rows: [found] } = await sql<{ n: number }>`select privacy.find_expired(${w.today}::date) as n`.execute(w.tx)
  if (found!.n > 0) w.note('privacy.expire', 'house', 'all', { found: found!.n })
}

export async function listExpired(w: Work, asked: { limit: number; offset: number }): Promise<{ rows: Expiry[]; total: number }> {
  const { rows } = await sql<Expiry & { total: number }>`
    select e.id, e.activity, jsonb_build_object('vi', a.name_vi, 'en', a.name_en) as "activityName", e.person_id as "personId", e.import_id as "importId", coalesce(p.name, i.name, '') as name, e.due_on as "dueOn", count(*) over ()::int as total
    from privacy.expiry e join privacy.activity a on a.code = e.activity left join people.person p on p.id = e.person_id left join intake.import i on i.id = e.import_id
    where e.settled_at is null order by e.due_on, e.id limit ${asked.limit} offset ${asked.offset}`.execute(w.tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export async function settleExpiry(w: Work, asked: { expiryId: string; keep: boolean; reason: string | null }): Promise<void> {
  const row = await w.tx.selectFrom('privacy.expiry').selectAll().where('id', '=', asked.expiryId).forUpdate().executeTakeFirst()
  if (!row) throw new Refused(refuse('not-found', 'expiryId', 'Không có mục này trong phạm vi của bạn.', 'There is no such entry within your reach.'), 404)
  const note = (detail: Record<string, unknown>) => w.note('privacy.settle', row.person_id ? 'person' : 'import', row.person_id ?? row.import_id!, detail)
  if (row.settled_at) return note({ again: true })
  if (asked.keep && !asked.reason) throw new Refused(refuse('reason', 'reason', 'Giữ lại thì cần nêu lý do.', 'Keeping it needs a reason.'))
  if (row.person_id) insist(mayHandle({ personId: row.person_id }, w.actor))
  await w.tx.updateTable('privacy.expiry').set({ settled_at: sql<Date>`base.moment()`, settled: asked.keep ? 'kept' : 'done', reason: asked.reason }).where('id', '=', row.id).execute()
  if (!asked.keep && row.person_id) await erase(w, row.person_id)
  if (!asked.keep && row.import_id) await emptyImport(w, row.import_id)
  note({ kept: asked.keep, activity: row.activity })
}

/** What was read of the file and the file itself; the import stays as the record of what was brought in. */
async function emptyImport(w: Work, importId: string): Promise<void> {
  const { rows: [held] } = await sql<{ file: string; barred: boolean }>`select i.file_id as file, exists (select from intake.row r join privacy.legal_hold h on h.person_id = r.subject_id and h.lifted_at is null where r.import_id = i.id) as barred from intake.import i where i.id = ${importId}::uuid`.execute(w.tx)
  if (!held) throw new Refused(refuse('not-found', null, 'Không có tệp nhập này trong phạm vi của bạn.', 'There is no such import within your reach.'), 404)
  if (held.barred) throw new Refused(refuse('hold', null, 'Trong tệp có người đang được giữ dữ liệu theo lệnh.', 'A legal hold stands on a person of the file.'))
  await sql`update intake.row set content = null, reasons = '[]', warnings = '[]', repairs = '[]' where import_id = ${importId}::uuid`.execute(w.tx)
  await sql`update intake.import set name = 'tep-da-xoa', samples = '[]' where id = ${importId}::uuid`.execute(w.tx)
  await emptyFile(w, held.file)
}
