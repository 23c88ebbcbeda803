// What can be done with plans; the routes and the rooms above call the same functions. Each loads facts, asks a rule, writes.
import { newId } from '#base/id'
import type { Day } from '#base/day'
import { insist, refuse, Refused } from '#base/refusal'
import type { Text } from '#base/text'
import { numberedDays } from '#indicators'
import { issuerAbbreviation } from '#organisation'
import { mustReach, type Work } from '#platform/work'
import type { Content, OwnTarget, Stage } from '../domain/plan.ts'
import { differences } from '../domain/differences.ts'
import { proposeNumber } from '../domain/notation.ts'
import { mayChange, mayIssue, mayKeep, mayWithdraw, mustBeShares } from '../domain/rules.ts'
import { inherit, sameTarget } from '../domain/targets.ts'
import { fill, type Template } from '../domain/template.ts'
import { asParent, countWriting, loadPlans, loadStages, markIssued, numbersUsed, placesOn, putDrafts, putStages, putTemplate, rivalsOf, templateOf, type Draft, type Held } from './store.ts'
import { tellIssued } from './tell.ts'

export function notFound(): Refused {
  return new Refused(refuse('not-found', null, 'Không tìm thấy kế hoạch, hoặc kế hoạch nằm ngoài phạm vi của bạn.', 'No such plan, or it lies outside your reach.'), 404)
}

/** The plan, if it belongs to the unit; 404 otherwise. */
export async function ownPlan(w: Work, id: string, unitId: string): Promise<Held> {
  const held = (await loadPlans(w.tx, [id], { lock: true })).get(id)
  if (!held || held.unitId !== unitId) throw notFound()
  return held
}

/**
 * A complete answer to a plan, written as a draft: targets asked at their own height, title, text, tasks, number proposed.
 * The same id again leaves the draft as it stands. Refuses where the unit did not exist today.
 */
export async function draftFromTemplate(w: Work, ask: { id: string; unitId: string; answers: string }): Promise<Held> {
  const known = (await loadPlans(w.tx, [ask.id])).get(ask.id)
  if (known) {
    if (known.unitId !== ask.unitId || known.answers !== ask.answers) throw notFound()
    w.note('plans.draft', 'plan', ask.id, { again: true })
    return known
  }
  const [draft] = await filled(w, [{ ...ask, issuedOn: w.today }])
  await putDrafts(w.tx, [draft!])
  w.note('plans.draft', 'plan', ask.id, { answers: ask.answers })
  return (await loadPlans(w.tx, [ask.id])).get(ask.id)!
}

/** A new version of an issued plan, as a draft: all as it was, without number; issuing it puts the old one out of force. */
export async function draftVersion(w: Work, ask: { id: string; unitId: string; replaces: string }): Promise<Held> {
  const known = (await loadPlans(w.tx, [ask.id])).get(ask.id)
  if (!known) {
    const old = await ownPlan(w, ask.replaces, ask.unitId)
    if (old.status !== 'issued' || old.answers === null) throw new Refused(refuse('not-replaceable', null, 'Chỉ lập bản thay thế cho kế hoạch hưởng ứng đã ban hành.', 'Only an issued answer can be given a new version.'))
    const number = proposeNumber((await numbersUsed(w.tx, [ask.unitId], w.today.slice(0, 4))).get(ask.unitId) ?? [])
    await putDrafts(w.tx, [{
      id: ask.id, unitId: ask.unitId, answers: old.answers, rootId: old.rootId, replaces: old.id,
      content: {
        ...old.content, series: w.today.slice(0, 4), number, issuedOn: w.today, inForce: { from: w.today, to: old.content.inForce!.to },
        tasks: old.content.tasks.filter((t) => !t.doneOn && (!t.dueOn || t.dueOn >= w.today)).map((t) => ({ ...t, id: newId() })),
      },
    }])
  } else if (known.unitId !== ask.unitId || known.replaces !== ask.replaces) throw notFound()
  w.note('plans.draft', 'plan', ask.id, { replaces: ask.replaces })
  return (await loadPlans(w.tx, [ask.id])).get(ask.id)!
}

