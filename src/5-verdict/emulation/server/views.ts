// Reads of one model and of one unit, each one query, straight to the shapes of the contract.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Tx, Work } from '#platform/work'
import type { Comment, HeldModel, Model, Use, Waiting } from '../contract.ts'
import { mayAdopt, type Status } from '../domain/rules.ts'
import { isAsked, lapsesOn, stateOf } from '../domain/use.ts'
import { notFound } from './store.ts'

/** The latest name of a unit, in reach or not: it stands on a record in sight. */
const nameOf = (unit: string) => sql`coalesce((select l.label from organisation.label_unit l where l.subject_id = ${sql.raw(unit)}), '')`
/** The name of a province as people say it, by what its federation is called. */
const provinceName = (code: ReturnType<typeof sql>) => sql`(select regexp_replace(l.label, '^Liên đoàn Lao động (tỉnh|thành phố) ', '') from organisation.unit_code c join organisation.label_unit l on l.subject_id = c.unit_id where c.scheme = 'nso-2025' and c.code = ${code} and upper_inf(c.valid) limit 1)`

/** So many uses are told one by one; a model that spread further is counted in the showcase. */
const told = 1000

type UseRow = Omit<Use, 'state' | 'lapsesOn' | 'mine'> & { holderId: string }
type ModelRow = Omit<Model, 'uses' | 'comments' | 'may'> & { uses: UseRow[]; above: boolean; ownedInReach: boolean }

export async function readModel(w: Work, id: string): Promise<Model> {
  const unitId = w.actor.acting?.unitId ?? null
  const { rows: [row] } = await sql<ModelRow>`
    select m.id, m.unit_id as "unitId", ${nameOf('m.unit_id')} as "unitName", h.id as "holderId", ${nameOf('h.id')} as "holderName", ${provinceName(sql`emulation.province_of(m.unit_id, ${w.today}::date)`)} as province,
      m.kind, m.field, m.title, m.does, m.cost_vnd as "costVnd", m.cost_from as "costFrom", m.benefit_vnd as "benefitVnd", m.benefit_from as "benefitFrom", m.links,
      m.status, m.submitted_on as "submittedOn", m.decided_on as "decidedOn", ${nameOf('m.decided_by_unit')} as "decidedBy", m.note, m.writing,
      (select u.started_on from emulation.use u where u.id = m.id) as "startedOn",
      coalesce((select jsonb_agg(jsonb_build_object('name', a.name, 'personId', a.person_id) order by a.ord) from emulation.author a where a.model_id = m.id), '[]') as authors,
      coalesce((select jsonb_agg(jsonb_build_object('name', r.name, 'countedIn', r.counted_in, 'before', r.before, 'after', r.after) order by r.ord) from emulation.result r where r.use_id = m.id), '[]') as results,
      (organisation.reaches(h.id)) as "ownedInReach",
      coalesce(exists (select from organisation.ancestry a where a.unit_id = h.id and a.ancestor_id = ${unitId}::uuid and a.depth > 0 and a.valid @> ${w.today}::date)
        or h.id = ${unitId}::uuid and not exists (select from organisation.ancestry a where a.unit_id = h.id and a.depth > 0 and a.valid @> ${w.today}::date), false) as above,
      coalesce((select jsonb_agg(x.use order by x.own desc, x.started_on, x.id) from (
        select u.id, u.taken_from is null as own, u.started_on, jsonb_build_object('id', u.id, 'unitId', u.unit_id, 'unitName', ${nameOf('u.unit_id')}, 'holderId', emulation.holder(u.unit_id, ${w.today}::date), 'takenFrom', u.taken_from,
          'province', ${provinceName(sql`emulation.province_of(u.unit_id, ${w.today}::date)`)}, 'startedOn', u.started_on, 'endedOn', u.ended_on, 'endReason', u.end_reason, 'outcome', u.outcome,
          'confirmedOn', (select max(c.on_day) from emulation.confirmation c where c.use_id = u.id),
          'results', coalesce((select jsonb_agg(jsonb_build_object('name', r.name, 'countedIn', r.counted_in, 'before', r.before, 'after', r.after) order by r.ord) from emulation.result r where r.use_id = u.id), '[]'),
          'attachments', coalesce((select jsonb_agg(jsonb_build_object('fileId', t.file_id, 'name', f.name, 'photo', t.photo) order by t.recorded_at, t.file_id) from emulation.attachment t join files.file f on f.id = t.file_id where t.use_id = u.id), '[]')) as use
        from emulation.use u where u.model_id = m.id order by u.taken_from is null desc, u.started_on, u.id limit ${told}) x), '[]') as uses
    from emulation.model m cross join lateral (select emulation.holder(m.unit_id, ${w.today}::date) as id) h where m.id = ${id}`.execute(w.tx)
  if (!row) throw notFound()
  const { uses, above, ownedInReach, ...model } = row
  const verbs = w.actor.acting?.verbs
  const writes = unitId !== null && (verbs?.has('model.write') ?? false)
  const mine = writes && model.holderId === unitId
  const running = uses.some((u) => u.holderId === unitId && (u.endedOn === null || u.endedOn > w.today))
  return {
    ...model, status: model.status as Status, decidedBy: model.decidedOn === null ? null : model.decidedBy,
    uses: uses.map(({ holderId, ...u }) => ({ ...u, state: stateOf(u, w.today), lapsesOn: u.confirmedOn && lapsesOn(u.confirmedOn), mine: holderId === unitId })),
    comments: await commentsOf(w, id),
    may: {
      write: mine, moderate: mine, comment: unitId !== null && w.actor.personId !== null,
      recognise: above && ownedInReach && (verbs?.has('model.recognise') ?? false) && (model.status === 'submitted' || model.status === 'recognised'),
      adopt: writes && mayAdopt(model, { status: model.status as Status, ownerHolds: model.holderId, unitId: unitId!, startedOn: w.today, today: w.today, running, sourceStartedOn: null, others: [] }).length === 0,
    },
  }
}

