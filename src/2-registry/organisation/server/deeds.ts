// Structural change that leaves units their lives: each deed takes many units of one decision, loads what its rules need in
// one read per question, judges, and writes in a fixed number of statements. Sent twice, the second time changes nothing.
// Each answers the ids of the units that it changed. Made for a past day, a change runs through the later versions that still
// carry what it changed and stops where a later event changed the same thing.
import type { Day } from '#base/day'
import { insist, Refused, refuse } from '#base/refusal'
import { tidy } from '#base/vietnamese/text'
import type { Work } from '#platform/work'
import { kindsAreKnown, livesOn, nameIsWhole, type Decision, type NewUnit } from '../domain/structure.ts'
import { changeFrom, noRewrite, together, versionOn, type Rewrite, type Version } from '../domain/version.ts'
import * as record from './record.ts'
import * as store from './store.ts'
import { begin, mustHold, mustReachAbove, tell } from './turn.ts'

/** New units, parents before or after their children in any order. A unit that stands already as asked is passed over. */
export async function establish(w: Work, units: NewUnit[], decision: Decision, eventId?: string): Promise<string[]> {
  if (!await begin(w, decision, eventId)) return []
  for (const unit of units) insist(nameIsWhole(unit.name))
  const known = await store.versionsOf(w.tx, units.map((u) => u.id))
  const news = units.filter((unit) => !standsAlready(unit, known.get(unit.id), decision))
  if (news.length === 0) return []
  insist(kindsAreKnown(news, await store.kinds(w.tx)))
  for (const level of levels(w, news)) {
    const added = level.map((unit) => asVersion(unit, decision))
    await mustHold(w, { ...noRewrite(), added })
    await record.insertUnits(w.tx, level.map((u) => u.id))
    const events = await record.recordEvents(w.tx, 'establish', decision, added.map(({ id: _, unitId, ...change }) => ({ unitId, change, id: units.length === 1 ? eventId : undefined })))
    await record.applyRewrites(w.tx, added.map((v) => ({ eventId: events.get(v.unitId)!, rewrite: { ...noRewrite(), added: [v] } })))
    await giveCodes(w, level, decision, events)
    await store.derive(w, level.map((u) => u.id))
  }
  w.touched('unit', news.map((u) => u.id))
  tell(w, 'organisation.establish', news.map((u) => u.id), decision)
  return news.map((u) => u.id)
}

/** A new name from the day on. A translation or short name that is not given ends with the old name. */
export async function rename(w: Work, asked: { unitId: string; name: string; nameEn?: string | null | undefined; shortName?: string | null | undefined }, decision: Decision, eventId?: string): Promise<string[]> {
  insist(nameIsWhole(asked.name))
  const change = { name: tidy(asked.name), nameEn: asked.nameEn ?? null, shortName: asked.shortName ?? null }
  return alter(w, 'rename', asked.unitId, decision, eventId, change, (v, old) => v.name === old.name, (old) => ({ ...change, was: old.name }))
}

/** Another kind from the day on; name and place stay. */
export async function changeKind(w: Work, asked: { unitId: string; kind: string }, decision: Decision, eventId?: string): Promise<string[]> {
  insist(kindsAreKnown([{ id: asked.unitId, kind: asked.kind, name: '', parentId: null }], await store.kinds(w.tx)))
  return alter(w, 'kind', asked.unitId, decision, eventId, { kind: asked.kind }, (v, old) => v.kind === old.kind, (old) => ({ kind: asked.kind, was: old.kind }))
}

// What a unit is called or is changes from the day on, in every later version that still carries the old.
async function alter(w: Work, kind: 'rename' | 'kind', unitId: string, decision: Decision, eventId: string | undefined, change: Partial<Version>,
  carries: (v: Version, old: Version) => boolean, asked: (old: Version) => Record<string, unknown>): Promise<string[]> {
  if (!await begin(w, decision, eventId)) return []
  const versions = (await store.versionsOf(w.tx, [unitId])).get(unitId)
  insist(livesOn(versions, decision.effectiveOn, 'unitId'))
  const old = versionOn(versions!, decision.effectiveOn)!
  await mustReachAbove(w, old)
  if (Object.entries(change).every(([key, value]) => old[key as keyof Version] === value)) return []
  const events = await record.recordEvents(w.tx, kind, decision, [{ unitId, change: asked(old), id: eventId }])
  await record.applyRewrites(w.tx, [{ eventId: events.get(unitId)!, rewrite: changeFrom(versions!, decision.effectiveOn, (v) => carries(v, old), change) }])
  w.touched('unit', [unitId])
  tell(w, `organisation.${kind}`, [unitId], decision)
  return [unitId]
}

