// Reads of plans, each one query or two, straight to the shapes of the contract. Names of units come from the tree of the day.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { documentOfPlan } from '#documents'
import { unitsUnder } from '#organisation'
import type { Tx } from '#platform/work'
import type { Answer, AnswersAsked, LowerLine, Plan, PlanDuty, PlanLine, ToAnswer } from '../contract.ts'
import { counting } from '../domain/rules.ts'
import { isLower, sameTarget } from '../domain/targets.ts'
import type { Decision, Status } from '../domain/plan.ts'
import { notFound } from './deeds.ts'
import { loadPlans, loadStages } from './store.ts'

interface LineRow extends Omit<PlanLine, 'counting'> { holds: { from: Day | null; to: Day | null } | null; decisions: Decision[] }

/** The name of a unit on a day; of one that ended, the last it had. */
const unitName = (unit: string, today: Day) => sql<string>`coalesce((select v.name from organisation.every_version v where v.unit_id = ${sql.ref(unit)} and v.valid @> ${today}::date),
  (select l.label from organisation.label_unit l where l.subject_id = ${sql.ref(unit)}))`

const lineColumns = (today: Day) => sql`
  p.id, p.unit_id as "unitId", ${unitName('p.unit_id', today)} as "unitName", p.title, p.reference, p.issued_on as "issuedOn", p.in_force as "inForce", p.answer_by as "answerBy", p.status, p.holds,
  (select jsonb_build_object('id', a.id, 'reference', a.reference) from plans.plan a where a.id = p.answers) as answers,
  array(select r.decision from plans.target_reason r where r.plan_id = p.id) as decisions`

function toLine({ holds, decisions, ...row }: LineRow, today: Day): PlanLine {
  return { ...row, counting: counting({ status: row.status as Status, holds, decisions, today }) }
}

/** With a day other than today, what had been issued by then and how it counted; what waits for an answer is asked of today only. */
export async function plansOf(tx: Tx, unitId: string, today: Day, on: Day = today): Promise<{ own: PlanLine[]; above: PlanLine[]; toAnswer: ToAnswer[] }> {
  const own = await sql<LineRow>`select ${lineColumns(on)} from plans.plan p where p.unit_id = ${unitId} and (${on === today} or p.issued_on <= ${on}::date) order by p.status = 'draft' desc, p.issued_on desc nulls first, p.id`.execute(tx)
  const above = await sql<LineRow>`
    select ${lineColumns(on)} from plans.plan p
    where p.status ${on === today ? sql`= 'issued'` : sql`<> 'draft'`} and p.holds @> ${on}::date
      and p.unit_id in (select ancestor_id from organisation.ancestry where unit_id = ${unitId} and depth > 0 and valid @> ${on}::date)
    order by p.issued_on desc, p.id`.execute(tx)
  const clean = (rows: LineRow[]) => rows.map((r) => toLine(r, on))
  return { own: clean(own.rows), above: clean(above.rows), toAnswer: on === today ? await plansToAnswer(tx, unitId, today) : [] }
}

/** For each movement that reaches the unit and that it has not answered: the plan of the nearest union above. Units below the grassroots answer none. */
export async function plansToAnswer(tx: Tx, unitId: string, today: Day): Promise<ToAnswer[]> {
  const { rows } = await sql<ToAnswer>`
    select id, "unitName", title, reference, "issuedOn", "answerBy", "draftId" from (
      select distinct on (p.root_id) p.id, ${unitName('p.unit_id', today)} as "unitName", p.title, p.reference, p.issued_on as "issuedOn",
        -- A unit founded after the day to answer by was never late.
        nullif(greatest(coalesce(p.answer_by, (select r.answer_by from plans.plan r where r.id = p.root_id)),
          coalesce((select min(lower(f.valid)) from organisation.unit_version f where f.unit_id = ${unitId}), '-infinity')),
          coalesce((select min(lower(f.valid)) from organisation.unit_version f where f.unit_id = ${unitId}), '-infinity')) as "answerBy",
        (select d.id from plans.plan d where d.unit_id = ${unitId} and d.root_id = p.root_id and d.status = 'draft' and d.replaces is null order by d.id desc limit 1) as "draftId"
      from plans.plan p
      join organisation.ancestry a on a.unit_id = ${unitId} and a.ancestor_id = p.unit_id and a.depth > 0 and a.valid @> ${today}::date
      where p.status = 'issued' and p.holds @> ${today}::date
        and not exists (select from plans.plan o where o.unit_id = ${unitId} and o.root_id = p.root_id and o.status = 'issued' and o.holds && daterange(${today}, null))
        and exists (select from organisation.unit_version v join organisation.unit_kind k on k.code = v.kind where v.unit_id = ${unitId} and v.valid @> ${today}::date and k.tier <= 4)
      order by p.root_id, a.depth, p.issued_on desc
    ) nearest order by "answerBy" nulls last, "issuedOn"`.execute(tx)
  return rows
}

