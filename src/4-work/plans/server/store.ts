// Writing and loading plans, many at a time: a generator brings 1,500, a screen one, through the same statements.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { writeRange } from '#platform/db/pool'
import type { Tx } from '#platform/work'
import type { Content, OwnTarget, Parent, Stage, Status, Target, Task } from '../domain/plan.ts'
import type { Template } from '../domain/template.ts'

export interface Draft { id: string; unitId: string; answers: string | null; rootId: string; replaces: string | null; content: Content }

export interface Held {
  id: string; unitId: string; answers: string | null; rootId: string; replaces: string | null
  status: Status; reference: string | null; holds: { from: Day | null; to: Day | null } | null; content: Content
  /** How often it was written; when and by whom the last time. */
  writing: number; writtenAt: Date; writtenBy: string | null
}

const CHUNK = 300

/** Writes drafts as given, in place of what they held. Whoever calls has made sure that none of them is issued. */
export async function putDrafts(tx: Tx, drafts: Draft[]): Promise<void> {
  for (let i = 0; i < drafts.length; i += CHUNK) await putChunk(tx, drafts.slice(i, i + CHUNK))
}

async function putChunk(tx: Tx, drafts: Draft[]): Promise<void> {
  const ids = drafts.map((d) => d.id)
  const plans = drafts.map(({ content: c, ...d }) => ({
    id: d.id, unit_id: d.unitId, answers: d.answers, root_id: d.rootId, replaces: d.replaces, title: c.title.trim(), body: c.body,
    basis: c.basis, series: blank(c.series), number: blank(c.number), notation: blank(c.notation), issued_on: c.issuedOn, in_force: c.inForce && writeRange(c.inForce), answer_by: c.answerBy,
  }))
  await sql`
    insert into plans.plan (id, unit_id, answers, root_id, replaces, title, body, basis, series, number, notation, issued_on, in_force, answer_by)
    select id, unit_id, answers, root_id, replaces, title, body, array(select jsonb_array_elements_text(basis)), series, number, notation, issued_on, in_force, answer_by
    from jsonb_to_recordset(${JSON.stringify(plans)}::jsonb) r(id uuid, unit_id uuid, answers uuid, root_id uuid, replaces uuid, title text, body text, basis jsonb,
      series text, number text, notation text, issued_on date, in_force daterange, answer_by date)
    on conflict (id) do update set title = excluded.title, body = excluded.body, basis = excluded.basis, series = excluded.series, number = excluded.number,
      notation = excluded.notation, issued_on = excluded.issued_on, in_force = excluded.in_force, answer_by = excluded.answer_by`.execute(tx)
  await sql`delete from plans.target where plan_id = any(${ids}::uuid[])`.execute(tx)
  await sql`delete from plans.task where plan_id = any(${ids}::uuid[])`.execute(tx)
  await putTargets(tx, drafts)
  const tasks = drafts.flatMap((d) => d.content.tasks.map((t, place) => taskRow(d.id, t, place)))
  if (tasks.length > 0) await putTasks(tx, tasks)
}

/** A draft was written by someone: whoever saw it before sees that it is another now. */
export async function countWriting(tx: Tx, planId: string, by: string): Promise<void> {
  await sql`update plans.plan set writing = writing + 1, written_at = base.moment(), written_by = ${by || null} where id = ${planId} and status = 'draft'`.execute(tx)
}

async function putTargets(tx: Tx, drafts: Draft[]): Promise<void> {
  const targets = drafts.flatMap((d) => d.content.targets.map((t, place) => ({
    plan_id: d.id, root_id: d.rootId, code: t.code, stage: t.stage, subject: t.subject, met_vi: t.met.vi, met_en: t.met.en, indicator_code: t.indicatorCode,
    operator: t.operator, share: t.share, at_least: t.atLeast, carried_by: t.carriedBy, place, reason: blank(t.reason),
  })))
  if (targets.length === 0) return
  const rows = JSON.stringify(targets)
  await sql`
    insert into plans.target (plan_id, root_id, code, stage, subject, met_vi, met_en, indicator_code, operator, share, at_least, carried_by, place)
    select * from jsonb_to_recordset(${rows}::jsonb) r(plan_id uuid, root_id uuid, code text, stage text, subject text, met_vi text, met_en text, indicator_code text,
      operator text, share numeric, at_least int, carried_by text, place smallint)`.execute(tx)
  if (targets.some((t) => t.reason)) {
    await sql`
      insert into plans.target_reason (plan_id, code, stage, reason)
      select plan_id, code, stage, reason from jsonb_to_recordset(${rows}::jsonb) r(plan_id uuid, code text, stage text, reason text) where reason is not null`.execute(tx)
  }
}

