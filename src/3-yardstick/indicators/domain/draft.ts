// A definition on its way: written, sent, approved by another person or returned. Half-written ones are kept as they are.
import * as z from 'zod'
import { refuse, type Refusal, type Verdict } from '#base/refusal'
import { definition, requirement, stage, subject, type Definition } from './definition.ts'
import { asksOnce, byNumber } from './gap.ts'

const open = z.object({ from: z.union([z.iso.date(), z.number()]).nullish(), to: z.union([z.iso.date(), z.number()]).nullish() })
const filter = z.record(z.string().max(60), z.union([z.string().max(200), z.number(), z.boolean(), z.array(z.string().max(200)).max(20), open])).default({})
const draftRequirement = requirement.extend({ filter, fact: z.string().max(60), atLeast: z.number().int().nullable().default(1), withinDays: z.number().int().nullish() })

/** As far as it is written; what is missing is asked for when it is sent. */
export const draftBody = z.object({
  subjects: z.array(subject.extend({ kind: z.string().max(60), filter, since: open.nullish() })).max(6),
  exclusions: z.array(z.object({ fact: z.string().max(60), filter })).max(6),
  stages: z.array(stage.extend({ code: z.string().max(40), from: z.iso.date().nullable(), to: z.iso.date().nullable(), share: z.number().min(0).max(1).nullable(), number: z.number().min(0).max(1e12).nullish(), requires: z.array(draftRequirement).max(6) })).max(12),
})
export type DraftBody = z.infer<typeof draftBody>

export const draftStates = ['draft', 'sent', 'returned', 'published'] as const
export type DraftState = (typeof draftStates)[number]
export interface DraftText { code: string; nameVi: string; nameEn: string; countsVi: string; countsEn: string; body: DraftBody; effectiveFrom: string | null }

/** What is written, without what was left open: an empty end of a range, a deadline that was not set. */
function finished(body: DraftBody): unknown {
  const tidy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(tidy)
    if (typeof value !== 'object' || value === null) return value
    const kept = Object.entries(value).filter(([k, v]) => v !== null && v !== undefined && !(k === 'since' && empty(v)))
    return Object.fromEntries(kept.map(([k, v]) => [k, tidy(v)]))
  }
  return tidy(body)
}

const empty = (value: DraftBody['subjects'][number]['filter'][string]) => value === '' || (typeof value === 'object' && (Array.isArray(value) ? value.length === 0 : (value.from ?? null) === null && (value.to ?? null) === null))

/** The definition that is written, or what is still missing, each at its field. */
export function definitionOf(body: DraftBody): { definition: Definition; faults: [] } | { definition: null; faults: Refusal[] } {
  const faults: Refusal[] = []
  if (body.subjects.length === 0) faults.push(refuse('no-subject', 'subjects', 'Chọn ít nhất một nhóm đối tượng được đếm.', 'Choose at least one group to be counted.'))
  if (body.stages.length === 0) faults.push(refuse('no-stage', 'stages', 'Thêm ít nhất một giai đoạn.', 'Add at least one stage.'))
  const unsaid = (filter: DraftBody['subjects'][number]['filter'], at: string) => {
    if (Object.values(filter).some(empty)) faults.push(refuse('no-value', at, 'Chọn giá trị cho từng điều kiện, hoặc bỏ điều kiện đó.', 'Choose a value for each condition, or remove it.'))
  }
  const noFact = (at: string) => faults.push(refuse('no-fact', `${at}.fact`, 'Chọn sự kiện, hoặc bỏ điều kiện này.', 'Choose the fact, or remove this condition.'))
  body.subjects.forEach((s, i) => {
    if (s.kind === '') faults.push(refuse('no-subject', `subjects.${i}.kind`, 'Chọn nhóm đối tượng được đếm.', 'Choose the group to be counted.'))
    unsaid(s.filter, `subjects.${i}`)
  })
  body.exclusions.forEach((e, i) => {
    if (e.fact === '') noFact(`exclusions.${i}`)
    unsaid(e.filter, `exclusions.${i}`)
  })
  body.stages.forEach((s, i) => {
    for (const [j, r] of s.requires.entries()) {
      if (r.fact === '') noFact(`stages.${i}.requires.${j}`)
      unsaid(r.filter, `stages.${i}.requires.${j}`)
    }
    const at = `stages.${i}`
    if (s.code.trim() === '') faults.push(refuse('no-name', `${at}.code`, 'Đặt tên cho giai đoạn, ví dụ 2026.', 'Name the stage, such as 2026.'))
    if (s.from === null || s.to === null) faults.push(refuse('no-days', `${at}.from`, 'Ghi ngày bắt đầu và ngày kết thúc của giai đoạn.', 'Say on which days the stage begins and ends.'))
    if (s.share !== null && !asksOnce(s)) faults.push(refuse('share-and-number', `${at}.number`, 'Chỉ tiêu theo tỷ lệ hoặc theo số lượng, không theo cả hai.', 'The target is a share or a number, not both.'))
    else if (byNumber(s)) {
      if (!s.number || !Number.isInteger(s.number)) faults.push(refuse('no-number', `${at}.number`, 'Ghi số lượng phải đạt: số nguyên từ 1 trở lên.', 'Say what number must be reached: a whole one, 1 or more.'))
    } else if (s.share === null || s.share <= 0) faults.push(refuse('no-share', `${at}.share`, 'Ghi tỷ lệ phải đạt, từ trên 0 đến 100%.', 'Say what share must be reached, above 0 and up to 100%.'))
    if (s.requires.length === 0) faults.push(refuse('no-fact', `${at}.requires`, 'Chọn ít nhất một điều kiện đạt.', 'Choose at least one condition.'))
  })
  if (faults.length > 0) return { definition: null, faults }
  const read = definition.safeParse(finished(body))
  return read.success ? { definition: read.data, faults: [] } : { definition: null, faults: read.error.issues.map((issue) => refuse('unreadable', issue.path.slice(0, 3).join('.'), 'Phần này chưa ghi đủ.', 'This part is not complete.')) }
}