/**
 * Writes a draft as given (the same again changes nothing). A root plan brings its stages; an answer has those of its root. `seen`:
 * the writing that the sender had before them; another text written since is shown and not overwritten.
 */
export async function writeDraft(w: Work, given: { id: string; unitId: string; answers: string | null; stages?: Stage[]; content: Content; seen?: number | undefined }): Promise<Held> {
  const held = (await loadPlans(w.tx, [given.id], { lock: true })).get(given.id)
  if (held) {
    if (held.unitId !== given.unitId || held.answers !== given.answers) throw notFound()
    insist(mayChange(held.status))
  }
  await mustReachTasks(w, given.unitId, given.content)
  const parent = given.answers === null ? null : (await loadPlans(w.tx, [given.answers])).get(given.answers)
  if (parent === undefined) throw notFound()
  const rootId = parent?.rootId ?? given.id
  const stages = parent === null && given.stages ? given.stages : (await loadStages(w.tx, [rootId])).get(rootId) ?? []
  const content = { ...given.content, targets: parent ? inherit(given.content.targets, parent.content.targets) : given.content.targets }
  insist(mayKeep(content, stages, parent !== null))
  if (held && given.seen !== undefined && held.writing !== given.seen) refuseUnseen(held, content)
  const draft: Draft = { id: given.id, unitId: given.unitId, answers: given.answers, rootId, replaces: held?.replaces ?? null, content }
  if (parent === null && given.stages) {
    await putDrafts(w.tx, [{ ...draft, content: { ...content, targets: [] } }])
    await putStages(w.tx, rootId, given.stages)
  }
  await putDrafts(w.tx, [draft])
  await countWriting(w.tx, given.id, w.actor.name)
  w.note('plans.write', 'plan', given.id, { targets: content.targets.length })
  return (await loadPlans(w.tx, [given.id])).get(given.id)!
}

/** Mine and theirs, where they differ, with who wrote and when. */
function refuseUnseen(held: Held, mine: Content): void {
  const differing = differences(mine, held.content)
  if (differing.length === 0) return
  const side = (which: 'mine' | 'theirs'): Text => ({ vi: differing.map((one) => `${one.what.vi}: ${one[which].vi}`).join('\n'), en: differing.map((one) => `${one.what.en}: ${one[which].en}`).join('\n') })
  throw new Refused({
    ...refuse('written-since', null, 'Bản nháp đã được sửa ở nơi khác trong lúc bạn chưa thấy.', 'The draft was changed elsewhere since you last saw it.'),
    conflict: { what: { vi: held.content.title, en: held.content.title }, mine: side('mine'), theirs: side('theirs'), by: held.writtenBy, at: held.writtenAt.toISOString(), held: held.writing },
  }, 409)
}

async function mustReachTasks(w: Work, unitId: string, content: Content): Promise<void> {
  for (const other of new Set(content.tasks.map((t) => t.unitId))) if (other !== unitId) await mustReach(w, other, 'tasks')
}

export interface Issue {
  id: string; unitId: string
  /** The plan answered. Left out: a draft with this id stands already and is issued as it is. */
  answers?: string
  number?: string; notation?: string; series?: string; issuedOn?: Day; inForce?: { from: Day; to: Day | null }; title?: string
  /** Targets that differ from the plan answered; a lower share needs the reason. */
  targets?: { code: string; stage: string; share: number; reason?: string }[]
}

/**
 * Issues plans: drafts that stand, or complete answers from the template where `answers` is given and no draft stands.
 * A plan issued already under the same id stays as it is. All or none; the refusals of the first plan that may not be
 * issued come back. Lower targets wait for a decision from above. Returns the ids newly issued.
 */