/** The units hang under another parent from the day on, with all below them. */
export async function transfer(w: Work, asked: { unitIds: string[]; parentId: string }, decision: Decision, eventId?: string): Promise<string[]> {
  if (!await begin(w, decision, eventId)) return []
  const versions = await store.versionsOf(w.tx, asked.unitIds)
  const moving = new Map<string, Rewrite>()
  const moved: { unitId: string; change: Record<string, unknown>; id?: string | undefined }[] = []
  for (const unitId of new Set(asked.unitIds)) {
    insist(livesOn(versions.get(unitId), decision.effectiveOn, 'unitIds'))
    const old = versionOn(versions.get(unitId)!, decision.effectiveOn)!
    if (old.parentId === asked.parentId) continue
    await mustReachAbove(w, old)
    moving.set(unitId, changeFrom(versions.get(unitId)!, decision.effectiveOn, (v) => v.parentId === old.parentId, { parentId: asked.parentId }))
    // The id of the caller names the first; the others are events of their own, so that one of them can be undone alone.
    moved.push({ unitId, change: { parentId: asked.parentId, was: old.parentId }, id: moved.length === 0 ? eventId : undefined })
  }
  if (moved.length === 0) return []
  await mustHold(w, together([...moving.values()]))
  const events = await record.recordEvents(w.tx, 'transfer', decision, moved)
  await record.applyRewrites(w.tx, [...moving].map(([unitId, rewrite]) => ({ eventId: events.get(unitId)!, rewrite })))
  const ids = moved.map((m) => m.unitId)
  await store.derive(w, ids)
  w.touched('unit', ids)
  tell(w, 'organisation.transfer', ids, decision, { parentId: asked.parentId })
  return ids
}

/** Further codes of units that stand: `from` null since always, `to` null without end. A code that is there already is passed over. */
export async function assignCodes(w: Work, codes: Omit<record.CodeRow, 'eventId'>[]): Promise<void> {
  if (codes.length === 0) return
  await record.insertCodes(w.tx, codes)
  w.note('organisation.assign-codes', 'unit', codes[0]!.unitId, { codes: codes.length, schemes: [...new Set(codes.map((c) => c.scheme))] })
}

/** Brings the reach of offices to the tree of today: for the turn of the day, when a change decided earlier takes effect. */
export async function turnDay(w: Work): Promise<void> {
  await store.takeTurn(w.tx)
  await store.renumber(w, null)
}

function startOf(unit: NewUnit, decision: Decision): Day | null {
  return unit.from === undefined ? decision.effectiveOn : unit.from
}

export function asVersion(unit: NewUnit, decision: Decision): Version {
  return {
    id: null, unitId: unit.id, kind: unit.kind, name: tidy(unit.name), nameEn: unit.nameEn ?? null, shortName: unit.shortName ?? null,
    parentId: unit.parentId, attributes: unit.attributes ?? {}, valid: { from: startOf(unit, decision), to: null },
  }
}

export async function giveCodes(w: Work, units: NewUnit[], decision: Decision, events: Map<string, string>): Promise<void> {
  const codes = units.flatMap((u) => (u.codes ?? []).map((c) => (
    { unitId: u.id, scheme: c.scheme, code: c.code, from: c.from === undefined ? startOf(u, decision) : c.from, to: c.to ?? null, eventId: events.get(u.id) })))
  if (codes.length > 0) await record.insertCodes(w.tx, codes)
}

/** The unit stands as asked; refuses where its identity belongs to another. */
export function standsAlready(unit: NewUnit, versions: Version[] | undefined, decision: Decision): boolean {
  if (!versions) return false
  const same = versions.some((v) => v.valid.from === startOf(unit, decision) && v.kind === unit.kind && v.name === tidy(unit.name) && v.parentId === unit.parentId)
  if (!same) throw new Refused(refuse('unit-exists', 'id', `Mã định danh này đã dùng cho ${versions[0]!.name}.`, `This identity already belongs to ${versions[0]!.name}.`), 409)
  return true
}

// Under an office a unit may be written only below a unit that has its place already, so parents go first. The machine's
// own administrator reaches all: one level, whatever the depth.
function levels(w: Work, units: NewUnit[]): NewUnit[][] {
  if (w.actor.acting?.lft === 0) return [units]
  const waiting = new Map(units.map((u) => [u.id, u]))
  const found: NewUnit[][] = []
  while (waiting.size > 0) {
    const level = [...waiting.values()].filter((u) => u.parentId === null || !waiting.has(u.parentId))
    if (level.length === 0) throw new Refused(refuse('circle', 'parentId', 'Các đơn vị trực thuộc lẫn nhau thành vòng.', 'The units hang below one another in a circle.'))
    for (const unit of level) waiting.delete(unit.id)
    found.push(level)
  }
  return found
}
