// Two writings of one agreement side by side: what differs, in words that a person can choose by.
import { addDays, writeDay, type DayRange } from '#base/day'
import { text, type Text } from '#base/text'
import type { Content, Part, Party, Vote } from './agreement.ts'

export interface Difference { what: Text; mine: Text; theirs: Text }

const lastDay = (until: string | null) => writeDay(until && addDays(until, -1))
const voted = (v: Vote) => [writeDay(v.votedOn), v.inFavour === null && v.entitled === null ? '' : `${v.inFavour ?? '–'}/${v.entitled ?? '–'}`].filter(Boolean).join(' · ')

const fields: { what: Text; of: (c: Content) => string }[] = [
  { what: text('Loại thỏa ước', 'Kind'), of: (c) => c.kind },
  { what: text('Tên thỏa ước', 'Title'), of: (c) => c.title.trim() },
  { what: text('Số', 'Number'), of: (c) => c.number?.trim() ?? '' },
  { what: text('Ngày ký', 'Signed on'), of: (c) => writeDay(c.signedOn) },
  { what: text('Có hiệu lực từ', 'In force from'), of: (c) => writeDay(c.effectiveOn) },
  { what: text('Đến hết ngày', 'To the end of'), of: (c) => lastDay(c.until) },
  { what: text('Số người lao động được áp dụng', 'Workers covered'), of: (c) => [c.workers ?? '', writeDay(c.workersOn)].filter(Boolean).join(' · ') },
  { what: text('Lấy ý kiến', 'Vote'), of: (c) => voted(c.vote) },
  { what: text('Gửi cơ quan lao động', 'Sent to the labour body'), of: (c) => [writeDay(c.sentOn), c.sentTo?.trim() ?? ''].filter(Boolean).join(' · ') },
  { what: text('Thay thế thỏa ước', 'Replaces'), of: (c) => c.replaces ?? '' },
]

const none = text('(không có)', '(none)')
const said = (words: string): Text => (words === '' ? none : text(words, words))

/** What differs, in the order of the form. Nothing, where both say the same. */
export function differences(mine: Content, theirs: Content): Difference[] {
  return [
    ...fields.flatMap(({ what, of }) => (of(mine) === of(theirs) ? [] : [{ what, mine: said(of(mine)), theirs: said(of(theirs)) }])),
    ...listed(mine.parties, theirs.parties, ofParty, text('Bên tham gia', 'Party')),
    ...listed(mine.parts, theirs.parts, ofPart, text('Nội dung có thời hạn riêng', 'Content with a term of its own')),
  ]
}

const days = (r: DayRange) => (r.from === null && r.to === null ? '' : `${writeDay(r.from) || '…'} → ${lastDay(r.to) || '…'}`)
const ofParty = (p: Party) => [p.side === 'employer' ? '' : '☆', p.name.trim(), p.unitId, p.taxCode?.trim(), p.address?.trim(), p.trade, p.province, p.sector, p.workers, voted(p.vote), days({ from: p.joinedOn, to: p.leftOn })].filter(Boolean).join(' · ')
const ofPart = (p: Part) => [p.name.trim(), days(p.term)].filter(Boolean).join(' · ')

function listed<T extends { id: string }>(mine: T[], theirs: T[], say: (one: T) => string, what: Text): Difference[] {
  return [...new Set([...mine, ...theirs].map((one) => one.id))].flatMap((id) => {
    const [here, there] = [mine, theirs].map((list) => list.find((one) => one.id === id)).map((one) => (one ? say(one) : ''))
    return here === there ? [] : [{ what, mine: said(here!), theirs: said(there!) }]
  })
}
