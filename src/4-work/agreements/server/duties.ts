// What waits for a union in matters of agreements; and the agreements of units that change.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Tx } from '#platform/work'
import type { AgreementDuty } from '../contract.ts'
import { askedAfter, daysAhead, dutySays, renewalDuty, sendBy } from '../domain/renewal.ts'
import { daysAround } from '../domain/status.ts'
import { lineOf } from './line.ts'
import { overlapsOf } from './overlaps.ts'

interface Row { id: string; unitId: string; title: string; number: string | null; signedOn: Day; sentOn: Day | null; ends: Day; carriedTo: Day; outOn: Day; voidOn: Day | null; bargaining: boolean; renewed: boolean }

const columns = (today: Day) => sql`
  a.id, a.unit_id as "unitId", a.title, a.number, a.signed_on as "signedOn", a.sent_on as "sentOn", e.ends, e.carried_to as "carriedTo", e.out_on as "outOn", e.void_on as "voidOn",
  exists (select from agreements.bargaining b where b.agreement_id = a.id and b.during @> ${today}::date) as bargaining,
  exists (select from agreements.agreement n where n.replaces = a.id and n.status = 'signed') as renewed`

/** Of the unit and of those that went on in it. */
export async function agreementDuties(tx: Tx, unitId: string, today: Day): Promise<AgreementDuty[]> {
  const { rows } = await sql<Row>`
    with recursive ${lineOf(unitId, today)}
    -- Unit by unit: joined as a whole, every agreement there is would be asked whether it is in reach.
    select ${columns(today)} from line h cross join lateral (select * from agreements.agreement x where x.unit_id = h.id and x.status = 'signed' offset 0) a join agreements.effect e on e.agreement_id = a.id order by e.ends, a.id`.execute(tx)
  return [...dutiesOf(rows, today), ...await untangling(tx, rows, today)]
}

/** Of two of one union the one that was signed later is named, of two unions each its own; what is over is no longer asked. */
async function untangling(tx: Tx, rows: Row[], today: Day): Promise<AgreementDuty[]> {
  const standing = rows.filter((a) => a.outOn > today)
  const found = (await overlapsOf(tx, standing.map((a) => a.id))).filter(({ of, with: other, days }) => days.to > today && (of.unitId !== other.unitId || of.signedOn > other.signedOn || of.signedOn === other.signedOn && of.id > other.id))
  return [...Map.groupBy(found, ({ of }) => of.id)].map(([id, pairs]) => {
    const a = standing.find((one) => one.id === id)!
    return { kind: 'untangle', agreementId: id, unitId: a.unitId, text: dutySays('untangle', a.number ? `${a.title} (${a.number})` : a.title), dueOn: pairs.map(({ days }) => days.from).toSorted()[0]!, to: `/thoa-uoc/${id}` }
  })
}

/** Duties of all unions whose last day it is, by the unit under which each agreement stands. */
export async function agreementsDueOn(tx: Tx, due: Day, today: Day): Promise<AgreementDuty[]> {
  const { rows } = await sql<Row>`
    select ${columns(today)} from agreements.agreement a join agreements.effect e on e.agreement_id = a.id
    where a.status = 'signed' and (a.signed_on = ${due}::date - 10 and a.sent_on is null or e.ends between ${due}::date - ${daysAround + askedAfter}::int and ${due}::date + ${daysAround + daysAhead}::int)`.execute(tx)
  return dutiesOf(rows, today).filter((d) => d.dueOn === due)
}

function dutiesOf(rows: Row[], today: Day): AgreementDuty[] {
  return rows.flatMap((a): AgreementDuty[] => {
    if (a.voidOn !== null && a.voidOn <= today) return []
    const said = a.number ? `${a.title} (${a.number})` : a.title
    const renewal = renewalDuty(a, today)
    const own = { agreementId: a.id, unitId: a.unitId, to: `/thoa-uoc/${a.id}` }
    return [
      ...(a.sentOn === null && today < a.outOn ? [{ ...own, kind: 'send' as const, text: dutySays('send', said), dueOn: sendBy(a.signedOn) }] : []),
      ...(renewal ? [{ ...own, kind: renewal.kind, text: dutySays(renewal.kind, said), dueOn: renewal.dueOn }] : []),
    ]
  })
}

/** Drafts of the units and agreements of theirs in force on the day: how many, and the first of them by unit. */
export async function agreementsIn(tx: Tx, unitIds: string[], on: Day, limit: number): Promise<{ total: number; listed: { id: string; title: string; number: string | null; unitName: string }[] }> {
  const { rows } = await sql<{ id: string; title: string; number: string | null; unitName: string; total: number }>`
    select a.id, a.title, a.number, coalesce(u.label, '') as "unitName", count(*) over ()::int as total
    from agreements.agreement a left join agreements.effect e on e.agreement_id = a.id left join organisation.label_unit u on u.subject_id = a.unit_id
    where a.unit_id = any(${unitIds}::uuid[]) and (a.status = 'draft' or e.holds @> ${on}::date)
    order by u.label collate "vi-x-icu", a.id limit ${limit}`.execute(tx)
  return { total: rows[0]?.total ?? 0, listed: rows.map(({ total: _, ...row }) => row) }
}
