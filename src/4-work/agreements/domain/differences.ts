// Two writings of one agreement side by side: what differs, in words that a person can choose by.
import { addDays, writeDay, type DayRange } from '#base/day'
import { text, type Language, type Text } from '#base/text'
import type { Content, Part, Party, Vote } from './agreement.ts'
import { kindWords, sectorWords } from './kinds.ts'

/** `field`: of the form, or the first of those that it stands for. */
export interface Difference { field: string; what: Text; mine: Text; theirs: Text }

/** What the codes in an agreement are called; a code without a name stands for itself. */
export interface Names { trades: { code: string; name: Text }[]; provinces: { code: string; name: string }[] }

const lastDay = (until: string | null) => writeDay(until && addDays(until, -1))
const voted = (v: Vote) => [writeDay(v.votedOn), v.inFavour === null && v.entitled === null ? '' : `${v.inFavour ?? '–'}/${v.entitled ?? '–'}`].filter(Boolean).join(' · ')

// A union or an agreement is known here by its id alone, of which the end tells two apart.
const mark = (id: string | null) => (id ? `…${id.slice(-6)}` : '')

const fields: { field: string; what: Text; of: (c: Content, language: Language) => string }[] = [
  { field: 'kind', what: text('Loại thỏa ước', 'Kind'), of: (c, language) => kindWords[c.kind][language] },
  { field: 'title', what: text('Tên thỏa ước', 'Title'), of: (c) => c.title.trim() },
  { field: 'number', what: text('Số', 'Number'), of: (c) => c.number?.trim() ?? '' },
  { field: 'signedOn', what: text('Ngày ký', 'Signed on'), of: (c) => writeDay(c.signedOn) },
  { field: 'effectiveOn', what: text('Có hiệu lực từ', 'In force from'), of: (c) => writeDay(c.effectiveOn) },
  { field: 'until', what: text('Đến hết ngày', 'To the end of'), of: (c) => lastDay(c.until) },
  { field: 'workers', what: text('Số người lao động được áp dụng', 'Workers covered'), of: (c) => [c.workers ?? '', writeDay(c.workersOn)].filter(Boolean).join(' · ') },
  { field: 'votedOn', what: text('Lấy ý kiến', 'Vote'), of: (c) => voted(c.vote) },
  { field: 'sentOn', what: text('Gửi cơ quan lao động', 'Sent to the labour body'), of: (c) => [writeDay(c.sentOn), c.sentTo?.trim() ?? ''].filter(Boolean).join(' · ') },
  { field: 'replaces', what: text('Thay thế thỏa ước', 'Replaces'), of: (c) => mark(c.replaces) },
]

const none = text('(không có)', '(none)')
const said = (of: (language: Language) => string): Text => (of('vi') === '' ? none : text(of('vi'), of('en')))

/** What differs, in the order of the form. Nothing, where both say the same. */
export function differences(mine: Content, theirs: Content, names: Names = { trades: [], provinces: [] }): Difference[] {
  return [
    ...fields.flatMap(({ field, what, of }) => (of(mine, 'vi') === of(theirs, 'vi') ? [] : [{ field, what, mine: said((language) => of(mine, language)), theirs: said((language) => of(theirs, language)) }])),
    ...listed('parties', mine.parties, theirs.parties, (one, language) => ofParty(one, names, language), text('Các bên', 'Parties')),
    ...listed('parts', mine.parts, theirs.parts, ofPart, text('Nội dung có thời hạn riêng', 'Contents with a term of their own')),
  ]
}

const days = (r: DayRange) => (r.from === null && r.to === null ? '' : `${writeDay(r.from) || '…'} → ${lastDay(r.to) || '…'}`)
const ofParty = (p: Party, { trades, provinces }: Names, language: Language) => [
  p.side === 'employer' ? '' : '☆', p.name.trim(), mark(p.unitId), p.taxCode?.trim(), p.address?.trim(),
  p.trade, trades.find((one) => one.code === p.trade)?.name[language], provinces.find((one) => one.code === p.province)?.name ?? p.province, p.sector && sectorWords[p.sector][language],
  p.workers, voted(p.vote), days({ from: p.joinedOn, to: p.leftOn }),
].filter(Boolean).join(' · ')
const ofPart = (p: Part) => [p.name.trim(), days(p.term)].filter(Boolean).join(' · ')

/** Of a list those that differ, in one: they are chosen together. */
function listed<T extends { id: string }>(field: string, mine: T[], theirs: T[], say: (one: T, language: Language) => string, what: Text): Difference[] {
  const spoken = (one: T | undefined) => (one ? text(say(one, 'vi'), say(one, 'en')) : null)
  const differing = [...new Set([...mine, ...theirs].map((one) => one.id))].map((id) => [mine, theirs].map((list) => spoken(list.find((one) => one.id === id)))).filter(([here, there]) => here?.vi !== there?.vi)
  const lines = (which: 0 | 1, language: Language) => differing.flatMap((pair) => pair[which]?.[language] || []).join('\n')
  const side = (which: 0 | 1) => said((language) => lines(which, language))
  return differing.length === 0 ? [] : [{ field, what, mine: side(0), theirs: side(1) }]
}
