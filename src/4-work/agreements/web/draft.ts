// Between an agreement as the server has it and the form. Last days are typed as people write them; ranges end on the day after.
import { addDays, addMonths, isDay, type Day } from '#base/day'
import { newId } from '#base/id'
import { text, type Text } from '#base/text'
import type { Found } from '#web/kit/form/SearchSelect.tsx'
import type { Agreement, ContentShape } from '../contract.ts'

export type Party = ContentShape['parties'][number]
export interface PartLine { id: string; name: string; from: Day | null; last: Day | null }

export interface DraftValues {
  /** The writing that the form was filled from; null: a new agreement. */
  seen: number | null
  unitId: Found | null; kind: ContentShape['kind'] | null; title: string; number: string
  /** until: the last day, as typed. */
  signedOn: Day | null; effectiveOn: Day | null; until: Day | null
  workers: number | null; workersOn: Day | null; votedOn: Day | null; entitled: number | null; inFavour: number | null
  sentOn: Day | null; sentTo: string; replaces: Found | null
  parties: (Party & { unit: Found | null })[]; parts: PartLine[]
}

const noVote = { votedOn: null, entitled: null, inFavour: null }
export function newParty(side: Party['side'], unit: Found | null = null): DraftValues['parties'][number] {
  return { id: newId(), side, name: side === 'workers' ? unit?.label ?? '' : '', unitId: unit?.id ?? null, unit, taxCode: null, address: null, trade: null, province: null, sector: null, workers: null, vote: noVote, joinedOn: null, leftOn: null }
}

/** The name of a grassroots union mostly says the employer's. */
export function employerNamedBy(unitName: string): string {
  const found = /^(?:Công đoàn(?: cơ sở)?|CĐCS)\s+(.+)$/u.exec(unitName)?.[1] ?? ''
  return /^(Công ty|Tổng công ty|Tập đoàn|Doanh nghiệp|Hợp tác xã|Khách sạn|Bệnh viện|Trường|Nhà máy|Xí nghiệp|Ngân hàng)/u.test(found) ? found : ''
}

export function emptyDraft(unit: Found | null): DraftValues {
  const empty: DraftValues = {
    seen: null, unitId: null, kind: 'enterprise', title: '', number: '', signedOn: null, effectiveOn: null, until: null, workers: null, workersOn: null, votedOn: null, entitled: null, inFavour: null,
    sentOn: null, sentTo: '', replaces: null, parties: [newParty('employer')], parts: [],
  }
  return { ...empty, ...chosenUnit(empty, unit) }
}

/** A new agreement after one that runs out: the same parties, its term from the day after. */
export function renewalDraft(a: Agreement): DraftValues {
  const again = draftOf(a)
  return {
    ...again, seen: null, number: '', signedOn: null, effectiveOn: a.ends, until: null, workers: null, workersOn: null, votedOn: null, entitled: null, inFavour: null, sentOn: null, replaces: { id: a.id, label: a.title, ...(a.number ? { detail: a.number } : {}) },
    parties: again.parties.filter((p) => !p.leftOn).map((p) => ({ ...p, id: newId(), vote: noVote, joinedOn: null, leftOn: null })), parts: [],
  }
}

/** Choosing the union fills in what its name says, where nothing stands yet. */
export function chosenUnit(v: DraftValues, unit: Found | null): Partial<DraftValues> {
  const employer = unit ? employerNamedBy(unit.label) : ''
  const parties = v.parties.map((p) => (p.side === 'employer' && p.name === '' ? { ...p, name: employer } : p))
  return {
    unitId: unit, ...(v.title === '' && employer ? { title: `Thỏa ước lao động tập thể ${employer}` } : {}),
    parties: unit && !parties.some((p) => p.side === 'workers') ? [...parties, newParty('workers', unit)] : parties,
  }
}

