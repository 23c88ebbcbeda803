// Where people work, how many work there unnamed, and long absences.
import { sql } from 'kysely'
import { contains, type Day, type DayRange } from '#base/day'
import { insist } from '#base/refusal'
import { writeRange } from '#platform/db/pool'
import type { Tx, Work } from '#platform/work'
import { beginsBeforeItEnds, mayEnd, standsInOnePlace, type Place } from '../domain/places.ts'
import { mustBePlaceable, mustLive, notFound, taken, unitNames } from './facts.ts'

export type Standing = 'member' | 'worker'
export interface NewPlacement { id: string; personId: string; unitId: string; standing: Standing; from: Day; to?: Day | null; importId?: string | null }
interface Held extends Place { standing: Standing }

/** Gives persons their places of work, thousands in a few statements. One known by its id is passed over. */
export async function place(w: Work, placements: NewPlacement[]): Promise<void> {
  for (const p of placements) insist(beginsBeforeItEnds({ from: p.from, to: p.to ?? null }))
  const known = new Map((await byIds(w.tx, placements.map((p) => p.id))).map((p) => [p.id, p]))
  const news = placements.filter((p) => {
    const held = known.get(p.id)
    if (held && (held.personId !== p.personId || held.unitId !== p.unitId || held.standing !== p.standing || held.during.from !== p.from)) throw taken()
    return !held
  })
  if (news.length === 0) return
  const persons = new Set(news.map((p) => p.personId))
  await mustBePlaceable(w.tx, persons)
  await mustLive(w.tx, news)
  await mustStandInOnePlace(w.tx, news.map((p) => ({ id: p.id, personId: p.personId, unitId: p.unitId, during: { from: p.from, to: p.to ?? null } })), [])
  await insert(w.tx, news)
  announce(w, persons, news.map((p) => p.unitId))
  if (news.length === 1) w.note('people.place', 'person', news[0]!.personId, { unitId: news[0]!.unitId, standing: news[0]!.standing, from: news[0]!.from })
  else w.note('people.place', 'placements', String(news.length), { placements: news.length, import: news[0]!.importId })
}

/** Ends the place that the person has on the day and begins the next; where none is held, only begins. */
export async function movePerson(w: Work, move: { id: string; personId: string; toUnitId: string; standing: Standing; on: Day }): Promise<void> {
  const held = await ofPersons(w.tx, [move.personId])
  const again = held.find((p) => p.id === move.id)
  if (again) {
    if (again.unitId !== move.toUnitId || again.standing !== move.standing || again.during.from !== move.on) throw taken()
    return
  }
  const old = held.find((p) => contains(p.during, move.on))
  if (old) {
    insist(mayEnd(old.during, move.on))
    await end(w.tx, old, move.on)
  }
  const next = { id: move.id, personId: move.personId, unitId: move.toUnitId, standing: move.standing, from: move.on, to: old?.during.to ?? null }
  await mustBePlaceable(w.tx, [move.personId])
  await mustLive(w.tx, [next])
  await mustStandInOnePlace(w.tx, [{ ...next, during: { from: next.from, to: next.to } }], [])
  await insert(w.tx, [next])
  announce(w, [move.personId], old ? [old.unitId, move.toUnitId] : [move.toUnitId])
  w.note('people.move', 'person', move.personId, { from: old?.unitId ?? null, to: move.toUnitId, on: move.on })
}

/** The person works there until the day before. */
export async function endPlacement(w: Work, asked: { placementId: string; on: Day }): Promise<void> {
  const [held] = await byIds(w.tx, [asked.placementId])
  if (!held) throw notFound('Không có nơi làm việc này trong phạm vi của bạn.', 'There is no such place within your reach.')
  if (held.during.to === asked.on) return
  insist(mayEnd(held.during, asked.on))
  await end(w.tx, held, asked.on)
  announce(w, [held.personId], [held.unitId])
  w.note('people.end-placement', 'person', held.personId, { unitId: held.unitId, on: asked.on })
}

export interface NewAbsence { id: string; personId: string; reason: 'maternity' | 'long-illness' | 'study-leave' | 'secondment'; from: Day; to: Day | null }

