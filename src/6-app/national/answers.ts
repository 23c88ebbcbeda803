// Grassroots unions that answered the plan of their province or industry: their plans, filled from its template as the
// door of plans fills them, tens of thousands in three statements.
import type pg from 'pg'
import { chance } from '../demonstration/random.ts'
import { Rows } from './copy.ts'
import type { Country } from './country.ts'
import { LAST, NEVER, numberOf, write } from './days.ts'
import { mix } from './ids.ts'
import type { Identity } from './people.ts'

const ANSWERED_FROM = numberOf('2025-09-15')
/** Plans of the tops come first in the numbering. */
const FIRST = 1000

/** Six of ten unions; nobody under a top that has not answered itself. */
export async function writeAnswers(client: pg.ClientBase, country: Country, seed: number, identity: Identity): Promise<number> {
  const parents = new Map((await client.query<{ id: string; unit_id: string }>(`select p.id, p.unit_id from plans.plan p join plans.plan root on root.id = p.answers where root.reference = '237/KH-TLĐ' and p.status = 'issued'`)).rows.map((r) => [r.unit_id, r.id]))
  const c = chance(mix(seed ^ 0xa115))
  await client.query('create temporary table answer (id uuid, unit_id uuid, answers uuid, issued_on date, notation text, unit text) on commit drop')
  const rows = new Rows('answer', 'id, unit_id, answers, issued_on, notation, unit')
  for (const top of country.tops) for (const g of top.grassroots) {
    const on = c.between(Math.max(ANSWERED_FROM, g.founded + 30), Math.max(LAST - 5, g.founded + 31))
    if (!c.percent(62) || !parents.has(top.id) || g.ends !== NEVER || on > LAST) continue
    rows.add(`${identity('plan', FIRST + g.number)}\t${g.id}\t${parents.get(top.id)}\t${write(on)}\tKH-${g.kind === 'occupational-union' ? 'NĐCS' : 'CĐCS'}\t${g.name}`)
  }
  const written = await rows.send(client)
  await client.query(`insert into plans.plan (id, unit_id, answers, root_id, title, body, basis, series, number, notation, issued_on, in_force, status, recorded_at)
    select a.id, a.unit_id, p.id, p.root_id, replace(t.title, '{unit}', a.unit), replace(replace(replace(t.body, '{unit}', a.unit), '{parent}', p.reference), '{place}', n.label),
      array['Kế hoạch số ' || p.reference || ' ngày ' || to_char(p.issued_on, 'DD/MM/YYYY') || ' của ' || n.label] || p.basis, extract(year from a.issued_on)::text, '1', a.notation, a.issued_on,
      daterange(a.issued_on, upper(p.in_force)), 'draft', a.issued_on + time '08:30'
    from answer a join plans.plan p on p.id = a.answers join plans.template t on t.plan_id = p.root_id join organisation.label_unit n on n.subject_id = p.unit_id`)
  await client.query(`insert into plans.target (plan_id, root_id, code, stage, subject, met_vi, met_en, indicator_code, operator, share, at_least, carried_by, place)
    select a.id, t.root_id, t.code, t.stage, t.subject, t.met_vi, t.met_en, t.indicator_code, t.operator, t.share, t.at_least, t.carried_by, t.place
    from answer a join plans.target t on t.plan_id = a.answers where t.carried_by = 'all'`)
  await client.query(`update plans.plan p set status = 'issued', issued_at = a.issued_on + time '08:30' from answer a where p.id = a.id`)
  return written
}
