// What a unit is over a range of days, and how a change from one day on rewrites its versions.
// A change made late (for a day in the past) also runs through the later versions that still carry what it changed:
// a rename in March with a transfer in May gives both versions the new name. It stops where a later event changed the
// same thing, because that event is still true.
import { contains, type Day, type DayRange } from '#base/day'

export interface Version {
  /** null: not stored yet. */
  id: string | null
  unitId: string
  kind: string
  name: string
  nameEn: string | null
  shortName: string | null
  parentId: string | null
  attributes: Record<string, unknown>
  valid: DayRange
  /** Of a stored version: the event by which it stands as it does. */
  writer?: string
}

/** What to write: stored versions to be cut short or removed, and new ones. */
export interface Rewrite {
  cut: { id: string; valid: DayRange }[]
  removed: string[]
  added: Version[]
}

export function noRewrite(): Rewrite {
  return { cut: [], removed: [], added: [] }
}

/** The version of the day; versions of one unit never overlap. */
export function versionOn(versions: Version[], on: Day): Version | undefined {
  return versions.find((version) => contains(version.valid, on))
}

/** Oldest first. */
export function inOrder(versions: Version[]): Version[] {
  return versions.toSorted((a, b) => ((a.valid.from ?? '') < (b.valid.from ?? '') ? -1 : 1))
}

/** Versions of one unit with `change` made from the day on, in every version for which `carries` holds, up to the first for which it does not. */
export function changeFrom(versions: Version[], on: Day, carries: (v: Version) => boolean, change: Partial<Version>): Rewrite {
  const rewrite = noRewrite()
  for (const version of inOrder(versions)) {
    if (version.valid.to !== null && version.valid.to <= on) continue
    if (!carries(version)) break
    const starts = version.valid.from !== null && version.valid.from >= on ? version.valid.from : on
    if (starts === version.valid.from) rewrite.removed.push(version.id!)
    else rewrite.cut.push({ id: version.id!, valid: { from: version.valid.from, to: starts } })
    rewrite.added.push({ ...version, ...change, id: null, valid: { from: starts, to: version.valid.to } })
  }
  return rewrite
}

/** Versions of one unit with the parents exchanged as the map says, wherever they hang under one of them from the day on. */
export function reparentFrom(versions: Version[], on: Day, parents: Map<string, string>): Rewrite {
  return together(versions.filter((v) => v.parentId !== null && parents.has(v.parentId)).map((v) => changeFrom([v], on, () => true, { parentId: parents.get(v.parentId!)! })))
}

/** The unit ends on the day: it is not there from that day on. */
export function endOn(version: Version, on: Day): Rewrite {
  return version.valid.from === on
    ? { cut: [], removed: [version.id!], added: [] }
    : { cut: [{ id: version.id!, valid: { from: version.valid.from, to: on } }], removed: [], added: [] }
}

export function together(rewrites: Rewrite[]): Rewrite {
  return { cut: rewrites.flatMap((r) => r.cut), removed: rewrites.flatMap((r) => r.removed), added: rewrites.flatMap((r) => r.added) }
}

/** Whether one unit only hangs elsewhere, or has another name: the same days, of the same kind with the same attributes. What is counted of it stands as it stood. */
export function onlyHangsElsewhere(before: Version[], after: Version[]): boolean {
  return JSON.stringify(countedOf(before)) === JSON.stringify(countedOf(after))
}

/** Days of the versions by what is counted of them, joined where they follow one another. */
function countedOf(versions: Version[]): { what: string; from: Day | null; to: Day | null }[] {
  const days: { what: string; from: Day | null; to: Day | null }[] = []
  for (const { kind, attributes, valid: { from, to } } of inOrder(versions)) {
    const what = JSON.stringify([kind, ...Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1))]), last = days.at(-1)
    if (last && last.what === what && last.to === from) last.to = to
    else days.push({ what, from, to })
  }
  return days
}

/** The versions as they stand after the rewrite. */
export function rewritten(versions: Version[], rewrite: Rewrite): Version[] {
  const removed = new Set(rewrite.removed)
  const cut = new Map(rewrite.cut.map((c) => [c.id, c.valid]))
  return [
    ...versions.filter((v) => !v.id || !removed.has(v.id)).map((v) => (v.id && cut.has(v.id) ? { ...v, valid: cut.get(v.id)! } : v)),
    ...rewrite.added,
  ]
}

/** Versions by unit. */
export function byUnit(versions: Iterable<Version>): Map<string, Version[]> {
  return Map.groupBy(versions, (v) => v.unitId)
}