export async function issuePlans(w: Work, items: Issue[]): Promise<string[]> {
  const standing = await loadPlans(w.tx, items.map((i) => i.id), { lock: true })
  const fresh = items.filter((i) => !standing.has(i.id))
  if (fresh.some((i) => i.answers === undefined)) throw notFound()
  const drafts = await filled(w, fresh.map((i) => ({ ...i, answers: i.answers!, issuedOn: i.issuedOn ?? w.today })))
  for (const item of items) {
    const held = standing.get(item.id)
    if (!held) continue
    if (held.unitId !== item.unitId) throw notFound()
    if (held.status === 'draft') drafts.push({ id: held.id, unitId: held.unitId, answers: held.answers, rootId: held.rootId, replaces: held.replaces, content: changed(held.content, item) })
    else if (held.status === 'withdrawn') insist(mayChange(held.status))
  }
  if (drafts.length > 0) {
    await check(w, drafts)
    await putDrafts(w.tx, drafts)
    await markIssued(w.tx, drafts.map((d) => d.id))
    w.touched('unit', drafts.map((d) => d.unitId))
    await tellIssued(w, drafts)
  }
  if (items.length === 1) w.note('plans.issue', 'plan', items[0]!.id, drafts.length ? { reference: `${drafts[0]!.content.number}/${drafts[0]!.content.notation}` } : { again: true })
  else w.note('plans.issue', 'plan', 'bulk', { plans: drafts.length })
  return drafts.map((d) => d.id)
}

function changed(content: Content, item: Issue): Content {
  const inForce = item.inForce ?? (item.issuedOn && content.inForce && content.inForce.from < item.issuedOn ? { ...content.inForce, from: item.issuedOn } : content.inForce)
  return {
    ...content, inForce, number: item.number ?? content.number, notation: item.notation ?? content.notation, series: item.series ?? content.series,
    issuedOn: item.issuedOn ?? content.issuedOn, title: item.title ?? content.title,
    targets: content.targets.map((t): OwnTarget => {
      const own = item.targets?.find((o) => sameTarget(o, t))
      return own ? { ...t, share: own.share, reason: own.reason ?? t.reason } : t
    }),
  }
}

/** Drafts from templates, in memory. */
async function filled(w: Work, items: (Issue & { answers: string; issuedOn: Day })[]): Promise<Draft[]> {
  if (items.length === 0) return []
  const parents = await loadPlans(w.tx, [...new Set(items.map((i) => i.answers))])
  const stages = await loadStages(w.tx, [...new Set([...parents.values()].map((p) => p.rootId))])
  const issuers = await placesOn(w.tx, [...new Set([...parents.values()].map((p) => p.unitId))].map((unitId) => ({ unitId, on: w.today, issuerId: null })))
  const templates = new Map<string, Template | null>()
  for (const id of parents.keys()) templates.set(id, await templateOf(w.tx, id))
  const places = await placesOn(w.tx, items.map((i) => ({ unitId: i.unitId, on: i.issuedOn, issuerId: null })))
  const numbers = new Map<string, string[]>()
  for (const year of new Set(items.map((i) => i.issuedOn.slice(0, 4)))) {
    const used = await numbersUsed(w.tx, items.filter((i) => i.issuedOn.startsWith(year)).map((i) => i.unitId), year)
    for (const [unit, list] of used) numbers.set(unit + year, list)
  }
  return items.map((item) => {
    const parent = parents.get(item.answers)
    if (!parent) throw notFound()
    const unit = places.get(item.unitId)
    if (!unit) throw new Refused(refuse('unit-not-there', 'unitId', 'Đơn vị không tồn tại vào ngày này.', 'The unit does not exist on that day.'))
    const content = fill({
      unit, stages: stages.get(parent.rootId) ?? [], template: templates.get(parent.id) ?? null, on: item.issuedOn, newId, issuer: issuerAbbreviation(unit.kind, unit.name),
      parent: { ...asParent(parent), basis: parent.content.basis, until: parent.content.inForce?.to ?? null, issuerName: issuers.get(parent.unitId)?.name ?? '' },
      number: proposeNumber(numbers.get(item.unitId + item.issuedOn.slice(0, 4)) ?? []),
    })
    return { id: item.id, unitId: item.unitId, answers: parent.id, rootId: parent.rootId, replaces: null, content: changed(content, item) }
  })
}