export function draftOf(a: Agreement): DraftValues {
  return {
    seen: a.writing, unitId: { id: a.unitId, label: a.unitName }, kind: a.kind, title: a.title, number: a.number ?? '', signedOn: a.signedOn, effectiveOn: a.effectiveOn, until: a.until && addDays(a.until, -1),
    workers: a.workers, workersOn: a.workersOn, ...a.vote, sentOn: a.sentOn, sentTo: a.sentTo ?? '', replaces: a.predecessor && { id: a.predecessor.id, label: a.predecessor.title },
    parties: a.parties.map(({ unitName, ...p }) => ({ ...p, unit: p.unitId && { id: p.unitId, label: unitName ?? p.name } || null })),
    parts: a.parts.map((p) => ({ id: p.id, name: p.name, from: p.term.from, last: p.term.to && addDays(p.term.to, -1) })),
  }
}

/** Of one enterprise everybody who was asked is covered, unless another number is given. */
export function toContent(v: DraftValues): ContentShape {
  const several = v.kind === 'multi-enterprise', one = v.kind === 'enterprise'
  const workers = v.workers ?? (one ? v.entitled : null), workersOn = v.workersOn ?? (one && v.workers === null ? v.votedOn : null)
  return {
    kind: v.kind ?? 'enterprise', title: v.title.trim(), number: v.number.trim() || null, signedOn: v.signedOn, effectiveOn: v.effectiveOn, until: v.until && addDays(v.until, 1), workers, workersOn,
    vote: several ? noVote : { votedOn: v.votedOn, entitled: v.entitled, inFavour: v.inFavour }, sentOn: v.sentOn, sentTo: v.sentTo.trim() || null, replaces: v.replaces?.id ?? null,
    parties: v.parties.map(({ unit, ...p }) => ({ ...p, name: p.name.trim(), unitId: unit?.id ?? null, workers: one && p.side === 'employer' ? workers : p.workers, taxCode: p.taxCode?.replaceAll(/\s/g, '') || null, address: p.address?.trim() || null, vote: several && p.side === 'employer' ? p.vote : noVote })),
    parts: v.parts.map((p) => ({ id: p.id, name: p.name.trim(), term: { from: p.from, to: p.last && addDays(p.last, 1) } })),
  }
}

/** The last day of so many years from the first. */
export function lastAfter(from: Day, years: number): Day {
  return addDays(addMonths(from, 12 * years), -1)
}

/** What cannot be read is refused before it is sent, at its field. */
export function unreadable(v: DraftValues): Record<string, Text> {
  const wrong: Record<string, Text> = {}
  const day = text('Ngày viết theo dạng 31/12/2026.', 'Write the day as 31/12/2026.'), whole = text('Nhập số nguyên, ví dụ 120.', 'Enter a whole number, such as 120.')
  const days: [string, Day | null][] = [['signedOn', v.signedOn], ['effectiveOn', v.effectiveOn], ['until', v.until], ['workersOn', v.workersOn], ['votedOn', v.votedOn], ['sentOn', v.sentOn]]
  const numbers: [string, number | null][] = [['workers', v.workers], ['entitled', v.entitled], ['inFavour', v.inFavour]]
  for (const [i, p] of v.parties.entries()) {
    days.push([`parties.${i}.votedOn`, p.vote.votedOn], [`parties.${i}.joinedOn`, p.joinedOn], [`parties.${i}.leftOn`, p.leftOn])
    numbers.push([`parties.${i}.workers`, p.workers], [`parties.${i}.entitled`, p.vote.entitled], [`parties.${i}.inFavour`, p.vote.inFavour])
  }
  for (const [i, p] of v.parts.entries()) days.push([`parts.${i}.term`, p.from], [`parts.${i}.term`, p.last])
  for (const [field, value] of days) if (value !== null && !isDay(value)) wrong[field] = day
  for (const [field, value] of numbers) if (value !== null && !(Number.isInteger(value) && value >= 0)) wrong[field] = whole
  if (v.unitId === null) wrong.unitId = text('Chọn công đoàn thương lượng.', 'Choose the union that bargains.')
  return wrong
}
