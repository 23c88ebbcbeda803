// Rules of structural change. They hold on every day, not only today: the tree has no circle, a parent lives as long as
// the unit hangs under it, nothing is left hanging under a unit that ended. The depth of the tree and what may hang under
// what are free (Law 50/2024/QH15: the model is open).
import { overlaps, writeDay, type Day, type DayRange } from '#base/day'
import { refuse, type Refusal, type Verdict } from '#base/refusal'
import { inOrder, versionOn, type Version } from './version.ts'

/** The decision by which a structure changes. */
export interface Decision {
  number: string
  /** The day it was signed; null where not known. */
  on: Day | null
  /** Who decided. */
  by: string | null
  /** The first day on which the change holds. */
  effectiveOn: Day
}

export interface NewUnit {
  id: string
  kind: string
  name: string
  nameEn?: string | null
  shortName?: string | null
  /** null: a root. */
  parentId: string | null
  attributes?: Record<string, unknown>
  /** Codes carry a scheme; without days of their own they hold as long as the unit. */
  codes?: { scheme: string; code: string; from?: Day | null; to?: Day | null }[]
  /** The first day; null: since always. Default: the decision's effectiveOn. */
  from?: Day | null
}

export interface Merge { from: string; into: string }

export function decisionIsWhole(decision: Decision): Verdict {
  return decision.number.trim() !== '' || refuse('decision-number', 'decision.number', 'Cần số quyết định.', 'The decision needs its number.')
}

export function nameIsWhole(name: string): Verdict {
  return name.trim() !== '' || refuse('name', 'name', 'Cần tên đơn vị.', 'The unit needs a name.')
}

export function kindsAreKnown(units: NewUnit[], kinds: ReadonlySet<string>): Verdict {
  const unknown = units.find((u) => !kinds.has(u.kind))
  return !unknown || refuse('unknown-kind', 'kind', `Không có loại đơn vị “${unknown.kind}”.`, `There is no kind of unit “${unknown.kind}”.`)
}

export function livesOn(versions: Version[] | undefined, on: Day, field: string): Verdict {
  if (!versions || versions.length === 0) return refuse('unknown-unit', field, 'Không có đơn vị này.', 'There is no such unit.')
  if (versionOn(versions, on)) return true
  const name = nameOf(versions)
  return refuse('unit-not-living', field, `${name} không tồn tại vào ngày ${writeDay(on)}.`, `${name} does not exist on ${writeDay(on)}.`)
}

/** A unit ends only where nothing was decided about it for later days. */
export function mayEndOn(versions: Version[], on: Day, field: string): Verdict {
  const later = inOrder(versions).find((v) => v.valid.from !== null && v.valid.from > on) ?? inOrder(versions).find((v) => v.valid.to !== null && v.valid.to > on)
  if (!later) return true
  const day = writeDay(later.valid.from !== null && later.valid.from > on ? later.valid.from : later.valid.to)
  return refuse('later-event', field, `${nameOf(versions)} còn thay đổi từ ngày ${day}, sau ngày ${writeDay(on)}. Hãy chọn ngày từ đó trở đi.`,
    `${nameOf(versions)} has a change on ${day}, after ${writeDay(on)}. Choose that day or a later one.`)
}

/** The merges of one decision: no unit into itself, twice, or into one that ends by the same decision. */
export function mergesAreClear(merges: Merge[]): Verdict {
  const ending = new Set(merges.map((m) => m.from))
  if (merges.some((m) => ending.has(m.into))) {
    return refuse('merge-into-ending', 'into', 'Đơn vị nhận sáp nhập không được chấm dứt bởi cùng quyết định.', 'The unit that stays may not end by the same decision.')
  }
  if (ending.size < merges.length) return refuse('merge-twice', 'from', 'Một đơn vị chỉ được sáp nhập một lần trong một quyết định.', 'A unit is merged only once by one decision.')
  return true
}

