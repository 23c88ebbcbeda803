import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Tx } from '#platform/work'

/** Classes that the units hold and have neither closed nor cancelled: how many, and the first of them by day. */
export async function openClassesIn(tx: Tx, unitIds: string[], limit: number): Promise<{ total: number; listed: { id: string; title: string; firstDay: Day; lastDay: Day; unitName: string }[] }> {
  const { rows } = await sql<{ id: string; title: string; firstDay: Day; lastDay: Day; unitName: string; total: number }>`
    select c.id, c.title, c.first_day as "firstDay", c.last_day as "lastDay", coalesce(u.label, '') as "unitName", count(*) over ()::int as total
    from learning.class c left join organisation.label_unit u on u.subject_id = c.unit_id
    where c.unit_id = any(${unitIds}::uuid[]) and c.status in ('draft', 'open') order by c.first_day, c.id limit ${limit}`.execute(tx)
  return { total: rows[0]?.total ?? 0, listed: rows.map(({ total: _, ...row }) => row) }
}
