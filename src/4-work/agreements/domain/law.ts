// What the law gives in a case, level after level: each holds from its first day until the next one begins. A level that is put in
// closes the one before it; one that is taken away gives its days back to it.
import { writeDay, type Day } from '#base/day'
import { refuse, type Refusal } from '#base/refusal'

export interface Level { id: string; from: Day; /** The day after the last one; null: open. */ to: Day | null; gives: number; basis: string }
export type Written = Pick<Level, 'id' | 'from' | 'gives' | 'basis'>

export function withoutLevel(levels: readonly Level[], id: string): Level[] {
  const gone = levels.find((one) => one.id === id)
  return levels.filter((one) => one.id !== id).map((one) => (gone && one.to === gone.from ? { ...one, to: gone.to } : one))
}

/** Put in, or put in anew where it stands already. */
export function withLevel(levels: readonly Level[], level: Written): Level[] {
  const others = withoutLevel(levels, level.id)
  const around = others.find((one) => one.from < level.from && (one.to === null || one.to > level.from))
  const next = others.filter((one) => one.from > level.from).toSorted((a, b) => a.from.localeCompare(b.from))[0]
  return [...others.map((one) => (one === around ? { ...one, to: level.from } : one)), { ...level, to: around ? around.to : next?.from ?? null }].toSorted((a, b) => a.from.localeCompare(b.from))
}

/** May this level stand so? `relied`: confirmed clauses have been shown beside the one that it corrects. */
export function mayWriteLevel(levels: readonly Level[], level: Written, { relied, reason }: { relied: boolean; reason: string | null }): Refusal[] {
  const found: Refusal[] = []
  const known = levels.find((one) => one.id === level.id), others = levels.filter((one) => one.id !== level.id)
  if (level.basis.trim() === '') found.push(refuse('basis-missing', 'basis', 'Ghi tên văn bản và điều khoản, ví dụ “Bộ luật Lao động 45/2019/QH14, Điều 113”.', 'Name the instrument and its article, such as “Bộ luật Lao động 45/2019/QH14, Điều 113”.'))
  const same = others.find((one) => one.from === level.from)
  if (same) found.push(refuse('level-that-day', 'from', `Đã có một mức từ ngày ${writeDay(level.from)}: hãy sửa mức đó.`, `There is a level from ${writeDay(level.from)} already: correct that one.`))
  else if (known && others.some((one) => one.from > known.from === one.from < level.from)) {
    found.push(refuse('out-of-order', 'from', 'Ngày bắt đầu mới vượt qua mức liền trước hoặc liền sau. Hãy bỏ mức này và thêm lại.', 'The new first day passes the level before or after it. Take this one away and add it again.'))
  }
  if (known && relied) found.push(...reasonGiven(reason))
  return found
}

export function mayTakeLevel({ relied, reason }: { relied: boolean; reason: string | null }): Refusal[] {
  return relied ? reasonGiven(reason) : []
}

function reasonGiven(reason: string | null): Refusal[] {
  return (reason ?? '').trim().length >= 10 ? [] : [refuse('reason-missing', 'reason', 'Đã có điều khoản được so với mức này: ghi lý do (ít nhất 10 ký tự).', 'Clauses have been shown beside this level: say why (10 characters at least).')]
}
