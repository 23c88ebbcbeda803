// A week before its day, whoever it falls to is told of a duty of plans or of agreements, and of a model that is to be confirmed.
import { sql } from 'kysely'
import { agreementsDueOn } from '#agreements'
import { addDays, writeDay, type Day } from '#base/day'
import type { Text } from '#base/text'
import { tellLapsing } from '#emulation'
import { holders } from '#people'
import { tell } from '#platform/messages/tell'
import type { Work } from '#platform/work'
import { duties } from '#plans'

const daysAhead = 7

/** As the machine, once a day; done again it tells nobody twice. */
export async function remind(w: Work): Promise<void> {
  const day = addDays(w.today, daysAhead)
  await remindOfPlans(w, day)
  await remindOfAgreements(w, day)
}

/** Asks unit by unit, but only where somebody has an account. */
async function remindOfPlans(w: Work, day: Day): Promise<void> {
  await tellLapsing(w, day)
  const { rows: [any] } = await sql`select from plans.plan where answer_by = ${day}::date union all select from plans.task where due_on = ${day}::date limit 1`.execute(w.tx)
  if (!any) return
  const { rows: units } = await sql<{ id: string }>`select distinct o.unit_id as id from access.account a join people.office o on o.person_id = a.person_id and o.during @> ${w.today}::date where a.blocked_at is null`.execute(w.tx)
  const byUnit = Map.groupBy(await holders(w.tx, units.map((u) => u.id), 'plan.write', w.today), (h) => h.unitId)
  for (const [unitId, people] of byUnit) {
    const due = (await duties(w.tx, unitId, w.today)).filter((d) => d.dueOn === day)
    await tell(w, due.map((d) => said(d, `${d.kind}.${d.id}`, people.map((p) => p.personId), day)))
  }
}

async function remindOfAgreements(w: Work, day: Day): Promise<void> {
  const due = await agreementsDueOn(w.tx, day, w.today)
  if (due.length === 0) return
  // The union that bargained may have gone on in another.
  const { rows: heirs } = await sql<{ unitId: string; heir: string }>`
    select u.id as "unitId", (select x.ancestor_id from organisation.ancestry x join organisation.every_version v on v.unit_id = x.ancestor_id and v.valid @> ${w.today}::date where x.unit_id = u.id and x.valid @> ${w.today}::date order by x.depth limit 1) as heir
    from unnest(${[...new Set(due.map((d) => d.unitId))]}::uuid[]) u(id)`.execute(w.tx)
  const heirOf = new Map(heirs.map((h) => [h.unitId, h.heir]))
  const byUnit = Map.groupBy(await holders(w.tx, [...new Set(heirs.map((h) => h.heir))], 'agreement.write', w.today), (h) => h.unitId)
  await tell(w, due.map((d) => said(d, `agreement.${d.kind}.${d.agreementId}`, (byUnit.get(heirOf.get(d.unitId)!) ?? []).map((p) => p.personId), day)))
}

const said = (d: { text: Text; to: string }, key: string, to: string[], day: Day) => ({
  to, kind: 'duty.soon' as const, key: `duty.soon.${key}.${day}`, path: d.to as `/${string}`,
  text: { vi: `Còn ${daysAhead} ngày, hạn ${writeDay(day)}: ${d.text.vi}`, en: `${daysAhead} days left, due ${writeDay(day)}: ${d.text.en}` },
})