/** Units that hang under an ended unit from the day on, other than those ending by the same decision. */
export function nothingLeftBelow(children: Version[], ended: string[], on: Day): Verdict {
  const gone = new Set(ended)
  const left = children.filter((c) => !gone.has(c.unitId) && overlaps(c.valid, { from: on, to: null }))
  if (left.length === 0) return true
  const names = [...new Set(left.map((c) => c.name))]
  const some = names.slice(0, 3).join(', ') + (names.length > 3 ? '…' : '')
  return refuse('units-below', 'unitIds', `Còn ${names.length} đơn vị trực thuộc (${some}). Hãy chuyển hoặc giải thể các đơn vị ấy trước.`,
    `${names.length} units still hang below (${some}). Transfer or dissolve them first.`)
}

/** Every added version has a parent that lives throughout, and never hangs below itself. `tree` holds what stands above, after the change. */
export function treeHolds(added: Version[], tree: Map<string, Version[]>, field = 'parentId'): Verdict {
  for (const version of added) {
    if (version.parentId === null) continue
    if (lacksParent(version, tree)) {
      const gap = firstGap(tree.get(version.parentId) ?? [], version.valid)!
      const parent = nameOf(tree.get(version.parentId) ?? [])
      return refuse('parent-not-living', field, `Đơn vị cấp trên ${parent} không tồn tại suốt thời gian ${version.name} trực thuộc (${writeGap(gap, 'vi')}).`,
        `The parent ${parent} does not exist as long as ${version.name} hangs under it (${writeGap(gap, 'en')}).`)
    }
    if (hangsBelow(version.unitId, version.parentId, version.valid, tree)) return circle(version, field)
  }
  return true
}

/** On some day of the version its parent does not live. */
export function lacksParent(version: Version, tree: Map<string, Version[]>): boolean {
  return version.parentId !== null && firstGap(tree.get(version.parentId) ?? [], version.valid) !== null
}

function circle(version: Version, field: string): Refusal {
  return refuse('circle', field, `${version.name} sẽ trực thuộc chính mình.`, `${version.name} would hang below itself.`)
}

// Walks up on the days of `during`; terminates on old circles too, because a unit is entered once per walk.
function hangsBelow(unitId: string, from: string, during: DayRange, tree: Map<string, Version[]>): boolean {
  const walk = [{ id: from, during }]
  const seen = new Set<string>()
  while (walk.length > 0) {
    const { id, during } = walk.pop()!
    if (id === unitId) return true
    const key = `${id}${during.from}${during.to}`
    if (seen.has(key)) continue
    seen.add(key)
    for (const above of tree.get(id) ?? []) {
      if (above.parentId !== null && overlaps(above.valid, during)) walk.push({ id: above.parentId, during: common(above.valid, during) })
    }
  }
  return false
}

function common(a: DayRange, b: DayRange): DayRange {
  return {
    from: a.from === null ? b.from : b.from === null ? a.from : a.from > b.from ? a.from : b.from,
    to: a.to === null ? b.to : b.to === null ? a.to : a.to < b.to ? a.to : b.to,
  }
}

/** The first day of `range` that the versions do not cover; 'always' for the time without beginning; null: covered. */
function firstGap(versions: Version[], range: DayRange): Day | 'always' | null {
  let at: Day | null = range.from
  for (const { valid } of inOrder(versions)) {
    if (valid.to !== null && at !== null && valid.to <= at) continue
    if (at === null ? valid.from !== null : valid.from !== null && valid.from > at) return at ?? 'always'
    if (valid.to === null || (range.to !== null && valid.to >= range.to)) return null
    at = valid.to
  }
  return at ?? 'always'
}

function writeGap(gap: Day | 'always', language: 'vi' | 'en'): string {
  if (gap === 'always') return language === 'vi' ? 'từ trước đến nay' : 'since always'
  return language === 'vi' ? `từ ngày ${writeDay(gap)}` : `from ${writeDay(gap)}`
}

function nameOf(versions: Version[]): string {
  return inOrder(versions).at(-1)?.name ?? '?'
}