async function commentsOf(w: Work, modelId: string): Promise<Comment[]> {
  const { rows } = await sql<Omit<Comment, 'at'> & { at: Date; personId: string | null }>`
    select c.id, coalesce(s.name, '') as "personName", ${nameOf('c.unit_id')} as "unitName", c.at, c.edited_at is not null as edited, case when c.hidden_at is null then c.text end as text, c.hide_reason as "hideReason", c.person_id as "personId"
    from emulation.comment c left join emulation.speakers(${modelId}) s on s.comment_id = c.id
    where c.model_id = ${modelId} and c.withdrawn_at is null order by c.at, c.id`.execute(w.tx)
  return rows.map(({ personId, ...c }) => ({ ...c, at: c.at.toISOString(), mine: personId !== null && personId === w.actor.personId }))
}

interface HeldRow extends Omit<HeldModel, 'state' | 'lapsesOn' | 'asked' | 'counts'> { confirmedOn: Day | null; endedOn: Day | null }

/** What the unit runs or writes, with what it carries on from units merged into it; what it must do something about first. */
export async function modelsOf(tx: Tx, unitId: string, today: Day): Promise<HeldModel[]> {
  const { rows } = await sql<HeldRow>`
    select u.id as "useId", m.id as "modelId", m.title, m.kind, m.field, m.status, u.taken_from is not null as adopted, ${nameOf('m.unit_id')} as "ownerName",
      (select ${nameOf('s.unit_id')} from emulation.use s where s.id = u.taken_from) as "fromName", u.started_on as "startedOn", u.ended_on as "endedOn",
      (select max(c.on_day) from emulation.confirmation c where c.use_id = u.id) as "confirmedOn"
    from (select ${unitId}::uuid as id union all select c.unit_id from emulation.carried(${unitId}::uuid) c where c.since <= ${today}::date) h
    join emulation.use u on u.unit_id = h.id join emulation.model m on m.id = u.model_id
    order by u.ended_on is not null, m.title collate "vi-x-icu", u.id`.execute(tx)
  const list = rows.map(({ confirmedOn, endedOn, ...row }): HeldModel => {
    const use = { startedOn: row.startedOn, endedOn, confirmedOn }
    const state = stateOf(use, today)
    return {
      ...row, state, lapsesOn: confirmedOn && lapsesOn(confirmedOn), asked: row.status === 'recognised' && isAsked(use, today),
      counts: row.status === 'recognised' && state === 'running' && row.kind !== 'initiative',
    }
  })
  return [...list.filter((m) => m.asked), ...list.filter((m) => !m.asked)]
}

/** Models of unions below that wait for recognition, the longest waiting first; `direct`: of those directly below alone. */
export async function modelsWaiting(tx: Tx, unitId: string, today: Day, direct = false): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select m.id, m.title, m.kind, m.field, h.id as "unitId", ${nameOf('h.id')} as "unitName", m.submitted_on as "submittedOn"
    from emulation.model m cross join lateral (select emulation.holder(m.unit_id, ${today}::date) as id) h
    where m.status = 'submitted' and (exists (select from organisation.ancestry a where a.unit_id = h.id and a.ancestor_id = ${unitId} and a.depth between 1 and ${direct ? 1 : 99} and a.valid @> ${today}::date)
      or h.id = ${unitId}::uuid and not exists (select from organisation.ancestry a where a.unit_id = h.id and a.depth > 0 and a.valid @> ${today}::date))
    order by m.submitted_on, m.id limit 1000`.execute(tx)
  return rows
}
