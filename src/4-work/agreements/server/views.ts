// Reads of agreements, straight to the shapes of the contract. The state of many on a day is told by the database, of one by the rule.
import { sql } from 'kysely'
import { addDays, type Day } from '#base/day'
import { unitsUnder } from '#organisation'
import type { Tx, Work } from '#platform/work'
import type { Agreement, AgreementLine, Asked, Renewal } from '../contract.ts'
import { sending } from '../domain/rules.ts'
import { actsOn, windowOf } from '../domain/renewal.ts'
import { effectOf, partStateOn, stateOn } from '../domain/status.ts'
import { lineOf } from './line.ts'
import { overlapsOf } from './overlaps.ts'
import { findAgreement, happened, notFound } from './store.ts'

const stateSql = (on: Day) => sql`case when c.agreement_id is null then 'draft' else agreements.state_on(c, ${on}::date) end`
const holdsOn = (on: Day) => sql`c.holds @> ${on}::date`

const lineColumns = (on: Day) => sql`
  a.id, a.unit_id as "unitId", coalesce(u.label, '') as "unitName", a.kind, a.title, a.number, ${stateSql(on)} as state, a.signed_on as "signedOn",
  coalesce(c.begins, a.effective_on, a.signed_on) as begins, coalesce(c.ends, a.until) as ends, coalesce(c.carried_to, a.until) as "carriedTo", a.workers,
  array(select p.name from agreements.party p where p.agreement_id = a.id and p.side = 'employer' order by p.place, p.id limit 3) as employers,
  (select count(*)::int from agreements.party p where p.agreement_id = a.id and p.side = 'employer') as "employerCount",
  exists (select from agreements.bargaining b where b.agreement_id = a.id and b.during @> ${on}::date) as bargaining`
const joined = sql`left join agreements.effect c on c.agreement_id = a.id left join organisation.label_unit u on u.subject_id = a.unit_id`

/** Agreements that stand under a unit in the tree of the day; one whose union merged stands under its successor. */
const under = (unitId: string, on: Day) => sql`a.unit_id in (select x.unit_id from (${unitsUnder(unitId, on)}) x)`

export async function agreementsOf(tx: Tx, ask: Asked, today: Day): Promise<{ rows: AgreementLine[]; total: number }> {
  const on = ask.on ?? today
  const employer = (is: ReturnType<typeof sql>) => sql`exists (select from agreements.party p where p.agreement_id = a.id and p.side = 'employer' and ${is})`
  const words = ask.search?.trim() ? sql`(select '%' || base.fold(${ask.search.trim()}) || '%')` : null
  const conditions = [
    under(ask.unitId, on),
    // On an earlier day a draft of today was nothing yet.
    ask.state === undefined ? (on === today ? sql`true` : sql`a.status = 'signed' and a.signed_on <= ${on}::date`) : ask.state === 'holds' ? holdsOn(on) : ask.state === 'draft' ? sql`a.status = 'draft' and ${on === today}` : sql`${stateSql(on)} = ${ask.state}`,
    ask.kind && sql`a.kind = ${ask.kind}`, ask.trade && employer(sql`p.trade = ${ask.trade}`), ask.province && employer(sql`p.province = ${ask.province}`), ask.sector && employer(sql`p.sector = ${ask.sector}`),
    ask.endsWithin !== undefined && sql`${holdsOn(on)} and c.ends <= ${addDays(on, ask.endsWithin)}::date`,
    words && sql`(a.fold like ${words} or exists (select from agreements.party p where p.agreement_id = a.id and p.fold like ${words}))`,
  ].filter((one) => one !== undefined && one !== false && one !== null)
  const where = sql.join(conditions, sql` and `)
  const { rows: [found] } = await sql<{ total: number; rows: AgreementLine[] }>`
    with listed as materialized (
      select a.id, a.status = 'draft' as draft, coalesce(c.ends, a.until) as ends, a.title from agreements.agreement a ${joined} where ${where}
    ), page as (
      select ${lineColumns(on)}, l.draft from (select * from listed order by draft desc, ends desc nulls first, id limit ${ask.limit} offset ${ask.offset}) l
      join agreements.agreement a on a.id = l.id ${joined}
    )
    select (select count(*)::int from listed) as total, coalesce((select jsonb_agg(to_jsonb(p) - 'draft' order by p.draft desc, p.ends desc nulls first, p.id) from page p), '[]') as rows`.execute(tx)
  return found!
}