/** What is missing besides the definition itself. */
export function missingIn(it: DraftText): Refusal[] {
  const faults: Refusal[] = []
  if (it.code === '') faults.push(refuse('no-code', 'code', 'Đặt mã cho chỉ số, ví dụ VL26-07.', 'Give the indicator a code, such as VL26-07.'))
  if (it.nameVi.trim() === '') faults.push(refuse('no-name', 'nameVi', 'Ghi tên chỉ số.', 'Name the indicator.'))
  if (it.countsVi.trim() === '') faults.push(refuse('no-counts', 'countsVi', 'Ghi cái được đếm, ví dụ “chủ tịch công đoàn cơ sở”.', 'Say what is counted, such as “grassroots chairs”.'))
  if (it.effectiveFrom === null) faults.push(refuse('no-day', 'effectiveFrom', 'Chọn ngày bắt đầu có hiệu lực.', 'Choose the day from which it holds.'))
  return faults
}

/** Tier of the unit that owns it: the Confederation, and provincial, industry and corporation unions write indicators. */
export function mayOwn(tier: number): Verdict {
  return tier <= 2 || refuse('upper-only', 'unitId', 'Chỉ Tổng Liên đoàn, liên đoàn lao động tỉnh, công đoàn ngành và tương đương soạn chỉ số.', 'Only the Confederation and provincial, industry and corporation unions write indicators.')
}

export function mayWrite(state: DraftState): Verdict {
  return state === 'draft' || state === 'returned' || refuse('sent', null, 'Bản này đã gửi duyệt nên không sửa được. Người duyệt có thể trả lại.', 'This has been sent for approval and cannot be changed. Whoever approves may return it.')
}

/** Whoever wrote it last, or sent it, leaves the decision to another. */
export function mayDecide(it: { state: DraftState; writtenBy: string | null; sentBy: string | null }, personId: string | null): Verdict {
  if (it.state !== 'sent') return refuse('not-sent', null, 'Bản này không chờ duyệt. Hãy tải lại để xem bản hiện tại.', 'This does not wait for approval. Reload to see how it stands.')
  return personId === null || (personId !== it.writtenBy && personId !== it.sentBy) || refuse('own-draft', null, 'Người soạn không tự duyệt bản của mình. Người khác có thẩm quyền phải duyệt.', 'Whoever wrote it does not approve it. Another person with that power must.')
}

export interface DraftDifference { what: { vi: string; en: string }; mine: string; theirs: string }

/** Of two texts of one draft what differs, in words to choose by; `say` reads a body out. */
export function draftDifferences(mine: DraftText, theirs: DraftText, say: (body: DraftBody) => string): DraftDifference[] {
  const parts: [string, string, (d: DraftText) => string][] = [
    ['Mã', 'Code', (d) => d.code], ['Tên chỉ số', 'Name', (d) => d.nameVi], ['Tên tiếng Anh', 'Name in English', (d) => d.nameEn], ['Cái được đếm', 'What is counted', (d) => d.countsVi],
    ['Hiệu lực từ', 'Holds from', (d) => d.effectiveFrom ?? ''], ['Định nghĩa', 'Definition', (d) => say(d.body)],
  ]
  return parts.flatMap(([vi, en, of]) => (of(mine) === of(theirs) ? [] : [{ what: { vi, en }, mine: of(mine), theirs: of(theirs) }]))
}
