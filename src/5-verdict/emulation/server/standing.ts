import { sql } from 'kysely'
import type { Tx } from '#platform/work'

/** Models that the units run or have submitted, which whoever carries the units on goes on with: how many, and the first of them by unit. */
export async function modelsIn(tx: Tx, unitIds: string[], limit: number): Promise<{ total: number; listed: { id: string; title: string; unitName: string; adopted: boolean }[] }> {
  const { rows } = await sql<{ id: string; title: string; unitName: string; adopted: boolean; total: number }>`
    select m.id, m.title, coalesce(n.label, '') as "unitName", u.taken_from is not null as adopted, count(*) over ()::int as total
    from emulation.use u join emulation.model m on m.id = u.model_id left join organisation.label_unit n on n.subject_id = u.unit_id
    where u.unit_id = any(${unitIds}::uuid[]) and u.ended_on is null and m.status in ('submitted', 'recognised')
    order by n.label collate "vi-x-icu", m.title collate "vi-x-icu", u.id limit ${limit}`.execute(tx)
  return { total: rows[0]?.total ?? 0, listed: rows.map(({ total: _, ...row }) => row) }
}
