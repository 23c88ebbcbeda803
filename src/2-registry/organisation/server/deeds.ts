// Structural change: each deed takes many units of one decision, loads what its rules need in one read per question,
// judges, and writes in a fixed number of statements. Sent twice, the second time changes nothing. Each answers the ids of
// the units that it changed.
import type { Day } from '#base/day'
import { insist, Refused, refuse } from '#base/refusal'
import { tidy } from '#base/vietnamese/text'
import { mustReach, type Work } from '#platform/work'
import { decisionIsWhole, kindsAreKnown, livesOn, mayEndOn, mergesAreClear, nameIsWhole, nothingLeftBelow, treeHolds, type Decision, type Merge, type NewUnit } from '../domain/structure.ts'
import { byUnit, changeFrom, endOn, noRewrite, reparentFrom, rewritten, together, versionOn, type Rewrite, type Version } from '../domain/version.ts'
import * as store from './store.ts'

/** New units, parents before or after their children in any order. A unit that stands already as asked is passed over. */
export async function establish(w: Work, units: NewUnit[], decision: Decision): Promise<string[]> {
  insist(decisionIsWhole(decision))
  for (const unit of units) insist(nameIsWhole(unit.name))
  await store.takeTurn(w.tx)
  const known = await store.versionsOf(w.tx, units.map((u) => u.id))
  const news = units.filter((unit) => !standsAlready(unit, known.get(unit.id), decision))
  if (news.length === 0) return []
  insist(kindsAreKnown(news, await store.kinds(w.tx)))
  for (const level of levels(w, news)) {
    const added = level.map((unit) => asVersion(unit, decision))
    await mustHold(w, { ...noRewrite(), added })
    await store.insertUnits(w.tx, level.map((u) => u.id))
    const events = await store.recordEvents(w.tx, 'establish', decision, added.map(({ id: _, unitId, ...change }) => ({ unitId, change })))
    await store.applyRewrite(w.tx, { ...noRewrite(), added }, (v) => events.get(v.unitId)!)
    const codes = level.flatMap((u) => (u.codes ?? []).map((c) => ({ unitId: u.id, scheme: c.scheme, code: c.code, from: c.from === undefined ? startOf(u, decision) : c.from, to: c.to ?? null })))
    if (codes.length > 0) await store.insertCodes(w.tx, codes)
    await store.derive(w, level.map((u) => u.id))
  }
  w.touched('unit', news.map((u) => u.id))
  tell(w, 'organisation.establish', news.map((u) => u.id), decision)
  return news.map((u) => u.id)
}

/** A new name from the day on. A translation or short name that is not given ends with the old name. */
export async function rename(w: Work, asked: { unitId: string; name: string; nameEn?: string | null; shortName?: string | null }, decision: Decision): Promise<string[]> {
  insist(decisionIsWhole(decision))
  insist(nameIsWhole(asked.name))
  await store.takeTurn(w.tx)
  const versions = (await store.versionsOf(w.tx, [asked.unitId])).get(asked.unitId)
  insist(livesOn(versions, decision.effectiveOn, 'unitId'))
  const old = versionOn(versions!, decision.effectiveOn)!
  await mustReachAbove(w, old)
  const change = { name: tidy(asked.name), nameEn: asked.nameEn ?? null, shortName: asked.shortName ?? null }
  if (old.name === change.name && old.nameEn === change.nameEn && old.shortName === change.shortName) return []
  const rewrite = changeFrom(versions!, decision.effectiveOn, (v) => v.name === old.name, change)
  const events = await store.recordEvents(w.tx, 'rename', decision, [{ unitId: asked.unitId, change: { ...change, was: old.name } }])
  await store.applyRewrite(w.tx, rewrite, (v) => events.get(v.unitId)!)
  w.touched('unit', [asked.unitId])
  tell(w, 'organisation.rename', [asked.unitId], decision)
  return [asked.unitId]
}