/** Agreements whose term, with its extensions, ends between two days, the earliest first. */
export async function renewalsOf(tx: Tx, ask: { unitId: string; from: Day; to: Day; on?: Day | undefined }, today: Day): Promise<Renewal[]> {
  const on = ask.on ?? today
  const { rows } = await sql<AgreementLine & { successor: Renewal['successor']; outOn: Day }>`
    select ${lineColumns(on)}, c.out_on as "outOn",
      (select jsonb_build_object('id', n.id, 'title', n.title, 'number', n.number) from agreements.agreement n where n.replaces = a.id and n.status = 'signed' order by lower(n.term), n.id limit 1) as successor
    from agreements.agreement a ${joined}
    where ${under(ask.unitId, on)} and c.ends >= ${ask.from}::date and c.ends < ${ask.to}::date and coalesce(c.void_on, 'infinity') > least(c.ends, ${on}::date) and (c.ended_on is null or c.ended_on >= c.ends)
    order by c.ends, u.label collate "vi-x-icu", a.id`.execute(tx)
  return rows.map(({ outOn, ...row }) => ({ ...row, window: windowOf(row.ends!), acts: actsOn({ ends: row.ends!, carriedTo: row.carriedTo!, outOn, bargaining: row.bargaining, renewed: row.successor !== null }, on) }))
}

/** Agreements of a unit in force on a day: those that it bargained, or a union that went on in it, and those to which it is party. */
export async function agreementsOfUnit(tx: Tx, unitId: string, on: Day): Promise<AgreementLine[]> {
  return (await sql<AgreementLine>`
    with recursive ${lineOf(unitId, on)}, own as materialized (
      select a.id from line h cross join lateral (select x.id from agreements.agreement x where x.unit_id = h.id and x.status = 'signed' offset 0) a
      union select p.agreement_id from line h join agreements.party p on p.unit_id = h.id and daterange(p.joined_on, p.left_on) @> ${on}::date
    )
    select ${lineColumns(on)} from own o join agreements.agreement a on a.id = o.id ${joined} where ${holdsOn(on)} order by c.ends, a.id`.execute(tx)).rows
}

export async function readAgreement(w: Work, id: string, asked?: Day): Promise<Agreement> {
  const on = asked ?? w.today
  const held = await findAgreement(w.tx, id)
  if (!held) throw notFound()
  const { content, unitNames, replacedOn: _, own, writtenAt: __, bargainings, ...rest } = held
  const h = happened(held)
  const effect = h && effectOf(h)
  const employers = content.parties.filter((p) => p.side === 'employer')
  return {
    ...content, ...rest, bargainings, on, state: stateOn(effect, on),
    begins: effect?.begins ?? content.effectiveOn ?? content.signedOn, ends: effect?.ends ?? content.until, carriedTo: effect?.carriedTo ?? content.until, outOn: effect?.outOn ?? null, voidOn: effect?.voidOn ?? null,
    employers: employers.slice(0, 3).map((p) => p.name), employerCount: employers.length,
    bargaining: bargainings.some((b) => (b.during.from ?? '') <= on && (b.during.to === null || b.during.to > on)),
    parties: content.parties.map((p) => ({ ...p, unitName: p.unitId ? unitNames[p.unitId] ?? null : null })),
    parts: content.parts.map((p) => ({ ...p, state: h ? partStateOn(h, p, on) : 'draft' as const })),
    sending: h && sending(h.signedOn, content.sentOn, w.today),
    overlaps: (await overlapsOf(w.tx, [id])).filter((one) => one.days.to > on).map(({ with: { id: other, title, number }, days: { why, from, to } }) => ({ id: other, title, number, why, from, to })),
    may: { write: own && (w.actor.acting?.verbs.has('agreement.write') ?? false) },
  }
}

export async function listsOf(tx: Tx) {
  const { rows: trades } = await sql<{ code: string; name: { vi: string; en: string } }>`select code, jsonb_build_object('vi', name_vi, 'en', name_en) as name from agreements.trade order by code`.execute(tx)
  const { rows: provinces } = await sql<{ code: string; name: string }>`select code, name from agreements.province order by name collate "vi-x-icu"`.execute(tx)
  return { trades, provinces }
}