/** Throws the refusals of the first draft that may not be issued. */
async function check(w: Work, drafts: Draft[]): Promise<void> {
  const parentIds = [...new Set(drafts.flatMap((d) => d.answers ?? []))]
  const parents = await loadPlans(w.tx, parentIds)
  const stages = await loadStages(w.tx, [...new Set(drafts.map((d) => d.rootId))])
  const places = await placesOn(w.tx, drafts.map((d) => ({ unitId: d.unitId, on: d.content.issuedOn ?? w.today, issuerId: d.answers ? parents.get(d.answers)?.unitId ?? null : null })))
  const rivals = parentIds.length === 0 ? [] : await rivalsOf(w.tx, drafts.map((d) => d.unitId), parentIds)
  const rivalsBy = Map.groupBy(rivals, (r) => r.unitId)
  const numbered = await numberedDays(w, [...new Set(drafts.flatMap((d) => d.content.targets.flatMap((t) => t.indicatorCode ?? [])))])
  for (const draft of drafts) {
    const parent = draft.answers === null ? null : parents.get(draft.answers)
    if (parent === undefined) throw notFound()
    if (parent) draft.content.targets = inherit(draft.content.targets, parent.content.targets)
    const place = places.get(draft.unitId)
    if (!place) throw new Refused(refuse('unit-not-there', 'issuedOn', 'Đơn vị không tồn tại vào ngày ban hành.', 'The unit does not exist on the day of issue.'))
    insist(mustBeShares(draft.content.targets.filter((t) => !parent?.content.targets.some((above) => sameTarget(above, t))), stages.get(draft.rootId) ?? [], numbered))
    insist(mayIssue({
      content: draft.content, stages: stages.get(draft.rootId) ?? [], parent: parent && asParent(parent), parentAbove: place.parentAbove, grassroots: place.grassroots, today: w.today,
      rivals: (rivalsBy.get(draft.unitId) ?? []).filter((r) => r.answers === draft.answers && r.id !== draft.replaces),
    }))
  }
}

/** Takes a plan out of force from a day on; the unit counts as without it from then. */
export async function withdrawPlan(w: Work, ask: { id: string; unitId: string; on: Day; reason: string }): Promise<void> {
  const held = await ownPlan(w, ask.id, ask.unitId)
  insist(mayWithdraw({ status: held.status, from: held.holds?.from ?? null, on: ask.on, today: w.today }))
  if (ask.reason.trim().length < 10) throw new Refused(refuse('reason-missing', 'reason', 'Ghi lý do thu hồi (ít nhất 10 ký tự).', 'Give the reason (10 characters at least).'))
  await w.tx.updateTable('plans.plan').set({ status: 'withdrawn', withdrawn_on: ask.on, withdrawn_why: ask.reason.trim() }).where('id', '=', ask.id).execute()
  w.touched('unit', [ask.unitId])
  w.note('plans.withdraw', 'plan', ask.id, { on: ask.on, reason: ask.reason.trim() })
}

/** Throws a draft away; an issued plan stays for ever. */
export async function discardDraft(w: Work, ask: { id: string; unitId: string }): Promise<void> {
  const held = await ownPlan(w, ask.id, ask.unitId)
  insist(mayChange(held.status))
  await w.tx.deleteFrom('plans.plan').where('id', '=', ask.id).execute()
  w.note('plans.discard', 'plan', ask.id, { title: held.content.title })
}

/** The last day for unions below to answer; null: none set. */
export async function setAnswerBy(w: Work, ask: { id: string; unitId: string; answerBy: Day | null }): Promise<void> {
  const held = await ownPlan(w, ask.id, ask.unitId)
  if (ask.answerBy && held.content.issuedOn && ask.answerBy < held.content.issuedOn) {
    throw new Refused(refuse('date-early', 'answerBy', 'Hạn hưởng ứng không được trước ngày ban hành.', 'The day to answer by cannot lie before the day of issue.'))
  }
  await w.tx.updateTable('plans.plan').set({ answer_by: ask.answerBy }).where('id', '=', ask.id).execute()
  w.note('plans.answer-by', 'plan', ask.id, { answerBy: ask.answerBy })
}

/** How answers to this plan begin. */
export async function writeTemplate(w: Work, ask: { id: string; unitId: string; template: Template }): Promise<void> {
  await ownPlan(w, ask.id, ask.unitId)
  await putTemplate(w.tx, ask.id, ask.template)
  w.note('plans.template', 'plan', ask.id)
}
