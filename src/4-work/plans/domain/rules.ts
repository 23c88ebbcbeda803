// What may be done with a plan. Each rule takes values and answers with what is wrong, at its field.
import { contains, writeDay, type Day, type DayRange } from '#base/day'
import { refuse, type Refusal, type Verdict } from '#base/refusal'
import type { Content, Decision, Parent, Stage, Status, Target } from './plan.ts'
import { asked, isLower, sameTarget } from './targets.ts'

/** The field of a target in the forms: targets.T4.2025-2027.share. */
export function targetField(t: { code: string; stage: string }, field: 'share' | 'reason' | 'atLeast' | 'stage' | 'code'): string {
  return `targets.${t.code}.${t.stage}.${field}`
}

/** An issued plan is never changed: a new version replaces it, or it is withdrawn. */
export function mayChange(status: Status): Verdict {
  if (status === 'draft') return true
  return refuse('plan-issued', null, 'Kế hoạch đã ban hành không sửa và không thêm chỉ tiêu được. Hãy lập bản thay thế hoặc thu hồi.',
    'An issued plan is not changed and takes no new target. Make a version that replaces it, or withdraw it.')
}

/** What a draft must already be; everything else can wait until it is issued. */
export function mayKeep(content: Content, stages: Stage[], answering: boolean): Refusal[] {
  const wrong: Refusal[] = []
  if (content.title.trim() === '') wrong.push(refuse('title-missing', 'title', 'Nhập tên kế hoạch.', 'Enter the title of the plan.'))
  if (content.inForce?.to && content.inForce.to <= content.inForce.from) {
    wrong.push(refuse('range-empty', 'inForce', 'Ngày hết hiệu lực phải sau ngày có hiệu lực.', 'The plan must end after it begins.'))
  }
  for (const t of content.targets) {
    if (!stages.some((s) => s.code === t.stage)) wrong.push(refuse('stage-unknown', targetField(t, 'stage'), `Kế hoạch không có giai đoạn ${t.stage}.`, `The plan has no stage ${t.stage}.`))
    if (content.targets.filter((o) => sameTarget(o, t)).length > 1) wrong.push(refuse('target-twice', targetField(t, 'code'), `Chỉ tiêu ${t.code} có hai lần trong giai đoạn ${t.stage}.`, `Target ${t.code} stands twice in stage ${t.stage}.`))
    if (t.share < 0 || t.share > 1) wrong.push(refuse('share-range', targetField(t, 'share'), 'Tỷ lệ phải từ 0% đến 100%.', 'The share must lie between 0% and 100%.'))
    if (t.share === 0 && !answering) wrong.push(refuse('share-zero', targetField(t, 'share'), 'Chỉ tiêu phải lớn hơn 0%.', 'A target must be above 0%.'))
  }
  return wrong
}

/** A target is a share of those whom its indicator counts: one that asks for a number measures none. numbered: days on which
 *  indicators do. Asked of a plan's own targets: those of the plan answered are its issuer's. */
export function mustBeShares(targets: readonly Target[], stages: Stage[], numbered: { code: string; from: Day; to: Day }[]): Refusal[] {
  return targets.flatMap((t) => {
    const during = stages.find((s) => s.code === t.stage)?.during
    if (!during || !numbered.some((n) => n.code === t.indicatorCode && n.from < during.to && during.from < n.to)) return []
    return [refuse('target-in-numbers', targetField(t, 'share'), `Chỉ số ${t.indicatorCode} đặt chỉ tiêu theo số lượng, còn kế hoạch đặt theo tỷ lệ, nên không đo được chỉ tiêu ${t.code} bằng chỉ số này.`,
      `Indicator ${t.indicatorCode} asks for a number and a plan for a share, so it cannot measure target ${t.code}.`)]
  })
}

export interface IssueFacts {
  content: Content
  stages: Stage[]
  /** null: a root plan. */
  parent: Parent | null
  /** Whether the issuer of the plan answered stands above this unit on the day of issue. */
  parentAbove: boolean
  /** A grassroots union need not carry on what only upper unions do. */
  grassroots: boolean
  /** Other issued answers of this unit to the same plan, the replaced one left out. */
  rivals: { reference: string; holds: DayRange }[]
  today: Day
}

