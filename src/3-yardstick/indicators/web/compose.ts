// Between a draft as the server has it and the form of whoever composes it.
import { text } from '#base/text'
import type { Bound, FormOf } from '#web/kit/form/useForm.ts'
import type { Draft } from '../contract.ts'

export type Body = Draft['body']
export type Subject = Body['subjects'][number]
export type Stage = Body['stages'][number]
export type Requirement = Stage['requires'][number]
export type Filter = Subject['filter']

export interface ComposeValues extends Pick<Draft, 'code' | 'nameVi' | 'nameEn' | 'countsVi' | 'countsEn' | 'effectiveFrom'>, Body {
  /** The writing that the form was filled from: a text written since elsewhere is not overwritten unseen. */
  seen: number
}

export function toValues(d: Draft): ComposeValues {
  return { seen: d.writing, code: d.code, nameVi: d.nameVi, nameEn: d.nameEn, countsVi: d.countsVi, countsEn: d.countsEn, effectiveFrom: d.effectiveFrom, subjects: d.body.subjects, exclusions: d.body.exclusions, stages: d.body.stages }
}

export const bodyOf = ({ subjects, exclusions, stages }: ComposeValues): Body => ({ subjects, exclusions, stages })

export function toWrite({ seen, code, nameVi, nameEn, countsVi, countsEn, effectiveFrom, ...body }: ComposeValues, { id, unitId, replaces }: Draft) {
  return { id, unitId, replaces, code: code.trim().toUpperCase(), nameVi, nameEn, countsVi, countsEn, effectiveFrom, body, seen }
}

export function freshStage(from: string | null): Stage {
  return { code: '', from, to: null, operator: '>=', share: 1, need: 'all', requires: [{ fact: '', filter: {}, atLeast: 1 }] }
}

export const slotOf = (id: string) => `indicators.save ${id}`
/** What a new one begins with: one group and one stage to be filled in. */
export const emptyBody: Body = { subjects: [{ kind: '', filter: {} }], exclusions: [], stages: [freshStage(null)] }

/** Binds a nested part of the form as a field of the kit. */
export function bound<T>(form: FormOf<ComposeValues>, name: string, value: T, set: (value: T) => void): Bound<T> {
  return { name, value, set, refusals: form.refusalsAt(name), disabled: form.busy }
}

export const words = {
  indicators: text('Chỉ số', 'Indicators'),
  counted: text('Ai, cái gì được đếm', 'Who or what is counted'),
  excluded: text('Ai không tính', 'Who is left out'),
  stages: text('Giai đoạn và chỉ tiêu', 'Stages and targets'),
  trial: text('Thử trên số liệu thật', 'Tried on real data'),
  met: text('Đạt', 'Met'), unmet: text('Chưa đạt', 'Unmet'), left: text('Không tính', 'Left out'),
  states: { draft: text('Đang soạn', 'Being written'), sent: text('Chờ duyệt', 'Waits for approval'), returned: text('Trả lại để sửa', 'Returned'), published: text('Đã ban hành', 'Published') },
}
export const stateTone = { draft: 'plain', sent: 'soon', returned: 'behind', published: 'good' } as const
