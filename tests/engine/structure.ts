// Everything that may happen to the units, on any past or coming day, to units that live and to some that do not; and the
// undoing of any earlier event. Each answers whether anything happened.
import { newId } from '#base/id'
import { changeKind, consolidate, dissolve, establish, merge, rename, split, transfer, undoEvent, type NewUnit } from '#organisation'
import { decision, FOUNDING, pick, type Step, type World } from './world.ts'

const kinds = ['grassroots-union', 'grassroots-union', 'occupational-union', 'commune-union', 'company-union']
const fresh = (n: number, parentId: string, kind?: string): NewUnit => ({ id: newId(), kind: kind ?? kinds[n % 5]!, name: `Công đoàn mới ${n}`, parentId })

// New units take part in what comes after; people work in those of the grassroots.
function joined(x: World, changed: string[], ...units: NewUnit[]): boolean {
  if (changed.length === 0) return false
  for (const unit of units) {
    x.units.push(unit.id)
    if (unit.kind === 'grassroots-union') x.grassroots.push(unit.id)
  }
  return true
}

export const events: Record<string, (x: World, step: Step) => Promise<boolean>> = {
  async establish(x, { a, b, day }) {
    const unit = fresh(b, pick(x.units, a)!)
    return joined(x, await x.db.work((w) => establish(w, [unit], decision(day))), unit)
  },
  async transfer(x, { a, b, day }) {
    return (await x.db.work((w) => transfer(w, { unitIds: [pick(x.units, a)!], parentId: pick(x.units, b)! }, decision(day)))).length > 0
  },
  async merge(x, { a, b, day }) {
    return (await x.db.work((w) => merge(w, [{ from: pick(x.units, a)!, into: pick(x.units, b)! }], decision(day)))).length > 0
  },
  async consolidate(x, { a, b, day }) {
    const unit = fresh(a, x.root)
    return joined(x, await x.db.work((w) => consolidate(w, { from: [pick(x.units, a)!, pick(x.units, b)!], unit }, decision(day))), unit)
  },
  async split(x, { a, b, day }) {
    const unitId = pick(x.units, a)!, stays = b % 3 === 0
    const [one, two] = [fresh(0, x.root), fresh(b, stays ? unitId : x.root)] as const
    const below: string[] = (await x.db.pools.owner.query('select unit_id as id from organisation.unit_version where parent_id = $1 and valid @> $2::date order by unit_id', [unitId, day])).rows.map((r) => r.id)
    const parts = [{ unit: one, takes: below.filter((_, i) => (i + b) % 2 === 0), share: { part: 1, whole: 3 } }, { unit: two, takes: [], share: b % 2 === 0 ? { part: 2, whole: 3 } : null }]
    return joined(x, await x.db.work((w) => split(w, { unitId, stays, restTo: stays ? null : two.id, parts }, decision(day))), one, two)
  },
  async rename(x, { a, b, day }) {
    return (await x.db.work((w) => rename(w, { unitId: pick(x.units, a)!, name: `Tên ${b % 50}` }, decision(day)))).length > 0
  },
  async changeKind(x, { a, b, day }) {
    return (await x.db.work((w) => changeKind(w, { unitId: pick(x.grassroots, a)!, kind: b % 4 === 0 ? 'grassroots-union' : 'occupational-union' }, decision(day)))).length > 0
  },
  async dissolve(x, { a, day }) {
    return (await x.db.work((w) => dissolve(w, [pick(x.grassroots, a)!], decision(day)))).length > 0
  },
  /** Of the kinds of events that were, one, and of its events one: a rare kind is undone as often as any. */
  async undo(x, { a, b }) {
    const { rows } = await x.db.pools.owner.query<{ id: string; kind: string }>('select id, kind from organisation.event where undone_at is null and decision_number <> $1 order by recorded_at, id', [FOUNDING])
    const event = pick(pick([...Map.groupBy(rows, (e) => e.kind).values()], b) ?? [], a)
    return event !== undefined && (await x.db.work((w) => undoEvent(w, { eventId: event.id, reason: 'Nhập nhầm quyết định' }))).length > 0
  },
}

/** Kinds of the events that were undone. */
export async function undone(x: World): Promise<string[]> {
  return (await x.db.pools.owner.query('select distinct kind from organisation.event where undone_at is not null')).rows.map((r) => r.kind)
}
