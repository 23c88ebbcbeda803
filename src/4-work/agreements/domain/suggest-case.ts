// Which comparable case a passage of a subject provides for, and how much it gives, as far as one can tell from its words: a
// proposal that fills in a form, read by whoever confirms it.
import { amountsOf, syllables } from './suggest-words.ts'

export interface CaseLike { code: string; subject: string; scale: string; name: string }

const COUNTED: Record<string, string> = { vnd: 'money', percent: 'percent', days: 'days', hours: 'hours', minutes: 'minutes', months: 'months' }
const EMPTY = new Set(['khi', 'của', 'và', 'theo', 'hằng', 'mức', 'giờ', 'ca', 'ngày', 'nghỉ', 'lương', 'hỗ', 'trợ'])

export function proposeCase(subject: string, words: string, cases: readonly CaseLike[]): { caseCode: string; gives: number } | null {
  const amounts = amountsOf(words)
  const said = new Set(syllables(words))
  const fitting = cases.filter((one) => one.subject === subject).flatMap((one) => {
    const amount = amounts.find(({ unit }) => unit === COUNTED[one.scale])
    const named = syllables(one.name).filter((word) => !EMPTY.has(word))
    return amount ? [{ caseCode: one.code, gives: amount.value, share: named.filter((word) => said.has(word)).length / Math.max(1, named.length) }] : []
  })
  const best = fitting.sort((a, b) => b.share - a.share)[0]
  if (!best || (best.share < 0.5 && fitting.length > 1)) return null
  return { caseCode: best.caseCode, gives: best.gives }
}
