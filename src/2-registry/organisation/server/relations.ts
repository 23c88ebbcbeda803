// Relations between units that are no part of the tree, such as a commune union that also manages the unions of communes
// without a union of their own. Reach, powers and figures follow the tree alone: a relation says who looks after whom.
import { sql } from 'kysely'
import { writeDay, type Day, type DayRange } from '#base/day'
import { insist, Refused, refuse } from '#base/refusal'
import { tidy } from '#base/vietnamese/text'
import { writeRange } from '#platform/db/pool'
import { mustReach, type Tx, type Work } from '#platform/work'
import type { UnitRelation } from '../contract.ts'
import { mayEndRelation, relationIsWhole, type NewRelation, type RelationDecision } from '../domain/relation.ts'
import { shown } from './views.ts'

interface Held { id: string; kind: string; unitId: string; otherId: string; commune: string | null; valid: DayRange; endNumber: string | null }

/** Relations of one decision, many at once. One known by its id is passed over. Answers the ids of the new ones. */
export async function relate(w: Work, relations: NewRelation[], decision: RelationDecision): Promise<string[]> {
  for (const r of relations) insist(relationIsWhole(r, decision))
  const known = new Map((await byIds(w.tx, relations.map((r) => r.id))).map((r) => [r.id, r]))
  const news = relations.filter((r) => {
    const held = known.get(r.id)
    if (held && (held.kind !== r.kind || held.unitId !== r.unitId || held.otherId !== r.otherId || held.valid.from !== r.from)) {
      throw new Refused(refuse('identity-taken', 'id', 'Mã định danh này đã dùng cho bản ghi khác.', 'This identity already belongs to another record.'), 409)
    }
    return !held
  })
  if (news.length === 0) return []
  await mustStandAbove(w, news.map((r) => r.unitId))
  await mustReachAll(w, news.map((r) => r.otherId))
  const rows = news.map((r) => ({ id: r.id, kind: r.kind, unit: r.unitId, other: r.otherId, commune: r.commune ? tidy(r.commune) : null, from: r.from, valid: writeRange({ from: r.from, to: r.to ?? null }) }))
  await mustBeNewAndLive(w.tx, rows)
  await sql`insert into organisation.relation (id, kind, unit_id, other_id, commune, valid, decision_number, decision_on, decision_by)
    select r.id, r.kind, r.unit, r.other, r.commune, r.valid, ${decision.number.trim()}, ${decision.on}::date, ${decision.by}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, kind text, unit uuid, other uuid, commune text, valid daterange)`.execute(w.tx)
  const of = [...new Set(news.map((r) => r.unitId))]
  const about = { decision: decision.number, relations: news.length, communes: [...new Set(rows.flatMap((r) => r.commune ?? []))] }
  if (of.length === 1) w.note('organisation.relate', 'unit', of[0]!, about)
  else w.note('organisation.relate', 'decision', decision.number, about)
  return news.map((r) => r.id)
}

/** The relation holds until the day before. The same end again changes nothing. */
export async function endRelation(w: Work, asked: { relationId: string; on: Day; decisionNumber: string }): Promise<void> {
  const [held] = await byIds(w.tx, [asked.relationId])
  if (!held) throw new Refused(refuse('not-found', null, 'Không có quan hệ này.', 'There is no such relation.'), 404)
  await mustStandAbove(w, [held.unitId])
  if (held.valid.to !== asked.on || held.endNumber !== asked.decisionNumber.trim()) {
    insist(mayEndRelation(held.valid, asked.on, asked.decisionNumber))
    const { numUpdatedRows } = await w.tx.updateTable('organisation.relation').where('id', '=', held.id)
      .set({ valid: writeRange({ from: held.valid.from, to: asked.on }), end_decision_number: asked.decisionNumber.trim() }).executeTakeFirst()
    if (Number(numUpdatedRows) !== 1) throw Object.assign(new Error('the relation lies outside the reach of the office acted in'), { code: '42501' })
  }
  w.note('organisation.end-relation', 'unit', held.unitId, { relation: held.id, on: asked.on, decision: asked.decisionNumber })
}

