// A file of units: name, kind and upper unit, in any order of rows. A unit that already stands under
// its name is recognised, so the same file again establishes nothing. The upper unit is looked for
// among the known units and among the file's own rows, wherever in the file it stands.

import { fromLegacy } from '#base/vietnamese/legacy'
import { foldedWords, tidy } from '#base/vietnamese/text'
import type { Cell, Grid } from '#platform/sheets/grid'
import { cellShown, cellText, saysNothing } from './cells.ts'
import { type FieldPattern, UNIT_FIELDS, type UnitField } from './fields.ts'
import { type Header, type Mapping, proposeMapping, type RememberedHeaders } from './mapping.ts'
import { unitHint } from './person.ts'
import { type Reason, reason, type Repair } from './reasons.ts'
import { headerKeysOf, skipOf } from './row-kinds.ts'
import { type KnownUnit, unitKey, type UnitList, writeOut } from './unit-keys.ts'
import { indexUnits } from './unit-names.ts'

/** A kind of unit: its code in the house and its Vietnamese name. */
export interface UnitKind {
  code: string
  name: string
}

export interface UnitOfFile {
  name: string
  shortName: string | null
  /** Code of the kind. */
  kind: string | null
  /** The upper unit's name; its id where it already exists, or its row where it stands in the same file. */
  parent: string | null
  parentId: string | null
  parentRow: number | null
  /** Id of the unit where it already exists: nothing is to be established. */
  unitId: string | null
}

export interface UnitRow {
  /** The sheet's own row number, from 1. */
  row: number
  verdict: 'imported' | 'refused' | 'skipped'
  reasons: Reason[]
  repairs: Repair[]
  /** Null for a skipped row and where no name could be read. */
  unit: UnitOfFile | null
}

export interface UnitsContext {
  units: UnitList<KnownUnit>
  kinds: readonly UnitKind[]
}

/** Which column of a unit file is which field. */
export function proposeUnitMapping(headerCells: readonly string[], remembered: RememberedHeaders<UnitField> = {}): Mapping<UnitField> {
  return proposeMapping(headerCells, UNIT_FIELDS as readonly FieldPattern<UnitField>[], { remembered })
}

interface Draft extends UnitRow {
  parentText: string
}