/** Stages of a root plan that is still a draft. */
export async function putStages(tx: Tx, rootId: string, stages: Stage[]): Promise<void> {
  await sql`delete from plans.plan_stage where root_id = ${rootId}`.execute(tx)
  await tx.insertInto('plans.plan_stage').values(stages.map((s) => ({ root_id: rootId, code: s.code, during: writeRange(s.during) }))).execute()
}

export async function putTemplate(tx: Tx, planId: string, t: Template): Promise<void> {
  const values = { title: t.title, body: t.body, tasks: JSON.stringify(t.tasks) }
  await tx.insertInto('plans.template').values({ plan_id: planId, ...values }).onConflict((oc) => oc.column('plan_id').doUpdateSet(values)).execute()
}

export interface TaskRow { id: string; plan_id: string; text: string; unit_id: string; due_on: Day | null; done_on: Day | null; evidence: string | null; place: number }
export function taskRow(planId: string, t: Task, place: number): TaskRow {
  return { id: t.id, plan_id: planId, text: t.text.trim(), unit_id: t.unitId, due_on: t.dueOn, done_on: t.doneOn, evidence: t.doneOn ? blank(t.evidence) : null, place }
}
export async function putTasks(tx: Tx, rows: TaskRow[]): Promise<void> {
  await sql`
    insert into plans.task (id, plan_id, text, unit_id, due_on, done_on, evidence, place)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(id uuid, plan_id uuid, text text, unit_id uuid, due_on date, done_on date, evidence text, place smallint)
    on conflict (id) do update set text = excluded.text, unit_id = excluded.unit_id, due_on = excluded.due_on, done_on = excluded.done_on, evidence = excluded.evidence`.execute(tx)
}

/** Drafts become issued; what they replace goes out of force the day the new one holds. */
export async function markIssued(tx: Tx, ids: string[]): Promise<void> {
  await sql`
    update plans.plan o set status = 'withdrawn', withdrawn_on = greatest(lower(n.in_force), lower(o.in_force)), withdrawn_why = 'replaced'
    from plans.plan n where n.id = any(${ids}::uuid[]) and o.id = n.replaces and o.status = 'issued'`.execute(tx)
  await sql`update plans.plan set status = 'issued', issued_at = base.moment() where id = any(${ids}::uuid[])`.execute(tx)
}

/** Plans that the running scope may see, with all they hold. Locked: against two writers of one draft. */
export async function loadPlans(tx: Tx, ids: string[], options: { lock?: boolean } = {}): Promise<Map<string, Held>> {
  let query = tx.selectFrom('plans.plan').selectAll().where('id', 'in', ids.length ? ids : ['00000000-0000-0000-0000-000000000000']).orderBy('id')
  if (options.lock) query = query.forUpdate()
  const plans = await query.execute()
  const targets = await loadTargets(tx, plans.map((p) => p.id))
  const tasks = plans.length === 0 ? [] : await tx.selectFrom('plans.task').selectAll().where('plan_id', 'in', plans.map((p) => p.id)).orderBy('place').execute()
  return new Map(plans.map((p) => [p.id, {
    id: p.id, unitId: p.unit_id, answers: p.answers, rootId: p.root_id, replaces: p.replaces, status: p.status as Status, reference: p.reference, holds: p.holds,
    writing: p.writing, writtenAt: p.written_at ?? p.recorded_at, writtenBy: p.written_by,
    content: {
      title: p.title, body: p.body, basis: p.basis, series: p.series, number: p.number, notation: p.notation, issuedOn: p.issued_on,
      inForce: p.in_force && { from: p.in_force.from!, to: p.in_force.to }, answerBy: p.answer_by,
      targets: targets.get(p.id) ?? [],
      tasks: tasks.filter((t) => t.plan_id === p.id).map((t) => ({ id: t.id, text: t.text, unitId: t.unit_id, dueOn: t.due_on, doneOn: t.done_on, evidence: t.evidence })),
    },
  }]))
}

