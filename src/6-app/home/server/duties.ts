// What the one who acts has to do, gathered from the rooms below.
import { sql } from 'kysely'
import { addDays, type Day } from '#base/day'
import { dueDocuments } from '#documents'
import { agreementDuties } from '#agreements'
import type { Verb } from '#platform/access/actor'
import type { Work } from '#platform/work'
import { duties as modelDuties } from '#emulation'
import { duties as planDuties } from '#plans'
import type { Duty } from '../contract.ts'
import { chairDuties } from './chairs.ts'

/** The most urgent first. Every room is asked at once: what one says does not hang on another. */
export async function dutiesOf(w: Work): Promise<Duty[]> {
  const { acting } = w.actor
  if (!acting?.unitId) return []
  const unitId = acting.unitId, may = (verb: Verb) => acting.verbs.has(verb)
  const unitName = w.actor.offices.find((o) => o.id === acting.officeId)?.unitName ?? ''
  const staffed = may('document.write') || may('class.write') ? staffOf(w, unitId) : Promise.resolve(new Set<string>())
  const rooms = await Promise.all([
    may('plan.write') && planDuties(w.tx, unitId, w.today).then((found) => found.map((d): Duty => ({
      id: `plan.${d.kind}.${d.id}`, kind: `plan.${d.kind}`, title: d.text, dueOn: d.dueOn, overdue: d.dueOn !== null && d.dueOn < w.today, to: d.to, unitName,
    }))),
    may('agreement.write') && agreementDuties(w.tx, unitId, w.today).then((found) => found.map((d): Duty => ({
      id: `agreement.${d.kind}.${d.agreementId}`, kind: `agreement.${d.kind}`, title: d.text, dueOn: d.dueOn, overdue: d.dueOn < w.today, to: d.to, unitName,
    }))),
    (may('model.write') || may('model.recognise')) && modelDuties(w.tx, unitId, w.today, { writes: may('model.write'), recognises: may('model.recognise') }).then((found) => found.map((d): Duty => ({
      id: `model.${d.kind}.${d.id}`, kind: `model.${d.kind}`, title: d.text, dueOn: d.dueOn, overdue: d.dueOn !== null && d.dueOn <= w.today, to: d.to, unitName,
    }))),
    may('class.write') && classDuties(w, unitId, unitName),
    may('document.write') && documentDuties(w, unitId, unitName, staffed),
    chairDuties(w, unitId, unitName, staffed),
  ])
  return rooms.flatMap((found) => found || []).sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'))
}

// Of a union that left hundreds of classes open these are shown; the list of classes has the rest.
const shown = 5

/** Classes of the unit that have ended and wait to be closed, the longest waiting first. */
async function classDuties(w: Work, unitId: string, unitName: string): Promise<Duty[]> {
  const { rows } = await sql<{ id: string; title: string; last_day: Day }>`
    select id, title, last_day from learning.class where unit_id = ${unitId} and status = 'open' and last_day < ${w.today}::date order by last_day, id limit ${shown + 1}`.execute(w.tx)
  const list = rows.slice(0, shown).map((c): Duty => ({
    id: `class.close.${c.id}`, kind: 'class.close', title: { vi: `Kết thúc lớp: ${c.title}`, en: `Close the class: ${c.title}` }, dueOn: c.last_day, overdue: true, to: `/lop-hoc/${c.id}`, unitName,
  }))
  if (rows.length > shown) list.push({ ...list.at(-1)!, id: `class.close.${unitId}`, title: { vi: 'Còn các lớp khác đã hết ngày học mà chưa kết thúc', en: 'More classes have ended and wait to be closed' }, to: '/lop-hoc?trangthai=open' })
  return list
}

/** Which of those stand in the unit to whom some duties fall before they fall to everybody. */
async function staffOf(w: Work, unitId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ title: string }>`select distinct title from people.office where unit_id = ${unitId}::uuid and title in ('clerk', 'training-officer') and during @> ${w.today}::date`.execute(w.tx)
  return new Set(rows.map((r) => r.title))
}

/** An incoming document becomes a duty so many days before it is due. */
const documentDaysAhead = 3

/** Incoming documents that are overdue or due these days; where the union has a clerk, others see what is overdue. By number alone: what they are about stays in the house. */
async function documentDuties(w: Work, unitId: string, unitName: string, staffed: Promise<ReadonlySet<string>>): Promise<Duty[]> {
  const clerk = w.actor.offices.find((o) => o.id === w.actor.acting?.officeId)?.title === 'clerk'
  const [staff, soon] = await Promise.all([staffed, dueDocuments(w.tx, unitId, addDays(w.today, documentDaysAhead), shown + 1)])
  const waiting = clerk || !staff.has('clerk') ? soon : soon.filter((d) => d.dueOn < w.today)
  const list = waiting.slice(0, shown).map(({ id, reference, typeName, arrivalNumber, dueOn }): Duty => ({
    id: `document.deal.${id}`, kind: 'document.deal', dueOn, overdue: dueOn < w.today, to: `/van-ban/${id}`, unitName,
    title: { vi: `Giải quyết văn bản đến số ${arrivalNumber}: ${reference ?? typeName.vi}`, en: `Deal with incoming document ${arrivalNumber}: ${reference ?? typeName.en}` },
  }))
  if (waiting.length > shown) list.push({ ...list.at(-1)!, id: `document.deal.${unitId}`, title: { vi: 'Còn các văn bản đến khác đã tới hạn giải quyết', en: 'More incoming documents are due' }, to: '/van-ban?so=den&tinhtrang=overdue' })
  return list
}
