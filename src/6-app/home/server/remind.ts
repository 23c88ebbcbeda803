// A week before its day, whoever it falls to is told of a duty of plans, and of a model that is to be confirmed.
import { sql } from 'kysely'
import { addDays, writeDay } from '#base/day'
import { tellLapsing } from '#emulation'
import { holders } from '#people'
import { tell } from '#platform/messages/tell'
import type { Work } from '#platform/work'
import { duties } from '#plans'

const daysAhead = 7

/** As the machine, once a day; done again it tells nobody twice. Asks unit by unit, but only where somebody has an account. */
export async function remind(w: Work): Promise<void> {
  const day = addDays(w.today, daysAhead)
  await tellLapsing(w, day)
  const { rows: [any] } = await sql`select from plans.plan where answer_by = ${day}::date union all select from plans.task where due_on = ${day}::date limit 1`.execute(w.tx)
  if (!any) return
  const { rows: units } = await sql<{ id: string }>`select distinct o.unit_id as id from access.account a join people.office o on o.person_id = a.person_id and o.during @> ${w.today}::date where a.blocked_at is null`.execute(w.tx)
  const byUnit = Map.groupBy(await holders(w.tx, units.map((u) => u.id), 'plan.write', w.today), (h) => h.unitId)
  for (const [unitId, people] of byUnit) {
    const due = (await duties(w.tx, unitId, w.today)).filter((d) => d.dueOn === day)
    await tell(w, due.map((d) => ({
      to: people.map((p) => p.personId), kind: 'duty.soon', key: `duty.soon.${d.kind}.${d.id}.${day}`, path: d.to as `/${string}`,
      text: { vi: `Còn ${daysAhead} ngày, hạn ${writeDay(day)}: ${d.text.vi}`, en: `${daysAhead} days left, due ${writeDay(day)}: ${d.text.en}` },
    })))
  }
}