async function loadTargets(tx: Tx, ids: string[]): Promise<Map<string, OwnTarget[]>> {
  const found = new Map<string, OwnTarget[]>()
  if (ids.length === 0) return found
  const rows = await tx.selectFrom('plans.target as t')
    .leftJoin('plans.target_reason as r', (j) => j.onRef('r.plan_id', '=', 't.plan_id').onRef('r.code', '=', 't.code').onRef('r.stage', '=', 't.stage'))
    .selectAll('t').select('r.reason').where('t.plan_id', 'in', ids).orderBy('t.place').execute()
  for (const t of rows) {
    const list = found.get(t.plan_id) ?? []
    list.push({
      code: t.code, stage: t.stage, subject: t.subject, met: { vi: t.met_vi, en: t.met_en }, indicatorCode: t.indicator_code, operator: t.operator as Target['operator'],
      share: t.share, atLeast: t.at_least, carriedBy: t.carried_by as Target['carriedBy'], reason: t.reason,
    })
    found.set(t.plan_id, list)
  }
  return found
}

export async function loadStages(tx: Tx, rootIds: string[]): Promise<Map<string, Stage[]>> {
  const found = new Map<string, Stage[]>()
  if (rootIds.length === 0) return found
  const rows = await tx.selectFrom('plans.plan_stage').selectAll().where('root_id', 'in', rootIds).orderBy('during').execute()
  for (const r of rows) found.set(r.root_id, [...found.get(r.root_id) ?? [], { code: r.code, during: { from: r.during.from!, to: r.during.to! } }])
  return found
}

export function asParent(held: Held): Parent {
  return { id: held.id, unitId: held.unitId, reference: held.reference ?? '', status: held.status, issuedOn: held.content.issuedOn ?? '9999-12-31', holds: held.holds ?? { from: null, to: null }, targets: held.content.targets }
}

export interface Place {
  id: string; name: string; kind: string; grassroots: boolean
  /** Whether the issuer of the plan to be answered stands above the unit on that day. */
  parentAbove: boolean
}
/** Each unit as it was on its day, and whether it stood under the issuer of the plan it answers. */
export async function placesOn(tx: Tx, asked: { unitId: string; on: Day; issuerId: string | null }[]): Promise<Map<string, Place>> {
  const { rows } = await sql<Place>`
    select v.unit_id as id, v.name, v.kind, k.grassroots,
      exists (select from organisation.ancestry a where a.unit_id = r."unitId" and a.ancestor_id = r."issuerId" and a.depth > 0 and a.valid @> r."on") as "parentAbove"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) r("unitId" uuid, "on" date, "issuerId" uuid)
    join organisation.every_version v on v.unit_id = r."unitId" and v.valid @> r."on" join organisation.unit_kind k on k.code = v.kind`.execute(tx)
  return new Map(rows.map((r) => [r.id, r]))
}

/** Numbers that each unit has given to issued plans in a series. */
export async function numbersUsed(tx: Tx, unitIds: string[], series: string): Promise<Map<string, string[]>> {
  const rows = await tx.selectFrom('plans.plan').select(['unit_id', 'number']).where('unit_id', 'in', unitIds).where('series', '=', series).where('status', '<>', 'draft').execute()
  const found = new Map<string, string[]>()
  for (const r of rows) found.set(r.unit_id, [...found.get(r.unit_id) ?? [], r.number!])
  return found
}

/** The template nearest above: of the plan answered, else of the one it answers, up to the root. */
export async function templateOf(tx: Tx, planId: string): Promise<Template | null> {
  const { rows } = await sql<{ title: string; body: string; tasks: Template['tasks'] }>`
    with recursive up(id, answers, depth) as (
      select id, answers, 0 from plans.plan where id = ${planId}
      union all select p.id, p.answers, up.depth + 1 from up join plans.plan p on p.id = up.answers
    ) select t.title, t.body, t.tasks from up join plans.template t on t.plan_id = up.id order by depth limit 1`.execute(tx)
  return rows[0] ?? null
}

/** Other issued answers of these units to the same plans. */
export async function rivalsOf(tx: Tx, unitIds: string[], parentIds: string[]): Promise<{ id: string; unitId: string; answers: string; reference: string; holds: { from: Day | null; to: Day | null } }[]> {
  const rows = await tx.selectFrom('plans.plan').select(['id', 'unit_id', 'answers', 'reference', 'holds'])
    .where('unit_id', 'in', unitIds).where('answers', 'in', parentIds).where('status', '<>', 'draft').where(sql<boolean>`not isempty(holds)`).execute()
  return rows.map((r) => ({ id: r.id, unitId: r.unit_id, answers: r.answers!, reference: r.reference!, holds: r.holds! }))
}

function blank(text: string | null): string | null {
  return text?.trim() || null
}