/** A plan is issued with its number, dates, at least one target of its own, and an answer to each target asked of it. */
export function mayIssue(f: IssueFacts): Refusal[] {
  const { content: c, parent } = f
  const wrong = mayKeep(c, f.stages, parent !== null)
  if (!c.number?.trim()) wrong.push(refuse('number-missing', 'number', 'Nhập số của kế hoạch.', 'Enter the number of the plan.'))
  else if (!/^\d{1,6}[a-zđ]?$/.test(c.number)) wrong.push(refuse('number-form', 'number', 'Số văn bản gồm chữ số, có thể thêm một chữ cái (ví dụ 12, 10b).', 'A number is digits, with one letter at most (12, 10b).'))
  if (!c.notation?.trim()) wrong.push(refuse('notation-missing', 'notation', 'Nhập ký hiệu, ví dụ KH-CĐCS.', 'Enter the notation, such as KH-CĐCS.'))
  if (!c.series?.trim()) wrong.push(refuse('series-missing', 'series', 'Nhập sổ đăng ký (thường là năm).', 'Enter the register, usually the year.'))
  if (!c.issuedOn) wrong.push(refuse('date-missing', 'issuedOn', 'Nhập ngày ban hành.', 'Enter the day of issue.'))
  else if (c.issuedOn > f.today) wrong.push(refuse('date-coming', 'issuedOn', 'Ngày ban hành không được sau hôm nay.', 'The day of issue cannot lie ahead.'))
  else if (parent && c.issuedOn < parent.issuedOn) {
    wrong.push(refuse('date-before-parent', 'issuedOn', `Ngày ban hành không được trước ngày của kế hoạch cấp trên (${writeDay(parent.issuedOn)}).`, `The day of issue cannot lie before that of the plan answered (${writeDay(parent.issuedOn)}).`))
  }
  if (!c.inForce) wrong.push(refuse('force-missing', 'inForce', 'Nhập thời gian thực hiện.', 'Enter from when to when the plan holds.'))
  else {
    if (c.issuedOn && c.inForce.from < c.issuedOn) wrong.push(refuse('force-before-issue', 'inForce', 'Kế hoạch không thể có hiệu lực trước ngày ban hành.', 'A plan cannot hold before it is issued.'))
    const { from, to } = c.inForce
    for (const t of to === null || from < to ? c.tasks : []) {
      if (t.dueOn && t.dueOn < from) wrong.push(refuse('task-early', `tasks.${t.id}.dueOn`, 'Hạn của việc này trước ngày kế hoạch có hiệu lực.', 'This task is due before the plan holds.'))
      if (t.dueOn && to && t.dueOn >= to) wrong.push(refuse('task-late', `tasks.${t.id}.dueOn`, 'Hạn của việc này sau ngày kế hoạch hết hiệu lực.', 'This task is due after the plan has ended.'))
    }
  }
  if (!c.targets.some((t) => t.share > 0)) wrong.push(refuse('no-target', 'targets', 'Kế hoạch cần ít nhất một chỉ tiêu riêng.', 'A plan needs at least one target of its own.'))
  if (c.inForce && f.stages.length > 0 && asked(c.targets, f.stages, c.inForce, false).length === 0 && c.targets.length > 0) {
    wrong.push(refuse('stage-outside', 'inForce', 'Thời gian thực hiện không chạm giai đoạn nào có chỉ tiêu.', 'The plan does not hold in any stage for which it sets targets.'))
  }
  if (parent) wrong.push(...answersParent(f, parent))
  return wrong
}