/** Reads every row below the header. */
export function readUnits(grid: Grid, header: Header, mapping: Mapping<UnitField>, context: UnitsContext): UnitRow[] {
  const { columns } = mapping
  const looks = { headerKeys: headerKeysOf(header.cells), columns: columns.name === undefined ? {} : { name: columns.name }, evidence: evidenceOf(columns) }
  const known = indexUnits(context.units)
  const drafts: Draft[] = []
  const firstOfName = new Map<string, number>()
  for (let i = header.row - 1 + header.height; i < grid.rows.length; i++) {
    const cells = grid.rows[i] ?? []
    const skip = skipOf(cells, looks)
    const at = (field: UnitField): Cell => (columns[field] === undefined ? null : (cells[columns[field]] ?? null))
    const draft = skip ? skipped(i + 1, reason(skip)) : readRow(i + 1, at)
    if (draft.unit) noteTwin(draft)
    drafts.push(draft)
  }
  placeUnderParents()
  return drafts.map(({ parentText: _, ...row }) => row)

  function readRow(row: number, at: (field: UnitField) => Cell): Draft {
    const reasons: Reason[] = []
    const repairs: Repair[] = []
    const raw = cellShown(at('name'))
    const draft: Draft = { row, verdict: 'imported', reasons, repairs, unit: null, parentText: tidy(fromLegacy(cellText(at('parent'))).text) }
    if (saysNothing(at('name'))) {
      reasons.push(reason('no-unit-name'))
      return draft
    }
    const read = fromLegacy(raw)
    const plain = tidy(read.text)
    const existing = known.find(plain)
    // Only a sure reading makes two names one unit here: a slip of the pen may be a new unit's own name.
    const same = existing.is === 'one' && !existing.repairs.some((code) => code !== 'unit-lower' && code !== 'unit-abbreviated') ? existing.unit : null
    const name = same?.name ?? writeOut(plain)
    if (read.was) repairs.push({ code: read.was, field: 'name', from: raw, to: name })
    if (plain !== read.text) repairs.push({ code: 'spaces', field: 'name', from: raw, to: name })
    if (name !== plain) repairs.push({ code: unitKey(plain) === foldedWords(plain) ? 'unit-lower' : 'unit-abbreviated', field: 'name', from: raw, to: name })

    const shortName = saysNothing(at('shortName')) ? null : cellText(at('shortName'))
    draft.unit = { name, shortName, kind: readKind(name, at('kind'), reasons, repairs), parent: null, parentId: null, parentRow: null, unitId: same?.id ?? null }
    if (same && draft.unit.kind !== null && same.kind !== draft.unit.kind) {
      reasons.push(reason('kind-differs', { value: context.kinds.find(({ code }) => code === same.kind)?.name ?? same.kind }))
    }
    return draft
  }

  // Without a kind column the name tells: "Công đoàn phường …" begins with its kind, the longest that fits.
  function readKind(name: string, cell: Cell, reasons: Reason[], repairs: Repair[]): string | null {
    const text = tidy(fromLegacy(cellText(cell)).text)
    if (saysNothing(cell)) {
      const key = unitKey(name)
      const fit = context.kinds.filter((kind) => `${key} `.startsWith(`${unitKey(kind.name)} `)).sort((a, b) => b.name.length - a.name.length)[0]
      if (!fit) reasons.push(reason('no-kind'))
      else repairs.push({ code: 'kind-from-name', field: 'kind', from: text, to: fit.name })
      return fit?.code ?? null
    }
    const fit = context.kinds.find((kind) => unitKey(kind.name) === unitKey(text) || kind.code === text)
    if (!fit) reasons.push(reason('unknown-kind', { value: text }))
    else if (fit.name !== text && fit.code !== text) repairs.push({ code: 'kind-spelt', field: 'kind', from: text, to: fit.name })
    return fit?.code ?? null
  }

  function noteTwin(draft: Draft): void {
    const key = `${unitKey(draft.unit!.name)}|${unitKey(draft.parentText)}`
    const first = firstOfName.get(key)
    if (first === undefined) firstOfName.set(key, draft.row)
    else draft.reasons.push(reason('duplicate-of-row', { row: first, sharedVi: 'cùng tên và cấp trên', sharedEn: 'same name and upper unit' }))
  }

  function placeUnderParents(): void {
    const ownRows = drafts.flatMap((draft) =>
      draft.unit && !draft.unit.unitId && !draft.reasons.some(({ code }) => code.startsWith('duplicate-of-row'))
        ? [{ id: `row ${draft.row}`, name: draft.unit.name, shortName: draft.unit.shortName, kind: draft.unit.kind ?? '', draft }]
        : [],
    )
    const { units } = context
    const all = indexUnits<KnownUnit & { draft?: Draft }>({ length: units.length + ownRows.length, at: (i) => (i < units.length ? units.at(i) : ownRows[i - units.length]) })
    const parentOf = new Map<Draft, Draft>()
    for (const draft of drafts) {
      if (!draft.unit) continue
      if (draft.parentText === '' || saysNothing(draft.parentText)) {
        if (!draft.unit.unitId) draft.reasons.push(reason('no-parent'))
        continue
      }
      const found = all.find(draft.parentText)
      if (found.is !== 'one') {
        draft.reasons.push(reason(found.is === 'several' ? 'ambiguous-parent' : 'unknown-parent', unitHint(draft.parentText, found)))
        continue
      }
      draft.unit.parent = found.unit.name
      if (found.unit.name !== draft.parentText) {
        draft.repairs.push({ code: found.repairs[0] ?? 'unit-abbreviated', field: 'parent', from: draft.parentText, to: found.unit.name })
      }
      if (found.unit.draft) {
        draft.unit.parentRow = found.unit.draft.row
        parentOf.set(draft, found.unit.draft)
      } else draft.unit.parentId = found.unit.id
    }
    for (const draft of parentOf.keys()) refuseUnderRefused(draft, parentOf)
    for (const draft of drafts) if (draft.reasons.length > 0 && draft.verdict !== 'skipped') draft.verdict = 'refused'
  }
}

function refuseUnderRefused(draft: Draft, parentOf: Map<Draft, Draft>): void {
  const path = new Set([draft])
  for (let above = parentOf.get(draft); above; above = parentOf.get(above)) {
    if (path.has(above)) {
      if (above === draft) draft.reasons.push(reason('parent-circle'))
      return
    }
    path.add(above)
    if (above.reasons.some(({ code }) => code !== 'parent-refused' && code !== 'parent-circle')) {
      draft.reasons.push(reason('parent-refused', { row: parentOf.get(draft)!.row }))
      return
    }
  }
}

function skipped(row: number, why: Reason): Draft {
  return { row, verdict: 'skipped', reasons: [why], repairs: [], unit: null, parentText: '' }
}

// A row is a unit when its name and one other column say something.
function evidenceOf(columns: Mapping<UnitField>['columns']) {
  const says = (text: string) => text !== ''
  const named = columns.name === undefined ? [] : [{ column: columns.name, fits: (text: string) => text.length > 3 && !/^(?:tổng|cộng)/iu.test(text) }]
  return [...named, ...[columns.kind, columns.parent].flatMap((column) => (column === undefined ? [] : [{ column, fits: says }]))]
}