/** The units hang under another parent from the day on, with all below them. */
export async function transfer(w: Work, asked: { unitIds: string[]; parentId: string }, decision: Decision): Promise<string[]> {
  insist(decisionIsWhole(decision))
  await store.takeTurn(w.tx)
  const versions = await store.versionsOf(w.tx, asked.unitIds)
  const moving: Rewrite[] = []
  const moved: { unitId: string; change: Record<string, unknown> }[] = []
  for (const unitId of new Set(asked.unitIds)) {
    insist(livesOn(versions.get(unitId), decision.effectiveOn, 'unitIds'))
    const old = versionOn(versions.get(unitId)!, decision.effectiveOn)!
    if (old.parentId === asked.parentId) continue
    await mustReachAbove(w, old)
    moving.push(changeFrom(versions.get(unitId)!, decision.effectiveOn, (v) => v.parentId === old.parentId, { parentId: asked.parentId }))
    moved.push({ unitId, change: { parentId: asked.parentId, was: old.parentId } })
  }
  if (moved.length === 0) return []
  const rewrite = together(moving)
  await mustHold(w, rewrite)
  const events = await store.recordEvents(w.tx, 'transfer', decision, moved)
  await store.applyRewrite(w.tx, rewrite, (v) => events.get(v.unitId)!)
  const ids = moved.map((m) => m.unitId)
  await store.derive(w, ids)
  w.touched('unit', ids)
  tell(w, 'organisation.transfer', ids, decision, { parentId: asked.parentId })
  return ids
}

/** Each `from` ends on the day and goes on in `into`: units below it hang under `into`, its records are found there. */
export async function merge(w: Work, merges: Merge[], decision: Decision): Promise<string[]> {
  insist(decisionIsWhole(decision))
  insist(mergesAreClear(merges))
  await store.takeTurn(w.tx)
  const on = decision.effectiveOn
  const done = await store.successorsOf(w.tx, merges.map((m) => m.from))
  const news = merges.filter((m) => !(done.get(m.from)?.into === m.into && done.get(m.from)?.since === on))
  if (news.length === 0) return []
  const into = new Map(news.map((m) => [m.from, m.into]))
  const versions = await store.versionsOf(w.tx, [...into.keys(), ...into.values()])
  const ending: Rewrite[] = []
  for (const m of news) {
    insist(livesOn(versions.get(m.into), on, 'into'))
    insist(livesOn(versions.get(m.from), on, 'from'))
    insist(mayEndOn(versions.get(m.from)!, on, 'from'))
    const old = versionOn(versions.get(m.from)!, on)!
    await mustReachAbove(w, old)
    ending.push(endOn(old, on))
  }
  const children = byUnit((await store.childrenFrom(w.tx, [...into.keys()], on)).filter((c) => !into.has(c.unitId)))
  const rewrite = together([...ending, ...[...children.values()].map((child) => reparentFrom(child, on, into))])
  await mustHold(w, rewrite, 'into')
  const intoIds = [...new Set(into.values())]
  const events = await store.recordEvents(w.tx, 'merge', decision, intoIds.map((unitId) => ({ unitId, change: { from: news.filter((m) => m.into === unitId).map((m) => m.from) } })))
  await store.applyRewrite(w.tx, rewrite, (v) => events.get(v.parentId!)!)
  await store.insertLineage(w.tx, news.map((m) => ({ event: events.get(m.into)!, ...m })), on)
  await store.endCodes(w.tx, [...into.keys()], on)
  await store.derive(w, [...into.keys(), ...children.keys()])
  w.touched('unit', [...into.keys(), ...children.keys()])
  for (const unitId of intoIds) tell(w, 'organisation.merge', [unitId], decision, { from: news.filter((m) => m.into === unitId).map((m) => m.from) })
  return [...into.keys()]
}

