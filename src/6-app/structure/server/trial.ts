// The dry run. The change is done as it would be, by the same rules and with the engine's own totals; everything that may
// differ is read; the change is taken back; the same is read again. What differs is the answer. Readers do not wait for it:
// no table is locked, only other structural changes and the fold stand by.
import { sql } from 'kysely'
import { agreementsIn } from '#agreements'
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { documentsIn } from '#documents'
import { modelsIn } from '#emulation'
import { figuresOf, indicatorsOn, settle } from '#indicators'
import { openClassesIn } from '#learning'
import { aboutOf, perform, placesBelow, reachedAbove, unitEvents, unitsByEvent, unitsOn, type Decision, type UnitOn } from '#organisation'
import type { StructuralChange } from '#organisation/contract'
import { peopleIn } from '#people'
import { runAll } from '#platform/db/transact'
import type { Work } from '#platform/work'
import { plansIn } from '#plans'
import type { Trial } from '../contract.ts'

/** How many units, plans, classes and models are named one by one. */
const LISTED = 100

interface Seen { places: Map<string, string>; units: Map<string, UnitOn>; nodes: string[]; figures: Map<string, Map<string, Counts>> }
interface Counts { counted: number; met: number; excluded: number }

/** What the change would move. Refuses what the change itself would be refused. Must run within a trial: it does not clean up after itself. */
export async function tryChange(w: Work, change: StructuralChange, decision: Decision | null): Promise<Trial> {
  const effectiveOn = decision && change.kind !== 'undo' ? decision.effectiveOn : await dayOfEvent(w, change)
  const figuresOn = effectiveOn > w.today ? effectiveOn : w.today
  const touched = new Map<string, Set<string>>()
  const tried: Work = { ...w, touched: (kind, ids) => { touched.set(kind, new Set([...touched.get(kind) ?? [], ...ids])) }, note() {}, afterCommit() {} }

  await sql`savepoint before_trial`.execute(w.tx)
  const eventId = change.kind === 'undo' ? change.asked.eventId : newId()
  const undone = await unitsByEvent(w.tx, eventId)
  const { changed } = await perform(tried, change, decision, eventId)
  await runAll(w.tx, settle(touched))
  const units = [...new Set([...touched.get('unit') ?? [], ...changed, ...undone, ...await unitsByEvent(w.tx, eventId)])]
  const about = [...units.filter((id) => changed.includes(id)), aboutOf(change)]
  const after = await see(w, units, about, effectiveOn, figuresOn)
  await sql`rollback to savepoint before_trial`.execute(w.tx)
  // Nodes of both trees: a unit that only one of them knows has no figure in the other.
  const before = await see(w, units, [...about, ...after.nodes], effectiveOn, figuresOn)

  const moved = [...new Set([...before.places.keys(), ...after.places.keys()])].filter((id) => before.places.get(id) !== after.places.get(id))
  const lives = (seen: Seen, id: string) => seen.places.get(id)?.startsWith('lives') ?? false
  const named = (id: string) => after.units.get(id) ?? before.units.get(id)!
  const known = new Map((await unitsOn(w.tx, moved, effectiveOn)).map((u) => [u.id, u]))
  const rehung = units.filter((id) => lives(before, id) && lives(after, id) && before.units.get(id)?.parentId !== after.units.get(id)?.parentId)
  const inIndicators = await indicatorsOn(w, figuresOn)
  return {
    nothing: changed.length === 0, effectiveOn, figuresOn,
    begin: units.filter((id) => !lives(before, id) && lives(after, id)).map(named).map(short),
    end: units.filter((id) => lives(before, id) && !lives(after, id)).map(named).map(short),
    rehung: { total: rehung.length, listed: rehung.slice(0, LISTED).map((id) => ({ ...short(named(id)), from: before.units.get(id)!.parentName, to: after.units.get(id)!.parentName })) },
    moved: { total: moved.length, kinds: byKind(moved.flatMap((id) => known.get(id) ?? after.units.get(id) ?? [])) },
    people: await peopleIn(w.tx, moved, effectiveOn),
    plans: await plansIn(w.tx, moved, effectiveOn, LISTED),
    agreements: await agreementsIn(w.tx, moved, effectiveOn, LISTED),
    classes: await openClassesIn(w.tx, moved, LISTED),
    documents: await documentsIn(w.tx, moved),
    models: await modelsIn(w.tx, moved, LISTED),
    figures: await differing(w, before, after, inIndicators, named),
  }
}

const short = ({ id, name, kindName }: UnitOn) => ({ id, name, kindName })

// Everything that the change may move, as it stands now. `about`: units whose own figures may differ, and those above them.
async function see(w: Work, units: string[], about: string[], on: Day, figuresOn: Day): Promise<Seen> {
  const places = await placesBelow(w.tx, units, on)
  const standing = await unitsOn(w.tx, units, on)
  const nodes = await reachedAbove(w.tx, [...new Set([...about, ...standing.flatMap((u) => u.parentId ?? [])])], figuresOn)
  const figures = new Map<string, Map<string, Counts>>()
  for (const node of nodes) {
    figures.set(node, new Map((await figuresOf(w, node, { on: figuresOn })).map(({ indicatorId, counted, met, excluded }) => [indicatorId, { counted, met, excluded }])))
  }
  return { places: new Map(places.map((p) => [p.unitId, `${p.lives ? 'lives' : 'not'} ${p.above}`])), units: new Map(standing.map((u) => [u.id, u])), nodes, figures }
}

const none: Counts = { counted: 0, met: 0, excluded: 0 }

async function differing(w: Work, before: Seen, after: Seen, indicators: Awaited<ReturnType<typeof indicatorsOn>>, named: (id: string) => UnitOn | undefined): Promise<Trial['figures']> {
  const nodes = [...new Set([...before.nodes, ...after.nodes])]
  const others = new Map((await unitsOn(w.tx, nodes, w.today)).map((u) => [u.id, u]))
  const found = nodes.map((unitId) => ({
    unitId, unitName: others.get(unitId)?.name ?? named(unitId)?.name ?? '',
    indicators: indicators.flatMap(({ id, code, name, stage }) => {
      const [was, is] = [before.figures.get(unitId)?.get(id) ?? none, after.figures.get(unitId)?.get(id) ?? none]
      return was.counted === is.counted && was.met === is.met && was.excluded === is.excluded ? [] : [{ code, name, byNumber: Boolean(stage?.number), before: was, after: is }]
    }),
  }))
  return found.filter((f) => f.indicators.length > 0)
}

function byKind(units: UnitOn[]): Trial['moved']['kinds'] {
  return [...Map.groupBy(units, (u) => u.kind)].map(([kind, all]) => ({ kind, name: all[0]!.kindName, count: all.length })).sort((a, b) => b.count - a.count)
}

async function dayOfEvent(w: Work, change: StructuralChange): Promise<Day> {
  if (change.kind !== 'undo') return w.today
  return (await unitEvents(w.tx, change.asked.unitId)).find((e) => e.id === change.asked.eventId)?.effectiveOn ?? w.today
}
