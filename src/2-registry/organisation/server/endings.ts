// Structural change that ends units or makes new ones of them: merge, consolidate, split, dissolve. A unit for which something
// was decided for later days is not ended before them: that is undone first, or the later day is chosen.
import { insist, Refused, refuse } from '#base/refusal'
import { mustReach, type Work } from '#platform/work'
import { consolidationIsClear, splitIsClear, takesWhatHangs, type Consolidation, type Split } from '../domain/events.ts'
import { kindsAreKnown, livesOn, mergesAreClear, nameIsWhole, nothingLeftBelow, type Decision, type Merge, type NewUnit } from '../domain/structure.ts'
import { byUnit, noRewrite, reparentFrom, together, versionOn, type Rewrite } from '../domain/version.ts'
import { asVersion, giveCodes, standsAlready } from './deeds.ts'
import * as record from './record.ts'
import * as store from './store.ts'
import { begin, ends, mustHold, mustReachAbove, tell } from './turn.ts'

/** Each `from` ends on the day and goes on in `into`: units below it hang under `into`, its records are found there. One event for each `into`. */
export async function merge(w: Work, merges: Merge[], decision: Decision, eventId?: string): Promise<string[]> {
  if (!await begin(w, decision, eventId)) return []
  insist(mergesAreClear(merges))
  const on = decision.effectiveOn
  const done = await store.successorsOf(w.tx, merges.map((m) => m.from))
  const news = merges.filter((m) => !(done.get(m.from)?.into === m.into && done.get(m.from)?.since === on))
  if (news.length === 0) return []
  const into = new Map(news.map((m) => [m.from, m.into]))
  const staying = await store.versionsOf(w.tx, [...into.values()])
  for (const m of news) insist(livesOn(staying.get(m.into), on, 'into'))
  const ending = await ends(w, [...into.keys()], decision, 'from')
  const children = byUnit((await store.childrenFrom(w.tx, [...into.keys()], on)).filter((c) => !into.has(c.unitId)))
  const rewrites = new Map([...Map.groupBy(news, (m) => m.into)].map(([unitId, group]) => {
    const heirs = new Map(group.map((m) => [m.from, m.into]))
    return [unitId, together([...group.map((m) => ending.get(m.from)!), ...[...children.values()].map((child) => reparentFrom(child, on, heirs))])] as const
  }))
  await mustHold(w, together([...rewrites.values()]), 'into')
  const events = await record.recordEvents(w.tx, 'merge', decision, [...rewrites.keys()].map((unitId, i) => ({ unitId, change: { from: news.filter((m) => m.into === unitId).map((m) => m.from) }, id: i === 0 ? eventId : undefined })))
  await record.applyRewrites(w.tx, [...rewrites].map(([unitId, rewrite]) => ({ eventId: events.get(unitId)!, rewrite })))
  await record.insertLineage(w.tx, news.map((m) => ({ event: events.get(m.into)!, ...m, carries: true })), on)
  await record.endCodes(w.tx, news.map((m) => ({ unitId: m.from, eventId: events.get(m.into)! })), on)
  await store.derive(w, [...into.keys(), ...children.keys()])
  // The one that stays too: it goes on with what the others had. Those below only hang elsewhere: twenty thousand of a province.
  w.touched('unit', [...into.keys(), ...await store.heirsOf(w.tx, [...rewrites.keys()])])
  for (const unitId of rewrites.keys()) tell(w, 'organisation.merge', [unitId], decision, { from: news.filter((m) => m.into === unitId).map((m) => m.from) })
  return [...into.keys()]
}

/** The units end on the day and go on in a new one: units below them hang under it, their records are found there. */
export async function consolidate(w: Work, asked: Consolidation, decision: Decision, eventId?: string): Promise<string[]> {
  if (!await begin(w, decision, eventId)) return []
  const { from, unit } = asked
  insist(consolidationIsClear(asked))
  if (standsAlready(unit, (await store.versionsOf(w.tx, [unit.id])).get(unit.id), decision)) return []
  const on = decision.effectiveOn
  const ending = await ends(w, from, decision, 'from')
  const heirs = new Map(from.map((id) => [id, unit.id]))
  const children = byUnit((await store.childrenFrom(w.tx, from, on)).filter((c) => !heirs.has(c.unitId)))
  const change = together([...ending.values(), ...[...children.values()].map((child) => reparentFrom(child, on, heirs))])
  const event = await beginUnits(w, 'consolidate', unit.id, [unit], change, decision, { from, unit: described(unit) }, eventId)
  await record.insertLineage(w.tx, from.map((id) => ({ event, from: id, into: unit.id, carries: true })), on)
  await record.endCodes(w.tx, from.map((unitId) => ({ unitId, eventId: event })), on)
  await finish(w, [unit], from, [...children.keys()], decision, event)
  tell(w, 'organisation.consolidate', [unit.id], decision, { from })
  return [unit.id, ...from]
}

