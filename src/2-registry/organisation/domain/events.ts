// Rules of the events that make new units out of old ones, and of taking an event back.
import { writeDay, type Day } from '#base/day'
import { refuse, type Verdict } from '#base/refusal'
import { byUnit, versionOn, type Version } from './version.ts'
import type { NewUnit } from './structure.ts'

/** How much of a unit goes over, as the decision says it. */
export interface Share { part: number; whole: number }

/** Several units end and go on in a new one. */
export interface Consolidation { from: string[]; unit: NewUnit }

/** A new unit that a split makes, the units it takes of those that hang under the one split, and how much of that it is. */
export interface SplitPart { unit: NewUnit; takes: string[]; share?: Share | null | undefined }

/**
 * A unit is split. stays: it lives on beside the new ones, and keeps what none of them takes. Else it ends, and `restTo`, one
 * of the new ones, takes what no other is named for: its own records, and the units below it that nobody takes.
 */
export interface Split { unitId: string; stays: boolean; parts: SplitPart[]; restTo: string | null }

export function consolidationIsClear({ from, unit }: Consolidation): Verdict {
  if (new Set(from).size < 2 || new Set(from).size < from.length) {
    return refuse('consolidate-two', 'from', 'Hợp nhất cần từ hai đơn vị khác nhau trở lên; một đơn vị nhập vào đơn vị khác là sáp nhập.', 'A consolidation needs at least two different units; one unit that goes on in another is a merge.')
  }
  return !from.includes(unit.id) || refuse('merge-into-ending', 'from', 'Đơn vị mới không được là một trong các đơn vị chấm dứt.', 'The new unit may not be one of those that end.')
}

export function splitIsClear({ unitId, stays, parts, restTo }: Split): Verdict {
  const news = new Set(parts.map((p) => p.unit.id))
  if (news.size < parts.length || news.has(unitId)) return refuse('split-twice', 'parts', 'Mỗi đơn vị mới cần một mã định danh riêng.', 'Each new unit needs an identity of its own.')
  if (stays && parts.length < 1) return refuse('split-parts', 'parts', 'Cần ít nhất một đơn vị mới.', 'At least one new unit is needed.')
  if (!stays && parts.length < 2) return refuse('split-parts', 'parts', 'Chia một đơn vị thì cần ít nhất hai đơn vị mới; nếu chỉ một thì hãy đổi tên hoặc đổi loại.', 'A unit that ends is divided into at least two; for one, rename it or change its kind.')
  if (stays && restTo !== null) return refuse('split-rest', 'restTo', 'Đơn vị vẫn hoạt động thì tự giữ phần còn lại.', 'A unit that stays keeps the rest itself.')
  if (!stays && !news.has(restTo ?? '')) return refuse('split-rest', 'restTo', 'Hãy chọn đơn vị mới nhận phần còn lại: hồ sơ của đơn vị bị chia và các đơn vị trực thuộc chưa được phân.', 'Choose the new unit that takes the rest: the records of the divided unit and the units below that nobody takes.')
  const taken = parts.flatMap((p) => p.takes)
  if (new Set(taken).size < taken.length) return refuse('taken-twice', 'parts', 'Một đơn vị trực thuộc chỉ chuyển về một đơn vị mới.', 'A unit below goes to one of the new units only.')
  return sharesAreClear(parts)
}

function sharesAreClear(parts: SplitPart[]): Verdict {
  const shares = parts.flatMap((p) => (p.share ? [p.share] : []))
  if (shares.some((s) => !(Number.isInteger(s.part) && Number.isInteger(s.whole) && s.part > 0 && s.whole >= s.part))) {
    return refuse('share', 'parts', 'Tỷ lệ phải là phân số lớn hơn 0 và không quá 1.', 'A share is a fraction above 0 and at most 1.')
  }
  // Fractions are added as they are: thirds must make a whole.
  const [part, whole] = shares.reduce(([a, b], s) => [a * BigInt(s.whole) + BigInt(s.part) * b, b * BigInt(s.whole)], [0n, 1n])
  return part <= whole || refuse('shares', 'parts', 'Tổng các tỷ lệ vượt quá toàn bộ đơn vị.', 'The shares add up to more than the whole unit.')
}

/** Every unit that a part takes hangs under the split unit on the day. */
export function takesWhatHangs(split: Split, children: Version[], on: Day): Verdict {
  const hanging = byUnit(children)
  const stray = split.parts.flatMap((p) => p.takes).find((id) => versionOn(hanging.get(id) ?? [], on)?.parentId !== split.unitId)
  return !stray || refuse('not-below', 'parts', `Có đơn vị được phân mà không trực thuộc đơn vị bị chia, tách vào ngày ${writeDay(on)}.`, `A unit that is taken does not hang directly under the unit on ${writeDay(on)}.`)
}

/** A unit ends only where no other goes on in it from a later day. */
export function noHeirAfter(later: { name: string; since: Day } | undefined, on: Day, field: string): Verdict {
  return !later || refuse('later-event', field, `${later.name} đã được quyết định nhập vào đơn vị này từ ngày ${writeDay(later.since)}, sau ngày ${writeDay(on)}. Hãy hoàn tác việc đó trước.`,
    `${later.name} goes on in this unit from ${writeDay(later.since)}, after ${writeDay(on)}. Undo that first.`)
}

export function reasonIsWhole(reason: string): Verdict {
  return reason.trim().length >= 5 || refuse('reason', 'reason', 'Cần lý do hoàn tác (ít nhất 5 ký tự).', 'The reason for undoing is needed (at least 5 characters).')
}
