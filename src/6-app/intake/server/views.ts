// Reads of imports, each one query in the contract's shape.
import { sql } from 'kysely'
import { Refused, refuse } from '#base/refusal'
import type { Tx } from '#platform/work'
import type { ImportSummary, IntakeRow, WholeImport } from '../contract.ts'

const moment = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

const summary = sql`i.id, i.kind, i.state, i.name, i.unit_id as "unitId", u.label as unit, i.by_name as by, ${moment('i.at')} as at, i.counts, i.result,
  ${moment('i.imported_at')} as "importedAt", ${moment('i.undone_at')} as "undoneAt", i.undone_by as "undoneBy"`

export async function listImports(tx: Tx, asked: { search?: string | undefined; limit: number; offset: number }): Promise<{ rows: ImportSummary[]; total: number }> {
  const { rows } = await sql<ImportSummary & { total: number }>`select ${summary}, count(*) over ()::int as total
    from intake.import i join organisation.label_unit u on u.subject_id = i.unit_id
    where ${asked.search ?? null}::text is null or base.fold(i.name) like '%' || base.fold(${asked.search ?? ''}) || '%'
    order by i.at desc, i.id limit ${asked.limit} offset ${asked.offset}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export async function readImport(tx: Tx, id: string): Promise<WholeImport> {
  const { rows: [found] } = await sql<Omit<WholeImport, 'columns'> & { headers: string[]; samples: string[][]; mapping: Record<string, number> }>`
    select ${summary}, i.sheet, i.header_row as "headerRow", i.headers, i.samples, i.mapping, i.decision, i.refusal,
      (select jsonb_build_object('id', p.id, 'name', p.name) from learning.programme p where p.id = i.programme_id) as programme,
      (select jsonb_build_object('done', j.done, 'total', j.total, 'cancelAsked', j.cancel_asked) from jobs.progress j where j.id = i.job_id and j.state in ('waiting', 'running')) as progress
    from intake.import i join organisation.label_unit u on u.subject_id = i.unit_id where i.id = ${id}::uuid`.execute(tx)
  if (!found) throw new Refused(refuse('not-found', 'id', 'Không tìm thấy lần nhập này.', 'There is no such import.'), 404)
  const { headers, samples, mapping, ...rest } = found
  const fieldOf = new Map(Object.entries(mapping).map(([field, column]) => [column, field]))
  const columns = headers.map((header, column) => ({ column, header, field: fieldOf.get(column) ?? null, samples: samples[column] ?? [] }))
  return { ...rest, columns: columns.filter(({ header, field, samples: seen }) => header !== '' || field !== null || seen.length > 0) }
}

export interface RowFilter { id: string; search?: string | undefined; verdict?: string | undefined; only?: string | undefined; limit: number; offset: number }

export async function listRows(tx: Tx, asked: RowFilter): Promise<{ rows: IntakeRow[]; total: number }> {
  const only = asked.only ?? null
  const { rows } = await sql<IntakeRow & { total: number }>`
    select r.row, r.verdict, r.standing, r.reasons, r.warnings, r.repairs, r.subject_id as "subjectId", count(*) over ()::int as total,
      case when k.code is null then r.content else r.content || jsonb_build_object('kindVi', k.name_vi, 'kindEn', k.name_en) end as content
    from intake.row r left join organisation.unit_kind k on k.code = r.content->>'kind' where r.import_id = ${asked.id}::uuid
      and (${asked.verdict ?? null}::text is null or r.verdict = ${asked.verdict ?? null})
      and (${only}::text is null or r.standing = ${only} or (${only} = 'mended' and r.repairs <> '[]') or (${only} = 'warned' and r.warnings <> '[]'))
      and (${asked.search ?? null}::text is null or base.fold(concat_ws(' ', r.content->>'name', r.content->>'unit', r.content->>'parent')) like '%' || base.fold(${asked.search ?? ''}) || '%')
    order by r.row limit ${asked.limit} offset ${asked.offset}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** Programmes of the unit and of all above it. */
export async function programmesFor(tx: Tx, importId: string): Promise<{ id: string; name: string; owner: string }[]> {
  return (await sql<{ id: string; name: string; owner: string }>`
    select p.id, p.name, u.label as owner from intake.import i
    join organisation.position here on here.unit_id = i.unit_id
    join organisation.position above on above.lft <= here.lft and above.rgt >= here.lft
    join learning.programme p on p.owner_id = above.unit_id join organisation.label_unit u on u.subject_id = p.owner_id
    where i.id = ${importId}::uuid
    order by ('digital-transformation' = any(p.tags)) desc, above.lft desc, p.name collate "vi-x-icu"`.execute(tx)).rows
}