/** Relations of the unit in both directions, those of the day first. One whose unit has ended holds no longer than the unit. */
export async function relations(w: Work, unitId: string, on: Day): Promise<UnitRelation[]> {
  const may = w.actor.acting?.verbs.has('structure') ?? false
  return (await sql<UnitRelation>`
    with life as (
      select v.unit_id, range_merge(range_agg(v.valid)) as lives from organisation.every_version v
      where v.unit_id in (select unit_id from organisation.relation where ${unitId}::uuid in (unit_id, other_id) union select other_id from organisation.relation where ${unitId}::uuid in (unit_id, other_id)) group by 1
    ), held as (
      select r.*, r.valid * a.lives * b.lives as holds from organisation.relation r join life a on a.unit_id = r.unit_id join life b on b.unit_id = r.other_id
      where ${unitId}::uuid in (r.unit_id, r.other_id) and organisation.reaches(${unitId}::uuid)
    )
    select h.id, h.kind, jsonb_build_object('vi', k.name_vi, 'en', k.name_en) as "kindName", h.unit_id = ${unitId}::uuid as outward, h.commune,
      jsonb_build_object('id', h.unit_id, 'name', coalesce(a.name, la.label), 'shown', ${shown('h.unit_id')}) as unit, jsonb_build_object('id', h.other_id, 'name', coalesce(b.name, lb.label), 'shown', ${shown('h.other_id')}) as other,
      h.holds as valid, h.holds @> ${on}::date as holds, h.end_decision_number as "endDecisionNumber",
      jsonb_build_object('number', h.decision_number, 'on', h.decision_on, 'by', h.decision_by) as decision,
      ${may} and organisation.reaches(at.parent_id) as changeable
    from held h join organisation.relation_kind k on k.code = h.kind
    join organisation.label_unit la on la.subject_id = h.unit_id join organisation.label_unit lb on lb.subject_id = h.other_id
    left join organisation.every_version a on a.unit_id = h.unit_id and a.valid @> ${on}::date left join organisation.every_version b on b.unit_id = h.other_id and b.valid @> ${on}::date
    left join organisation.position at on at.unit_id = h.unit_id
    where not isempty(h.holds)
    order by holds desc, lower(h.holds) desc, h.commune nulls first, coalesce(b.name, lb.label) collate "vi-x-icu", h.id`.execute(w.tx)).rows
}

// As with the rest of the structure: the charge is given from above, no unit takes it for itself.
async function mustStandAbove(w: Work, unitIds: string[]): Promise<void> {
  if (w.actor.acting?.lft === 0) return
  const rows = await w.tx.selectFrom('organisation.position').select('parent_id').distinct().where('unit_id', '=', sql<string>`any(${unitIds}::uuid[])`).execute()
  for (const { parent_id } of rows) {
    if (parent_id === null) throw new Refused(refuse('out-of-reach', 'unitId', 'Đơn vị cao nhất không do đơn vị nào khác giao việc.', 'The highest unit is given charges by no other.'), 403)
    await mustReach(w, parent_id, 'unitId')
  }
}

async function mustReachAll(w: Work, unitIds: string[]): Promise<void> {
  if (w.actor.acting?.lft === 0) return
  const { rows: [far] } = await sql<{ id: string }>`select u as id from unnest(${unitIds}::uuid[]) u where not organisation.reaches(u) limit 1`.execute(w.tx)
  if (far) await mustReach(w, far.id, 'relations')
}

async function mustBeNewAndLive(tx: Tx, rows: object[]): Promise<void> {
  const { rows: [fault] } = await sql<{ name: string; from: Day; lives: boolean; known: boolean; twice: string | null }>`
    with asked as materialized (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, kind text, unit uuid, other uuid, "from" date, valid daterange))
    select coalesce(n.label, '') as name, a."from", exists (select from organisation.every_version v where v.unit_id = e.id and v.valid @> a."from") as lives,
      exists (select from organisation.relation_kind k where k.code = a.kind) as known, case when t.id is not null then o.label end as twice
    from asked a cross join lateral (values (a.unit), (a.other)) e(id) left join organisation.label_unit n on n.subject_id = e.id left join organisation.label_unit o on o.subject_id = a.other
    left join lateral (select r.id from organisation.relation r where r.kind = a.kind and r.unit_id = a.unit and r.other_id = a.other and r.valid && a.valid limit 1) t on true
    where t.id is not null or not exists (select from organisation.every_version v where v.unit_id = e.id and v.valid @> a."from") or not exists (select from organisation.relation_kind k where k.code = a.kind) limit 1`.execute(tx)
  if (!fault) return
  if (!fault.known) throw new Refused(refuse('unknown-kind', 'kind', 'Không có loại quan hệ này.', 'There is no such kind of relation.'))
  if (!fault.lives) throw new Refused(refuse('unit-not-living', 'relations', `${fault.name || 'Đơn vị này'} không tồn tại vào ngày ${writeDay(fault.from)}.`, `${fault.name || 'This unit'} does not exist on ${writeDay(fault.from)}.`))
  throw new Refused(refuse('related-already', 'relations', `Quan hệ với ${fault.twice} đã được ghi trong thời gian đó.`, `The relation to ${fault.twice} is recorded for that time already.`))
}

async function byIds(tx: Tx, ids: string[]): Promise<Held[]> {
  return await tx.selectFrom('organisation.relation').select(['id', 'kind', 'unit_id as unitId', 'other_id as otherId', 'commune', 'valid', 'end_decision_number as endNumber'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`).execute() as Held[]
}