/** The units end on the day and go on in no other. */
export async function dissolve(w: Work, unitIds: string[], decision: Decision): Promise<string[]> {
  insist(decisionIsWhole(decision))
  await store.takeTurn(w.tx)
  const on = decision.effectiveOn
  const versions = await store.versionsOf(w.tx, unitIds)
  const successors = await store.successorsOf(w.tx, unitIds)
  const ids = [...new Set(unitIds)].filter((id) => !(versions.get(id)?.some((v) => v.valid.to === on) && !versionOn(versions.get(id)!, on) && !successors.has(id)))
  if (ids.length === 0) return []
  const ending: Rewrite[] = []
  for (const id of ids) {
    insist(livesOn(versions.get(id), on, 'unitIds'))
    insist(mayEndOn(versions.get(id)!, on, 'unitIds'))
    const old = versionOn(versions.get(id)!, on)!
    await mustReachAbove(w, old)
    ending.push(endOn(old, on))
  }
  insist(nothingLeftBelow(await store.childrenFrom(w.tx, ids, on), ids, on))
  await store.recordEvents(w.tx, 'dissolve', decision, ids.map((unitId) => ({ unitId, change: {} })))
  await store.applyRewrite(w.tx, together(ending), () => '')
  await store.endCodes(w.tx, ids, on)
  await store.derive(w, ids)
  w.touched('unit', ids)
  tell(w, 'organisation.dissolve', ids, decision)
  return ids
}

/** Further codes of units that stand: `from` null since always, `to` null without end. A code that is there already is passed over. */
export async function assignCodes(w: Work, codes: store.CodeRow[]): Promise<void> {
  if (codes.length === 0) return
  await store.insertCodes(w.tx, codes)
  w.note('organisation.assign-codes', 'unit', codes[0]!.unitId, { codes: codes.length, schemes: [...new Set(codes.map((c) => c.scheme))] })
}

/** Brings the reach of offices to the tree of today: for the turn of the day, when a change decided earlier takes effect. */
export async function turnDay(w: Work): Promise<void> {
  await store.takeTurn(w.tx)
  await store.renumber(w)
}

// The structure of a unit is the affair of whoever stands above it: its own office may not move or end it.
async function mustReachAbove(w: Work, version: Version): Promise<void> {
  if (w.actor.acting?.lft === 0) return
  if (version.parentId === null) throw new Refused(refuse('out-of-reach', 'unitId', 'Đơn vị cao nhất chỉ được đổi khi thiết lập hệ thống.', 'The highest unit is changed only when the system is set up.'), 403)
  await mustReach(w, version.parentId, 'unitId')
}

async function mustHold(w: Work, rewrite: Rewrite, field?: string): Promise<void> {
  const near = new Set(rewrite.added.flatMap((v) => (v.parentId === null ? [v.unitId] : [v.unitId, v.parentId])))
  const above = await store.treeAbove(w.tx, [...near])
  insist(treeHolds(rewrite.added, byUnit(rewritten(above, rewrite)), field))
}

function startOf(unit: NewUnit, decision: Decision): Day | null {
  return unit.from === undefined ? decision.effectiveOn : unit.from
}

function asVersion(unit: NewUnit, decision: Decision): Version {
  return {
    id: null, unitId: unit.id, kind: unit.kind, name: tidy(unit.name), nameEn: unit.nameEn ?? null, shortName: unit.shortName ?? null,
    parentId: unit.parentId, attributes: unit.attributes ?? {}, valid: { from: startOf(unit, decision), to: null },
  }
}

function standsAlready(unit: NewUnit, versions: Version[] | undefined, decision: Decision): boolean {
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

function tell(w: Work, action: string, unitIds: string[], decision: Decision, detail: Record<string, unknown> = {}): void {
  const about = { decision: decision.number, effectiveOn: decision.effectiveOn, ...detail }
  if (unitIds.length === 1) w.note(action, 'unit', unitIds[0]!, about)
  else w.note(action, 'decision', decision.number, { ...about, units: unitIds.length })
}