export async function readPlan(tx: Tx, id: string, today: Day): Promise<Plan> {
  const found = (await sql<LineRow & { body: string }>`select ${lineColumns(today)} from plans.plan p where p.id = ${id}`.execute(tx)).rows[0]
  const held = (await loadPlans(tx, [id])).get(id)
  if (!found || !held) throw notFound()
  const parent = held.answers === null ? null : (await loadPlans(tx, [held.answers])).get(held.answers) ?? null
  const stages = (await loadStages(tx, [held.rootId])).get(held.rootId) ?? []
  const { rows: [more] } = await sql<Pick<Plan, 'unitKind' | 'parentName' | 'replaces' | 'replacedBy' | 'withdrawnOn' | 'withdrawnWhy'>>`
    select coalesce((select v.kind from organisation.every_version v where v.unit_id = p.unit_id order by v.valid @> ${today}::date desc, lower(v.valid) desc limit 1), '') as "unitKind",
      (select l.label from organisation.ancestry a join organisation.label_unit l on l.subject_id = a.ancestor_id where a.unit_id = p.unit_id and a.depth = 1 and a.valid @> ${today}::date limit 1) as "parentName",
      (select jsonb_build_object('id', o.id, 'reference', o.reference) from plans.plan o where o.id = p.replaces) as replaces,
      (select jsonb_build_object('id', n.id, 'reference', n.reference) from plans.plan n where n.replaces = p.id and n.status <> 'draft' order by n.issued_at desc limit 1) as "replacedBy",
      p.withdrawn_on as "withdrawnOn", p.withdrawn_why as "withdrawnWhy"
    from plans.plan p where p.id = ${id}`.execute(tx)
  const { rows: reasons } = await sql<{ code: string; stage: string; decision: Decision; decidedOn: Day | null; decidedBy: string | null; note: string | null }>`
    select code, stage, decision, decided_on as "decidedOn", ${unitName('r.decided_by_unit', today)} as "decidedBy", note from plans.target_reason r where plan_id = ${id}`.execute(tx)
  const { rows: responsible } = await sql<{ id: string; name: string }>`select t.id, ${unitName('t.unit_id', today)} as name from plans.task t where t.plan_id = ${id}`.execute(tx)
  const { content: c } = held
  return {
    ...toLine(found, today), ...more!, rootId: held.rootId, documentId: (await documentOfPlan(tx, id))?.id ?? null, stages, writing: held.writing, body: c.body, basis: c.basis, series: c.series, number: c.number, notation: c.notation,
    targets: c.targets.map((t) => {
      const above = parent?.content.targets.find((p) => sameTarget(p, t)) ?? null
      const decided = reasons.find((r) => sameTarget(r, t))
      return {
        ...t, above: above && { share: above.share, atLeast: above.atLeast }, lower: above !== null && isLower(t, above),
        decision: decided?.decision ?? null, decidedOn: decided?.decidedOn ?? null, decidedBy: decided?.decidedBy ?? null, note: decided?.note ?? null,
      }
    }),
    tasks: c.tasks.map((t) => ({ ...t, unitName: responsible.find((r) => r.id === t.id)?.name ?? '' })),
  }
}

/** Units below a unit on a day, or under the tree of another, with their answer to the movement of the plan, issued by then. Of
 *  several answers, the one in force or else the latest. With knownAt, only what was issued, withdrawn and decided by then. */
