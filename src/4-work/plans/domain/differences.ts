// Two texts of one draft side by side: what differs, in words that a person can choose by.
import { writeDay, type Day } from '#base/day'
import { text, writeShare, type Text } from '#base/text'
import type { Content, OwnTarget, Task } from './plan.ts'

export interface Difference { what: Text; mine: Text; theirs: Text }

const fields: { what: Text; of: (c: Content) => string }[] = [
  { what: text('Tên kế hoạch', 'Title'), of: (c) => c.title.trim() },
  { what: text('Số, ký hiệu', 'Number'), of: (c) => [c.number, c.notation].filter(Boolean).join('/') },
  { what: text('Sổ đăng ký', 'Register'), of: (c) => c.series ?? '' },
  { what: text('Ngày ban hành', 'Day of issue'), of: (c) => writeDay(c.issuedOn) },
  { what: text('Hiệu lực', 'In force'), of: (c) => (c.inForce ? [c.inForce.from, c.inForce.to].map((day: Day | null) => writeDay(day)).join(' → ') : '') },
  { what: text('Hạn hưởng ứng', 'To be answered by'), of: (c) => writeDay(c.answerBy) },
  { what: text('Căn cứ', 'Basis'), of: (c) => c.basis.join('; ') },
  { what: text('Nội dung', 'Text'), of: (c) => c.body.trim() },
]

const none = text('(không có)', '(none)')
const said = (words: string): Text => (words === '' ? none : text(words, words))

/** What differs, in the order of the form. Nothing, where both say the same. */
export function differences(mine: Content, theirs: Content): Difference[] {
  const found = fields.flatMap(({ what, of }) => (of(mine) === of(theirs) ? [] : [{ what, mine: said(of(mine)), theirs: said(of(theirs)) }]))
  return [
    ...found,
    ...listed(mine.targets, theirs.targets, (t) => `${t.code} ${t.stage}`, ofTarget, (t) => text(`Chỉ tiêu ${t.code} (${t.stage})`, `Target ${t.code} (${t.stage})`)),
    ...listed(mine.tasks, theirs.tasks, (t) => t.id, ofTask, () => text('Nhiệm vụ', 'Task')),
  ]
}

const ofTarget = (t: OwnTarget): Text => {
  const rest = [t.atLeast === null ? '' : `× ${t.atLeast}`, t.met.vi, t.reason?.trim() ?? ''].filter(Boolean).join(' · ')
  return { vi: `${writeShare(t.share, 1, 'vi')} ${rest}`, en: `${writeShare(t.share, 1, 'en')} ${rest}` }
}
const ofTask = (t: Task): Text => said([t.text.trim(), writeDay(t.dueOn), writeDay(t.doneOn), t.evidence?.trim() ?? ''].filter(Boolean).join(' · '))

function listed<T>(mine: T[], theirs: T[], key: (one: T) => string, say: (one: T) => Text, name: (one: T) => Text): Difference[] {
  const keys = [...new Set([...mine, ...theirs].map(key))]
  return keys.flatMap((k) => {
    const [a, b] = [mine, theirs].map((list) => list.find((one) => key(one) === k))
    const [here, there] = [a ? say(a) : none, b ? say(b) : none]
    return here.vi === there.vi ? [] : [{ what: name((a ?? b)!), mine: here, theirs: there }]
  })
}
