// Route of the audit log. Row-level security cuts it to the scope acted in.
import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { gate, type RequestContext } from '../http/handle.ts'
import { auditContract, type AuditEntryRow } from './contract.ts'

const at = implement(auditContract).$context<RequestContext>().use(gate)

export const auditRoutes = at.router({
  entries: at.entries.handler(async ({ input, context: { w } }) => {
    const { subjectKind = null, subjectId = null, action = null, personId = null, unitId = null, from = null, to = null, search = null } = input
    const found = (await sql<{ id: number; at: Date; action: string; subject_kind: string; subject_id: string; detail: Record<string, unknown>; who: string | null
      person_id: string | null; title_vi: string | null; title_en: string | null; unit_id: string | null; unit_name: string | null; sealed: boolean; total: number }>`
      with found as (select id, count(*) over ()::int as total from audit.entry
        where (${subjectKind}::text is null or subject_kind = ${subjectKind}) and (${subjectId}::text is null or subject_id = ${subjectId})
          and (${action}::text is null or action = ${action} or starts_with(action, ${action}::text || '.'))
          and (${personId}::uuid is null or person_id = ${personId}) and (${unitId}::uuid is null or unit_id = ${unitId})
          and (${from}::date is null or at >= ${from}::date::timestamp at time zone 'Asia/Ho_Chi_Minh')
          and (${to}::date is null or at < ${to}::date::timestamp at time zone 'Asia/Ho_Chi_Minh')
          and (${search}::text is null or strpos(base.fold(detail::text), base.fold(${search})) > 0)
        order by at desc, id desc limit ${input.limit} offset ${input.offset})
      select l.*, found.total from found join audit.listed l using (id) order by l.at desc, l.id desc`.execute(w.tx)).rows
    return { total: found[0]?.total ?? 0, rows: found.map((e): AuditEntryRow => ({
      id: e.id, at: e.at.toISOString(), action: e.action, subjectKind: e.subject_kind, subjectId: e.subject_id, detail: e.detail, who: e.who, personId: e.person_id,
      title: e.title_vi === null ? null : { vi: e.title_vi, en: e.title_en! }, unitId: e.unit_id, unitName: e.unit_name, sealed: e.sealed })) }
  }),
})