/** New units come out of one, each with the units below it that it takes. See domain/events.ts for what becomes of the rest. */
export async function split(w: Work, asked: Split, decision: Decision, eventId?: string): Promise<string[]> {
  if (!await begin(w, decision, eventId)) return []
  insist(splitIsClear(asked))
  const { unitId, parts, stays } = asked
  const units = parts.map((p) => p.unit)
  const known = await store.versionsOf(w.tx, units.map((u) => u.id))
  if (units.every((unit) => standsAlready(unit, known.get(unit.id), decision))) return []
  const on = decision.effectiveOn
  const versions = (await store.versionsOf(w.tx, [unitId])).get(unitId)
  insist(livesOn(versions, on, 'unitId'))
  await mustReachAbove(w, versionOn(versions!, on)!)
  const children = await store.childrenFrom(w.tx, [unitId], on)
  insist(takesWhatHangs(asked, children, on))
  const taker = new Map(parts.flatMap((p) => p.takes.map((child) => [child, p.unit.id])))
  const moving = [...byUnit(children)].flatMap(([child, all]) => {
    const to = taker.get(child) ?? asked.restTo
    return to === null ? [] : [{ child, rewrite: reparentFrom(all, on, new Map([[unitId, to]])) }]
  })
  const ending = stays ? [] : [...(await ends(w, [unitId], decision, 'unitId')).values()]
  const change = together([...ending, ...moving.map((m) => m.rewrite)])
  const detail = { stays, restTo: asked.restTo, parts: parts.map((p) => ({ ...described(p.unit), unitId: p.unit.id, takes: p.takes, share: p.share ?? null })) }
  const event = await beginUnits(w, 'split', unitId, units, change, decision, detail, eventId)
  await record.insertLineage(w.tx, parts.map((p) => ({ event, from: unitId, into: p.unit.id, carries: p.unit.id === asked.restTo, share: p.share })), on)
  if (!stays) await record.endCodes(w.tx, [{ unitId, eventId: event }], on)
  await finish(w, units, [unitId], moving.map((m) => m.child), decision, event)
  tell(w, 'organisation.split', [unitId], decision, { into: units.map((u) => u.id), stays })
  return [...units.map((u) => u.id), ...(stays ? [] : [unitId]), ...moving.map((m) => m.child)]
}

/** The units end on the day and go on in no other. */
export async function dissolve(w: Work, unitIds: string[], decision: Decision, eventId?: string): Promise<string[]> {
  if (!await begin(w, decision, eventId)) return []
  const on = decision.effectiveOn
  const versions = await store.versionsOf(w.tx, unitIds)
  const successors = await store.successorsOf(w.tx, unitIds)
  const ids = [...new Set(unitIds)].filter((id) => !(versions.get(id)?.some((v) => v.valid.to === on) && !versionOn(versions.get(id)!, on) && !successors.has(id)))
  if (ids.length === 0) return []
  const ending = await ends(w, ids, decision, 'unitIds')
  insist(nothingLeftBelow(await store.childrenFrom(w.tx, ids, on), ids, on))
  const events = await record.recordEvents(w.tx, 'dissolve', decision, ids.map((unitId, i) => ({ unitId, change: {}, id: i === 0 ? eventId : undefined })))
  await record.applyRewrites(w.tx, ids.map((id) => ({ eventId: events.get(id)!, rewrite: ending.get(id)! })))
  await record.endCodes(w.tx, ids.map((unitId) => ({ unitId, eventId: events.get(unitId)! })), on)
  await store.derive(w, ids)
  w.touched('unit', ids)
  tell(w, 'organisation.dissolve', ids, decision)
  return ids
}

// New units stand and have their place before anything is hung under them: an office writes only below a unit that it reaches.
// All is judged before the first row is written. Answers the id of the event.
async function beginUnits(w: Work, kind: 'consolidate' | 'split', about: string, units: NewUnit[], change: Rewrite, decision: Decision, detail: Record<string, unknown>, eventId: string | undefined): Promise<string> {
  for (const unit of units) {
    insist(nameIsWhole(unit.name))
    if (unit.parentId === null) throw new Refused(refuse('parent', 'parentId', 'Đơn vị mới cần đơn vị cấp trên.', 'A new unit needs a parent.'))
    await mustReach(w, unit.parentId, 'parentId')
  }
  insist(kindsAreKnown(units, await store.kinds(w.tx)))
  const births: Rewrite = { ...noRewrite(), added: units.map((u) => asVersion({ ...u, from: decision.effectiveOn }, decision)) }
  await mustHold(w, together([births, change]), 'parentId')
  await record.insertUnits(w.tx, units.map((u) => u.id))
  const event = (await record.recordEvents(w.tx, kind, decision, [{ unitId: about, change: detail, id: eventId }])).get(about)!
  await record.applyRewrites(w.tx, [{ eventId: event, rewrite: births }])
  await store.derive(w, units.map((u) => u.id))
  await record.applyRewrites(w.tx, [{ eventId: event, rewrite: change }])
  return event
}

/** changed: units that are no longer what they were; moved: such as only hang elsewhere. */
async function finish(w: Work, units: NewUnit[], changed: string[], moved: string[], decision: Decision, event: string): Promise<void> {
  // After the codes of what ended: the new unit may carry one on.
  await giveCodes(w, units, decision, new Map(units.map((u) => [u.id, event])))
  await store.derive(w, [...changed, ...moved])
  w.touched('unit', [...units.map((u) => u.id), ...changed])
}

const described = ({ kind, name, parentId }: NewUnit) => ({ kind, name, parentId })