function answersParent(f: IssueFacts, parent: Parent): Refusal[] {
  const { content: c } = f
  const wrong: Refusal[] = []
  if (!f.parentAbove) wrong.push(refuse('parent-not-above', 'answers', 'Chỉ được hưởng ứng kế hoạch của công đoàn cấp trên.', 'Only a plan of a union above can be answered.'))
  if (parent.status === 'draft' || (c.issuedOn && !contains(parent.holds, c.issuedOn))) {
    wrong.push(refuse('parent-not-in-force', 'answers', `Kế hoạch ${parent.reference} không có hiệu lực vào ngày ban hành.`, `Plan ${parent.reference} is not in force on the day of issue.`))
  }
  if (c.inForce) {
    const rival = f.rivals.find((r) => (c.inForce!.to === null || r.holds.from! < c.inForce!.to) && (r.holds.to === null || c.inForce!.from < r.holds.to))
    if (rival) wrong.push(refuse('answered-already', 'inForce', `Đơn vị đã có kế hoạch ${rival.reference} trong thời gian này. Hãy lập bản thay thế.`, `The unit already has plan ${rival.reference} for these days. Make a version that replaces it.`))
    for (const above of asked(parent.targets, f.stages, c.inForce, f.grassroots)) {
      const own = c.targets.find((t) => sameTarget(t, above))
      if (!own) {
        wrong.push(refuse('target-unanswered', targetField(above, 'share'), `Chưa trả lời chỉ tiêu ${above.code} giai đoạn ${above.stage}. Nếu không đặt, ghi 0% kèm lý do.`, `Target ${above.code} of stage ${above.stage} is not answered. If it is not taken up, enter 0% with the reason.`))
      } else if (isLower(own, above) && (own.reason ?? '').trim().length < 10) {
        wrong.push(refuse('reason-missing', targetField(above, 'reason'), `Chỉ tiêu ${above.code} thấp hơn cấp trên: ghi lý do (ít nhất 10 ký tự).`, `Target ${above.code} is lower than the one above: give the reason (10 characters at least).`))
      }
    }
  }
  return wrong
}

/** Withdrawn from a day on: never before it was issued, never ahead of today. */
export function mayWithdraw(f: { status: Status; from: Day | null; on: Day; today: Day }): Verdict {
  if (f.status === 'draft') return refuse('not-issued', null, 'Bản nháp không cần thu hồi, hãy xóa.', 'A draft is not withdrawn, discard it.')
  if (f.status === 'withdrawn') return refuse('withdrawn-already', null, 'Kế hoạch đã được thu hồi.', 'The plan is withdrawn already.')
  if (f.from !== null && f.on < f.from) return refuse('date-early', 'on', 'Ngày thu hồi không được trước ngày kế hoạch có hiệu lực.', 'A plan cannot be withdrawn before it holds.')
  if (f.on > f.today) return refuse('date-coming', 'on', 'Ngày thu hồi không được sau hôm nay.', 'The day of withdrawal cannot lie ahead.')
  return true
}

/** A union above decides once; whoever is refused issues a new version. */
export function mayDecide(f: { status: Status; decision: Decision | null; above: boolean }): Verdict {
  if (f.decision === null) return refuse('not-lower', null, 'Chỉ tiêu này không thấp hơn cấp trên.', 'This target is not lower than the one above.')
  if (f.status !== 'issued') return refuse('not-issued', null, 'Kế hoạch chưa ban hành hoặc đã thu hồi.', 'The plan is not issued, or is withdrawn.')
  if (!f.above) return refuse('not-above', 'unitId', 'Chỉ công đoàn cấp trên được quyết định chỉ tiêu thấp hơn.', 'Only a union above decides on a lower target.')
  if (f.decision !== 'waiting') return refuse('decided-already', null, 'Chỉ tiêu này đã được quyết định.', 'This target is decided already.')
  return true
}

/** Whether the plan counts as an answer, and if not why; the view plans.fact_plan_in_force says the same over time. */
export type Counting = 'counts' | 'draft' | 'not-in-force' | 'waiting' | 'refused'
export function counting(f: { status: Status; holds: DayRange | null; decisions: Decision[]; today: Day }): Counting {
  if (f.status === 'draft' || !f.holds) return 'draft'
  if (f.decisions.includes('refused')) return 'refused'
  if (f.decisions.includes('waiting')) return 'waiting'
  return contains(f.holds, f.today) ? 'counts' : 'not-in-force'
}
