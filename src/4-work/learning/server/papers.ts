// The papers of a class, from the records to the file.
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import { issuerOf } from '#organisation'
import { foremostOffices, signersOf } from '#people'
import type { Block } from '#platform/paper/document'
import { fileOf, type PaperFormat } from '#platform/paper/file'
import type { Work } from '#platform/work'
import { attendanceSheets, classList } from '../domain/lists.ts'
import { decision, paperSigns, summons, type PaperClass, type PaperHead, type PaperIssuer } from '../domain/papers.ts'
import { readClass, readRoster } from './views.ts'

export type ClassPaper = 'summons' | 'decision' | 'list' | 'attendance'
const papers: Record<ClassPaper, { name: string; draw(of: PaperClass, by: PaperIssuer, head: PaperHead): Block[] }> = {
  summons: { name: 'Giấy triệu tập', draw: summons },
  decision: { name: 'Quyết định mở lớp', draw: decision },
  list: { name: 'Danh sách học viên', draw: classList },
  attendance: { name: 'Phiếu điểm danh', draw: attendanceSheets },
}

export interface PaperAsked { number?: string | undefined; on?: Day | undefined; place?: string | undefined; signerId?: string | undefined; basis?: string | undefined; /** A summons for these alone. */ personIds?: string[] | undefined }

/** What the office may choose or change before it prints. */
export async function paperFacts(w: Work, classId: string) {
  const { unitId } = await ownClass(w, classId)
  const { place, abbreviation } = await issuerOf(w.tx, unitId, w.today)
  return { place, notations: { summons: `${paperSigns.summons}-${abbreviation}`, decision: `${paperSigns.decision}-${abbreviation}` }, signers: (await signersOf(w.tx, unitId, w.today)).map(({ officeId, name, titleName }) => ({ id: officeId, name, title: titleName })) }
}

export async function classPaper(w: Work, classId: string, paper: ClassPaper, format: PaperFormat, asked: PaperAsked): Promise<File> {
  const page = await ownClass(w, classId)
  const on = asked.on ?? w.today
  const by = await issuerOf(w.tx, page.unitId, on)
  const signer = asked.signerId ? (await signersOf(w.tx, page.unitId, w.today)).find(({ officeId }) => officeId === asked.signerId) : undefined
  const head: PaperHead = {
    number: asked.number?.trim() || null, on: asked.on ?? null, place: asked.place?.trim() || by.place,
    signer: signer ? { name: signer.name, title: signer.titleName } : null, basis: (asked.basis ?? '').split('\n').map((line) => line.trim()).filter(Boolean),
  }
  const people = await seated(w, classId, page.unitId)
  const of: PaperClass = { ...page, sessions: page.sessionList, people: asked.personIds && paper === 'summons' ? people.filter(({ id }) => asked.personIds!.includes(id)) : people }
  if (paper === 'summons' && of.people.length === 0) throw new Refused(refuse('nobody', null, asked.personIds ? 'Người được chọn chưa có chỗ trong lớp.' : 'Lớp chưa có học viên nào được xếp lớp.', asked.personIds ? 'Whoever was chosen has no seat in this class.' : 'Nobody has a seat in this class yet.'))
  if (paper === 'attendance' && of.sessions.length === 0) throw new Refused(refuse('no-session', null, 'Lớp chưa có buổi học nào.', 'The class has no session yet.'))
  const { name, draw } = papers[paper]
  const one = asked.personIds && of.people.length === 1 ? `${of.people[0]!.name} ` : ''
  return fileOf({ title: `${name}: ${page.title}`, madeAt: w.now, dress: 'office', blocks: draw(of, by, head) }, `${name} ${one}${page.title}`, format)
}

/** Papers are the organiser's: whoever sees only the own people on the list would print a list that looks whole. */
async function ownClass(w: Work, classId: string) {
  const page = await readClass(w, classId)
  if (!page.own) throw new Refused(refuse('out-of-reach', 'id', 'Lớp này do đơn vị ngoài phạm vi của bạn tổ chức.', 'This class is held by a unit outside your reach.'), 403)
  return page
}

async function seated(w: Work, classId: string, organiserId: string): Promise<(PaperClass['people'][number] & { id: string })[]> {
  const seats = (await readRoster(w, classId)).seats.filter((seat) => seat.state === 'nominated')
  const offices = await foremostOffices(w.tx, seats.map((seat) => seat.person.id), w.today)
  return seats.map(({ person, unit }) => {
    const office = offices.get(person.id)
    return { id: person.id, name: person.name, unit, title: office?.titleName ?? '', partTimeBelow: office !== undefined && !office.fullTime && office.unitId !== organiserId }
  })
}
