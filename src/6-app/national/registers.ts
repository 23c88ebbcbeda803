// Registers of the last fourteen months, so that the oldest no longer count: of federations, of the unions between them and
// the grassroots, and of one grassroots union in ten. Four of five documents were dealt with and have their file. And what
// provinces have in their catalogues of procedures.
import type pg from 'pg'
import { coming, going } from '../demonstration/documents.ts'
import { chance, type Chance } from '../demonstration/random.ts'
import { NULL, Rows } from './copy.ts'
import { RENAMED_ON, type Country, type Top } from './country.ts'
import { LAST, NEVER, numberOf, write, writeRange, type DayNumber } from './days.ts'
import { mix } from './ids.ts'
import { Papers, type Evidence } from './papers.ts'
import { recorded, type Identity } from './people.ts'

/** Room for the documents of a top, and of a unit below one. */
const OF_TOP = 4096, OF_UNIT = 128
const TOPS = 128 * OF_TOP
/** Number of the first document of the n-th unit below the tops; those of the tops are numbered before all of them. */
export const firstDocumentOf = (unit: number): number => TOPS + unit * OF_UNIT
/** Bound of a range by units: what the tops have belongs to the first. */
export const documentsBefore = (unit: number): number => unit === 0 ? 0 : firstDocumentOf(unit)
export const PROCEDURES_OF_TOP = 16

interface Register { unitId: string; calledOn(day: DayNumber): string; place: string; notation: string; first: number; count: number }

const handlers = ['Ban Công tác Công đoàn', 'Ban Quan hệ lao động', 'Văn phòng']
const procedures = ['Thành lập công đoàn cơ sở', 'Công nhận Ban Chấp hành công đoàn cơ sở', 'Hỗ trợ đoàn viên gặp khó khăn', 'Tư vấn pháp luật cho đoàn viên, người lao động', 'Chuyển sinh hoạt công đoàn', 'Xét tặng danh hiệu thi đua']
const REGULATION = numberOf('2025-07-01')

/** documents: about how many for the whole country. */
export async function writeRegisters(client: pg.ClientBase, country: Country, documents: number, seed: number, identity: Identity, evidence: Evidence): Promise<number> {
  const c = chance(mix(seed ^ 0xd0c5)), papers = await Papers.of(client, evidence)
  const { rows: names } = await client.query<{ unit_id: string; name: string }>('select unit_id, name from organisation.unit_version where unit_id = any($1::uuid[]) and valid @> $2::date', [country.tops.map((t) => t.id), write(LAST)])
  const called = new Map(names.map((r) => [r.unit_id, r.name]))
  const rows = {
    document: new Rows('documents.document', 'id, unit_id, direction, type, series, reference, number, notation, issued_on, issuer, summary, urgency, arrived_on, arrival_number, handler, due_on, done_on, recorded_at'),
    file: new Rows('documents.document_file', 'file_id, document_id, kept_at'),
    procedure: new Rows('documents.procedure', 'id, unit_id, code, name, basis, handler, in_use, online, online_at, recorded_at'),
  }
  let written = 0
  for (const [place, top] of country.tops.entries()) {
    for (const register of registersOf(c, top, place, called.get(top.id)!, documents / 300_000)) enter(rows, papers, c, top, register, identity)
    if (top.province) for (const [i, name] of procedures.entries()) {
      const online = c.percent(45) ? `${writeRange(c.between(REGULATION + 60, LAST), NEVER)}\thttps://dichvu.congdoan.example/${top.code}` : `${NULL}\t${NULL}`
      rows.procedure.add(`${identity('procedure', place * PROCEDURES_OF_TOP + i)}\t${top.id}\tLĐLĐ-0${i + 1}\t${name}\tĐiều lệ Công đoàn Việt Nam\t${c.pick(handlers)}\t${writeRange(REGULATION, NEVER)}\t${online}\t${recorded(REGULATION)}`)
    }
    for (const table of [papers.rows, rows.document, rows.file, rows.procedure]) written += await table.send(client)
  }
  return written
}

/** Of a top that is only outlined little is told. */
function registersOf(c: Chance, top: Top, place: number, name: string, scale: number): Register[] {
  const many = (from: number, to: number) => Math.max(2, Math.round(c.between(from, to) * scale))
  const where = top.olds.find((o) => o.goesOn)?.name ?? 'Hà Nội'
  const common = { place: where, notation: 'LĐLĐ' }
  return [
    { ...common, unitId: top.id, calledOn: () => name, first: place * OF_TOP, count: !top.full ? many(20, 40) : top.province ? many(1500, 2100) : many(400, 800) },
    ...top.uppers.map((u) => ({ ...common, unitId: u.id, calledOn: () => u.name, notation: 'CĐ', first: firstDocumentOf(u.number), count: top.full ? many(20, 60) : many(2, 6) })),
    ...top.grassroots.filter((g) => g.ends === NEVER && g.founded < LAST - 500 && c.percent(10)).map((g) => (
      { ...common, unitId: g.id, calledOn: (on: DayNumber) => on >= RENAMED_ON && g.newName ? g.newName : g.name, notation: 'CĐCS', first: firstDocumentOf(g.number), count: many(3, 12) })),
  ]
}

function enter(rows: { document: Rows; file: Rows }, papers: Papers, c: Chance, top: Top, { unitId, calledOn, place, notation, first, count }: Register, identity: Identity): void {
  const days = Array.from({ length: count }, () => c.between(LAST - 425, LAST)).sort((a, b) => a - b)
  const given = new Map<string, number>()
  const next = (book: string) => { const n = (given.get(book) ?? 0) + 1; given.set(book, n); return n }
  for (const [i, on] of days.entries()) {
    const id = identity('document', first + i), year = write(on).slice(0, 4), fate = c.next() * 100
    const done = fate < 90 ? Math.min(LAST, on + c.between(0, 9)) : null
    const handled = `${fate < 95 ? c.pick(handlers) : NULL}\t${c.percent(30) ? write(on + 10) : NULL}\t${done === null ? NULL : write(done)}\t${recorded(on)}`
    let summary: string
    if (c.percent(55)) {
      const [issuer, type, reference, about] = c.pick(coming)
      summary = about
      rows.document.add(`${id}\t${unitId}\tincoming\t${type}\t${year}\t${reference.replace('{n}', String(c.between(12, 980)))}\t${NULL}\t${NULL}\t${write(on - c.between(0, 4))}\t${issuer.replace('{place}', place)}\t${about}\t${c.percent(8) ? 'urgent' : NULL}\t${write(on)}\t${next(`incoming ${year}`)}\t${handled}`)
    } else {
      const [type, about] = c.pick(going), n = next(year)
      summary = about
      rows.document.add(`${id}\t${unitId}\toutgoing\t${type}\t${year}\t${n}/${notation}\t${n}\t${notation}\t${write(on)}\t${calledOn(on)}\t${about}\t${NULL}\t${NULL}\t${NULL}\t${handled}`)
    }
    // A tenth was dealt with on paper alone.
    if (done === null || fate >= 80) continue
    const scan = identity('scan', first + i)
    papers.add(top.code, scan, `${summary.replace('V/v ', '').slice(0, 60).trim()}.pdf`, unitId, done)
    rows.file.add(`${scan}\t${id}\t${recorded(done)}`)
  }
}