/** A long lawful absence from work; an indicator may leave the person out for it. */
export async function recordAbsence(w: Work, absence: NewAbsence): Promise<void> {
  insist(beginsBeforeItEnds(absence))
  await mustBePlaceable(w.tx, [absence.personId])
  const held = await w.tx.selectFrom('people.absence').select(['person_id', 'reason', 'during']).where('id', '=', absence.id).executeTakeFirst()
  if (held) {
    if (held.person_id !== absence.personId || held.reason !== absence.reason || writeRange(held.during) !== writeRange(absence)) throw taken()
    return
  }
  await w.tx.insertInto('people.absence').values({ id: absence.id, person_id: absence.personId, reason: absence.reason, during: writeRange(absence) }).execute()
  w.touched('official', [absence.personId])
  w.touched('worker', [absence.personId])
  w.note('people.absence', 'person', absence.personId, { reason: absence.reason, from: absence.from, to: absence.to })
}

/** From the day on this many members and workers are in the field of the unit, named ones among them. */
export async function declareWorkforce(w: Work, asked: { unitId: string; workers: number; from: Day; evidence: string | null }): Promise<void> {
  await mustLive(w.tx, [asked])
  const held = await w.tx.selectFrom('people.workforce').select(['workers', 'during', 'evidence']).where('unit_id', '=', asked.unitId).execute()
  const same = held.find((h) => h.during.from === asked.from)
  if (same?.workers === asked.workers && same.evidence === asked.evidence) return
  const old = held.find((h) => contains(h.during, asked.from))
  const next = held.map((h) => h.during.from!).filter((from) => from > asked.from).toSorted()[0] ?? null
  if (same) await w.tx.deleteFrom('people.workforce').where('unit_id', '=', asked.unitId).where(sql<boolean>`during = ${writeRange(same.during)}::daterange`).execute()
  else if (old) {
    await w.tx.updateTable('people.workforce').set({ during: writeRange({ from: old.during.from, to: asked.from }) }).where('unit_id', '=', asked.unitId).where(sql<boolean>`during = ${writeRange(old.during)}::daterange`).execute()
  }
  await w.tx.insertInto('people.workforce').values({ unit_id: asked.unitId, workers: asked.workers, evidence: asked.evidence, during: writeRange({ from: asked.from, to: old?.during.to ?? next }) }).execute()
  w.touched('unnamed', [asked.unitId])
  w.note('people.workforce', 'unit', asked.unitId, { workers: asked.workers, from: asked.from })
}

function announce(w: Work, persons: Iterable<string>, units: Iterable<string>): void {
  w.touched('worker', persons)
  w.touched('unnamed', units)
}

async function mustStandInOnePlace(tx: Tx, news: Place[], without: string[]): Promise<void> {
  const held = (await ofPersons(tx, [...new Set(news.map((p) => p.personId))])).filter((p) => !without.includes(p.id))
  const verdict = standsInOnePlace(news, held, (id) => id)
  if (verdict === true) return
  // Names are read only where something is wrong.
  const names = await unitNames(tx, [...news, ...held].map((p) => p.unitId))
  insist(standsInOnePlace(news, held, (id) => names.get(id) ?? '?'))
}

const columns = ['id', 'person_id as personId', 'unit_id as unitId', 'standing', 'during'] as const

async function byIds(tx: Tx, ids: string[]): Promise<Held[]> {
  return await tx.selectFrom('people.placement').select(columns).where('id', '=', sql<string>`any(${ids}::uuid[])`).execute() as Held[]
}

async function ofPersons(tx: Tx, ids: string[]): Promise<Held[]> {
  return await tx.selectFrom('people.placement').select(columns).where('person_id', '=', sql<string>`any(${ids}::uuid[])`).execute() as Held[]
}

async function insert(tx: Tx, rows: NewPlacement[]): Promise<void> {
  const written = rows.map((p) => ({ id: p.id, person: p.personId, unit: p.unitId, standing: p.standing, during: writeRange({ from: p.from, to: p.to ?? null }), import: p.importId ?? null }))
  await sql`insert into people.placement (id, person_id, unit_id, standing, during, import_id)
    select r.id, r.person, r.unit, r.standing, r.during, r.import
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as r(id uuid, person uuid, unit uuid, standing text, during daterange, import uuid)`.execute(tx)
}

async function end(tx: Tx, held: { id: string; during: DayRange }, on: Day): Promise<void> {
  const { numUpdatedRows } = await tx.updateTable('people.placement').set({ during: writeRange({ from: held.during.from, to: on }) }).where('id', '=', held.id).executeTakeFirst()
  if (Number(numUpdatedRows) !== 1) throw Object.assign(new Error('the placement lies outside the reach of the office acted in'), { code: '42501' })
}