export async function answersBelow(tx: Tx, ask: AnswersAsked, today: Day) {
  const on = ask.on ?? today
  const rootId = (await tx.selectFrom('plans.plan').select('root_id').where('id', '=', ask.id).executeTakeFirst())?.root_id
  if (!rootId) throw notFound()
  const level = ask.level === 'direct' ? sql`a.depth = 1 and k.tier <= 4` : sql`k.grassroots`
  const known = ask.knownAt ? sql`${ask.knownAt}::timestamptz` : sql`'infinity'::timestamptz`
  const place = ask.tree ?? on
  const pick = { all: sql`true`, answered: sql`plan_id is not null`, missing: sql`plan_id is null`, waiting: sql`state in ('waiting', 'refused')` }[ask.only]
  const search = ask.search?.trim() ? sql`fold like (select '%' || base.fold(${ask.search.trim()}) || '%')` : sql`true`
  const order = sql`l.name collate "vi-x-icu", l.unit_id`
  // Under the country these are all units and all their answers, so both are gone through once, with what counts and sorts; the
  // rest is read for the page alone. `is true` keeps the index of all ranges out of it, which would be asked for every unit.
  const { rows: [found] } = await sql<{ units: number; answered: number; counting: number; waiting: number; total: number; rows: Answer[] }>`
    with unit as (
      select v.unit_id, v.name, v.name_fold as fold, v.kind, ${ask.tree && ask.tree !== on ? sql`coalesce(t.parent_id, v.parent_id)` : sql`v.parent_id`} as parent_id
      from (${unitsUnder(ask.unitId, on, ask.tree)}) a join organisation.shown_version v on v.unit_id = a.unit_id and (v.valid @> ${on}::date) is true
      join organisation.unit_kind k on k.code = v.kind
      ${ask.tree && ask.tree !== on ? sql`left join organisation.every_version t on t.unit_id = a.unit_id and (t.valid @> ${ask.tree}::date) is true` : sql``}
      where a.depth > 0 and ${level}
    ), reason as (
      select x.plan_id, count(*)::int as lowered, (count(*) filter (where decision = 'waiting' or decided_at > ${known}))::int as waiting,
        (count(*) filter (where decision = 'refused' and decided_at <= ${known}))::int as refused from plans.target_reason x group by 1
    ), answer as (
      select distinct on (p.unit_id) p.unit_id, p.id, w.now
      from plans.plan p
      -- Of a withdrawal only its day is kept, not when it was entered.
      cross join lateral (select p.withdrawn_on > (${known} at time zone 'Asia/Ho_Chi_Minh')::date as unknown) u
      cross join lateral (select case when u.unknown then p.in_force else p.holds end @> ${on}::date as now) w
      where p.root_id = ${rootId} and p.issued_on <= ${on}::date and p.issued_at <= ${known} and (p.status = 'issued' or p.status = 'withdrawn' and (w.now or u.unknown)) order by p.unit_id, w.now desc, p.issued_on desc, p.id desc
    ), listed as materialized (
      select u.*, a.id as plan_id, coalesce(r.lowered, 0) as lowered, coalesce(r.waiting, 0) as waiting,
        case when r.refused > 0 then 'refused' when r.waiting > 0 then 'waiting' when a.now then 'counts' when a.id is not null then 'not-in-force' end as state
      from unit u left join answer a on a.unit_id = u.unit_id left join reason r on r.plan_id = a.id
    ), page as (
      select * from listed l where ${pick} and ${search} order by ${order} limit ${ask.limit} offset ${ask.offset}
    )
    select count(*)::int as units, count(plan_id)::int as answered, (count(*) filter (where state = 'counts'))::int as counting, (count(*) filter (where state in ('waiting', 'refused')))::int as waiting,
      (count(*) filter (where ${pick} and ${search}))::int as total,
      (select coalesce(jsonb_agg(jsonb_build_object('unitId', l.unit_id, 'unitName', l.name, 'kind', l.kind, 'parentName', coalesce(p.name, ''), 'plan', case when l.plan_id is not null
          then jsonb_build_object('id', l.plan_id, 'reference', o.reference, 'issuedOn', o.issued_on, 'counting', l.state, 'lowered', l.lowered, 'waiting', l.waiting) end) order by ${order}), '[]')
        from page l left join plans.plan o on o.id = l.plan_id left join organisation.every_version p on p.unit_id = l.parent_id and (p.valid @> ${place}::date) is true) as rows
    from listed`.execute(tx)
  const { total, rows, ...summary } = found!
  return { total, summary, rows }
}

