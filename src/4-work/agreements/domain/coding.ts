// Coding: a person says of spans of an agreement's text which subject of the law each is about and what it gives. Two people
// do so without seeing each other; where they differ, both come to one mind or a third decides. What both found, and what was
// decided, is the record.
import { refuse, type Verdict } from '#base/refusal'
import { isHeading, type Passage, type Span } from './passages.ts'

export interface CodedSpan extends Span {
  id: string
  subject: string
  /** The case it provides for, where it is one that agreements are compared by. */
  caseCode: string | null
  gives: number | null
  givesAs: 'total' | 'extra' | null
  note: string | null
  /** Confirmed from a suggestion. */
  suggested: boolean
}

export interface Difference {
  /** Of the first coder's span, or of the second's where the first has none. */
  id: string
  first: CodedSpan | null
  second: CodedSpan | null
}

export interface Vote { differenceId: string; personId: string; /** The span that stands; null: neither does. */ chosen: string | null }

const overlap = (a: Span, b: Span) => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
/** Spans that two hands drew of the same words rarely end at the same sign. */
const same = (a: Span, b: Span) => overlap(a, b) * 2 >= Math.min(a.end - a.start, b.end - b.start)
const sameSaying = (a: CodedSpan, b: CodedSpan) => a.caseCode === b.caseCode && a.gives === b.gives && a.givesAs === b.givesAs

/** What both found, each as the wider of the two spans, and where they differ: only one found it, or they read it otherwise. */
export function compare(first: readonly CodedSpan[], second: readonly CodedSpan[]): { agreed: CodedSpan[]; differences: Difference[] } {
  const agreed: CodedSpan[] = [], differences: Difference[] = []
  const left = new Set(second)
  for (const a of inOrder(first)) {
    const b = [...left].filter((one) => one.subject === a.subject && same(a, one)).sort((x, y) => overlap(a, y) - overlap(a, x) || x.start - y.start)[0]
    if (b) left.delete(b)
    if (b && sameSaying(a, b)) agreed.push({ ...a, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end), note: a.note ?? b.note })
    else differences.push({ id: a.id, first: a, second: b ?? null })
  }
  for (const b of inOrder([...left])) differences.push({ id: b.id, first: null, second: b })
  return { agreed, differences }
}

function inOrder(spans: readonly CodedSpan[]): CodedSpan[] {
  return [...spans].sort((a, b) => a.start - b.start || a.end - b.end || a.id.localeCompare(b.id))
}

/** What was decided about a difference: a third's word, else that of both coders where it is the same; undefined: nothing yet. */
export function decided(votes: readonly Vote[], coders: readonly string[]): string | null | undefined {
  const third = votes.findLast((vote) => !coders.includes(vote.personId))
  if (third) return third.chosen
  const own = coders.map((coder) => votes.find((vote) => vote.personId === coder))
  const [one] = own
  return one && own.every((vote) => vote && vote.chosen === one.chosen) ? one.chosen : undefined
}

/** The record: what both found and what was chosen of the differences; null as long as one of them is open. */
export function settled(first: readonly CodedSpan[], second: readonly CodedSpan[], votes: readonly Vote[], coders: readonly string[]): CodedSpan[] | null {
  const { agreed, differences } = compare(first, second)
  const chosen = differences.map((difference) => ({ difference, span: decided(votes.filter((vote) => vote.differenceId === difference.id), coders) }))
  if (chosen.some(({ span }) => span === undefined)) return null
  return inOrder([...agreed, ...chosen.flatMap(({ difference: { first: a, second: b }, span }) => [a, b].filter((one) => one !== null && one.id === span) as CodedSpan[])])
}

export interface Begun { personId: string; kind: 'coder' | 'reviewer'; finished: boolean }

/** May this person begin to code, or to look through what one coder found? */
export function mayBegin(begun: readonly Begun[], personId: string, kind: Begun['kind'], confirmed: boolean): Verdict {
  const coders = begun.filter((one) => one.kind === 'coder')
  if (confirmed) return refuse('confirmed', null, 'Văn bản này đã được mã hóa và xác nhận xong.', 'This text has been coded and confirmed.')
  if (begun.some((one) => one.personId === personId)) return refuse('begun', null, 'Bạn đã nhận mã hóa hoặc soát văn bản này.', 'You have already taken on this text.')
  if (begun.some((one) => one.kind === 'reviewer')) return refuse('reviewed', null, 'Văn bản này đang được soát, không nhận thêm người mã hóa.', 'This text is being looked through; it takes no other coder.')
  if (kind === 'coder' && coders.length >= 2) return refuse('two-coders', null, 'Văn bản này đã có hai người mã hóa.', 'This text has its two coders.')
  if (kind === 'reviewer' && !(coders.length === 1 && coders[0]!.finished)) return refuse('not-finished', null, 'Chỉ soát được khi một người đã mã hóa xong và chưa có người thứ hai.', 'A text is looked through once one coder has finished and no second has begun.')
  return true
}

/** May what the person sees hold the spans of others? Nobody who codes sees another's before having finished. */
export function seesOthers(begun: readonly Begun[], personId: string | null, confirmed: boolean): boolean {
  const own = begun.find((one) => one.personId === personId)
  if (own) return confirmed || own.finished || own.kind === 'reviewer'
  return confirmed || begun.filter((one) => one.kind === 'coder' && one.finished).length === 2
}

/** A span must lie within the text and hold words. */
export function maySpan({ start, end }: Span, text: string): Verdict {
  if (Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end <= text.length && text.slice(start, end).trim() !== '') return true
  return refuse('span', 'end', 'Đoạn được chọn không nằm trong văn bản.', 'The chosen span does not lie within the text.')
}

/** The subjects that a coding gives to each passage that may carry one: a span counts where it covers half of either. */
export function subjectsBy(passages: readonly Passage[], spans: readonly Pick<CodedSpan, 'start' | 'end' | 'subject'>[]): Set<string>[] {
  return passages.filter((passage) => !isHeading(passage)).map((passage) => new Set(spans.filter((span) => same(passage, span) && overlap(passage, span) > 0).map((span) => span.subject)))
}
