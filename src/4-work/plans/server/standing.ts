import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Tx } from '#platform/work'

/** Drafts of the units and plans of theirs that hold on the day: how many, and the first of them by unit. */
export async function plansIn(tx: Tx, unitIds: string[], on: Day, limit: number): Promise<{ total: number; listed: { id: string; title: string; reference: string | null; unitName: string }[] }> {
  const { rows } = await sql<{ id: string; title: string; reference: string | null; unitName: string; total: number }>`
    select p.id, p.title, p.reference, coalesce(u.label, '') as "unitName", count(*) over ()::int as total
    from plans.plan p left join organisation.label_unit u on u.subject_id = p.unit_id
    where p.unit_id = any(${unitIds}::uuid[]) and (p.status = 'draft' or p.holds @> ${on}::date)
    order by u.label collate "vi-x-icu", p.id limit ${limit}`.execute(tx)
  return { total: rows[0]?.total ?? 0, listed: rows.map(({ total: _, ...row }) => row) }
}