/** Lower targets that wait for this unit: it issued the plan answered, or stands directly above the unit that lowered. */
export async function lowerTargets(tx: Tx, unitId: string, today: Day, planId?: string): Promise<LowerLine[]> {
  const { rows } = await sql<LowerLine>`
    select p.id as "planId", p.unit_id as "unitId", ${unitName('p.unit_id', today)} as "unitName", p.reference, r.code, r.stage,
      jsonb_build_object('vi', t.met_vi, 'en', t.met_en) as met, t.share::float8 as share, above.share::float8 as "aboveShare", r.reason, p.issued_on as "issuedOn"
    from plans.target_reason r join plans.plan p on p.id = r.plan_id
    join plans.target t on t.plan_id = r.plan_id and t.code = r.code and t.stage = r.stage
    join plans.target above on above.plan_id = p.answers and above.code = r.code and above.stage = r.stage
    join plans.plan parent on parent.id = p.answers
    join organisation.ancestry a on a.unit_id = p.unit_id and a.ancestor_id = ${unitId} and a.depth > 0 and a.valid @> ${today}::date
    where r.decision = 'waiting' and p.status = 'issued' and (a.depth = 1 or parent.unit_id = ${unitId}) and (${planId ?? null}::uuid is null or p.id = ${planId ?? null}::uuid)
    order by p.issued_on, "unitName", r.stage, r.code`.execute(tx)
  return rows
}

/** What waits for a unit in matters of plans, with its day where there is one; first what is due first. */
export async function duties(tx: Tx, unitId: string, today: Day): Promise<PlanDuty[]> {
  const list: PlanDuty[] = []
  const [toAnswer, drafts, lower, tasks] = await Promise.all([
    plansToAnswer(tx, unitId, today),
    sql<{ id: string; title: string; reference: string | null; due: Day | null }>`
      select p.id, p.title, p.reference, coalesce(a.answer_by, r.answer_by) as due from plans.plan p left join plans.plan a on a.id = p.answers left join plans.plan r on r.id = p.root_id and r.id <> p.id
      where p.unit_id = ${unitId} and p.status = 'draft' order by p.id`.execute(tx),
    lowerTargets(tx, unitId, today),
    sql<{ id: string; planId: string; text: string; dueOn: Day | null; reference: string }>`
      select t.id, t.plan_id as "planId", t.text, t.due_on as "dueOn", p.reference from plans.task t join plans.plan p on p.id = t.plan_id
      where t.unit_id = ${unitId} and t.done_on is null and p.status = 'issued' and p.holds @> ${today}::date order by t.due_on nulls last`.execute(tx),
  ])
  for (const p of toAnswer) {
    list.push({ kind: 'answer-plan', id: p.id, planId: p.draftId ?? p.id, unitId, dueOn: p.answerBy, to: p.draftId ? `/ke-hoach/${p.draftId}` : `/ke-hoach/${p.id}/huong-ung`, text: { vi: `Ban hành kế hoạch của đơn vị hưởng ứng ${p.reference}`, en: `Issue the plan of the unit in answer to ${p.reference}` }, detail: { vi: `${p.unitName}: ${p.title}`, en: `${p.unitName}: ${p.title}` } })
  }
  for (const d of drafts.rows) {
    // The draft of an answer that is still due shows once, as the answer.
    if (list.some((l) => l.planId === d.id)) continue
    list.push({ kind: 'issue-draft', id: d.id, planId: d.id, unitId, dueOn: d.due, to: `/ke-hoach/${d.id}`, text: { vi: 'Ban hành hoặc xóa bản nháp kế hoạch', en: 'Issue or discard a draft plan' }, detail: { vi: d.title, en: d.title } })
  }
  for (const l of lower) {
    list.push({
      kind: 'decide-lower', id: `${l.planId}.${l.code}.${l.stage}`, planId: l.planId, unitId, dueOn: null, to: `/ke-hoach/${l.planId}/chi-tieu-thap-hon`,
      text: { vi: `Quyết định chỉ tiêu ${l.code} thấp hơn của ${l.unitName}`, en: `Decide on the lower target ${l.code} of ${l.unitName}` }, detail: { vi: `Kế hoạch ${l.reference}, giai đoạn ${l.stage}`, en: `Plan ${l.reference}, stage ${l.stage}` },
    })
  }
  for (const t of tasks.rows) {
    list.push({ kind: 'task', id: t.id, planId: t.planId, unitId, dueOn: t.dueOn, to: `/ke-hoach/${t.planId}`, text: { vi: t.text, en: t.text }, detail: { vi: `Nhiệm vụ theo kế hoạch ${t.reference}`, en: `Task of plan ${t.reference}` } })
  }
  return list.sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'))
}
