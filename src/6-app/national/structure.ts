// The organisation as rows: every unit with its versions, the events behind them and the lineage, as the deeds of the
// organisation would have written them one by one, three hundred thousand at once.
import type pg from 'pg'
import { Rows } from './copy.ts'
import { MERGED_ON, RENAMED_ON, type Country, type Grassroots, type Top } from './country.ts'
import { AGENCIES_END, COMMUNES_FOUNDED, COMMUNES_TAKE_OVER, NEVER, OPENING, REFORM, write, writeRange, type DayNumber } from './days.ts'
import { boundBefore, type Numbered } from './ids.ts'

interface Decision { number: string; by: string; on: DayNumber }
const FOUNDING: Decision = { number: 'Hồ sơ thành lập', by: 'Công đoàn cấp trên', on: REFORM }
const CLOSING: Decision = { number: '97/2025/QH15', by: 'Quốc hội', on: REFORM - 4 }
const COMMUNES: Decision = { number: '12/QĐ-LĐLĐ', by: 'Liên đoàn Lao động tỉnh, thành phố', on: COMMUNES_FOUNDED - 5 }
const TAKE_OVER: Decision = { number: '18/QĐ-LĐLĐ', by: 'Liên đoàn Lao động tỉnh, thành phố', on: COMMUNES_TAKE_OVER - 14 }
const AGENCIES: Decision = { number: '4133/TLĐ-ToC', by: 'Tổng Liên đoàn Lao động Việt Nam', on: AGENCIES_END - 23 }
const MERGE: Decision = { number: '57/QĐ-LĐLĐ', by: 'Công đoàn cấp trên', on: MERGED_ON - 10 }
const RENAME: Decision = { number: '09/QĐ-CĐ', by: 'Công đoàn cấp trên', on: RENAMED_ON - 10 }

/** Writes all units of the country over the connection, in its transaction. Needs the foundation, with the reform. */
export async function writeStructure(client: pg.ClientBase, country: Country, identity: (kind: Numbered, n: number) => string): Promise<number> {
  const rows = {
    unit: new Rows('organisation.unit', 'id'),
    event: new Rows('organisation.event', 'id, kind, effective_on, decision_number, decision_on, decision_by, unit_id, change, recorded_at'),
    version: new Rows('organisation.unit_version', 'id, unit_id, kind, name, parent_id, attributes, valid, event_id'),
    lineage: new Rows('organisation.lineage', 'event_id, predecessor_id, successor_id, since'),
  }
  const merged = await mergesOfReform(client)
  let events = 0, versions = 0
  const event = (kind: string, on: DayNumber, decision: Decision, unitId: string, change: unknown): string => {
    const id = identity('event', events++)
    rows.event.add(`${id}\t${kind}\t${write(on)}\t${decision.number}\t${write(Math.min(decision.on, on))}\t${decision.by}\t${unitId}\t${JSON.stringify(change).replaceAll('\\', '\\\\')}\t${write(Math.max(OPENING, Math.min(decision.on, on) + 1))} 08:30:00+07`)
    return id
  }
  const version = (unitId: string, kind: string, name: string, parentId: string, attributes: string, from: DayNumber | null, to: DayNumber, eventId: string) =>
    rows.version.add(`${identity('version', versions++)}\t${unitId}\t${kind}\t${name}\t${parentId}\t${attributes}\t${writeRange(from, to)}\t${eventId}`)
  const founded = (unitId: string, kind: string, name: string, parentId: string, from: DayNumber | null, decision = FOUNDING) => {
    rows.unit.add(unitId)
    return event('establish', from ?? 0, { ...decision, on: from === null ? 0 : Math.min(decision.on, from) }, unitId, { kind, name, parentId, valid: { from: from === null ? null : write(from), to: null } })
  }

  for (const top of country.tops) {
    const reform = reformOf(top, merged, event, rows.lineage)
    for (const district of top.olds.flatMap((o) => o.districts)) {
      if (district.number === null) continue
      const name = `Liên đoàn Lao động ${district.name}`
      version(district.id, 'district-federation', name, district.old.id, '{}', null, REFORM, founded(district.id, 'district-federation', name, district.old.id, null))
    }
    for (const u of top.uppers) {
      if (u.kind === 'commune-union') { version(u.id, u.kind, u.name, top.id, '{}', COMMUNES_FOUNDED, NEVER, founded(u.id, u.kind, u.name, top.id, COMMUNES_FOUNDED, COMMUNES)); continue }
      const moves = u.old !== null && !u.old.goesOn
      const parent = moves ? u.old!.id : top.id
      version(u.id, u.kind, u.name, parent, '{}', null, moves ? REFORM : NEVER, founded(u.id, u.kind, u.name, parent, null))
      if (moves) version(u.id, u.kind, u.name, top.id, '{}', REFORM, NEVER, reform.ofProvince!)
    }
    for (const g of top.grassroots) {
      const path = pathOf(g, top, reform)
      const attributes = `{"field":"${g.field}","sector":"${g.sector}"}`
      path.forEach(({ from, parentId, why }, i) => {
        const eventId = why === 'founded' ? founded(g.id, g.kind, g.name, parentId, from)
          : why === 'transfer' ? event('transfer', from, TAKE_OVER, g.id, { parentId, was: path[i - 1]!.parentId })
          : why === 'rename' ? event('rename', from, RENAME, g.id, { name: g.newName, nameEn: null, shortName: null, was: g.name }) : why
        version(g.id, g.kind, why === 'rename' ? g.newName! : g.name, parentId, attributes, from, path[i + 1]?.from ?? g.ends, eventId)
      })
      if (g.into) rows.lineage.add(`${event('merge', g.ends, MERGE, g.into.id, { from: [g.id] })}\t${g.id}\t${g.into.id}\t${write(g.ends)}`)
      else if (g.ends !== NEVER) event('dissolve', g.ends, AGENCIES, g.id, {})
    }
  }
  let written = 0
  for (const table of [rows.unit, rows.event, rows.version, rows.lineage]) written += await table.send(client)
  return written
}

/** Who stands above whom, and the intervals of today's tree, for the units written. */
export async function deriveStructure(client: pg.ClientBase, country: Country, today: string): Promise<number> {
  const { rowCount } = await client.query(`insert into organisation.ancestry (ancestor_id, unit_id, depth, valid)
    select ancestor_id, unit_id, depth, valid from organisation.ancestry_of(array(select id from organisation.unit where id >= $1 and id < $2))`, [boundBefore(0), boundBefore(country.units)])
  await client.query('select organisation.renumber($1::date)', [today])
  return rowCount ?? 0
}

interface Reform { ofDistricts: string; ofProvince: string | null }
type Step = { from: DayNumber; parentId: string; why: 'founded' | 'transfer' | 'rename' | (string & {}) }

function pathOf(g: Grassroots, top: Top, reform: Reform): Step[] {
  const path: Step[] = []
  const since = g.upper?.id ?? top.id
  if (g.founded >= REFORM || !top.province) path.push({ from: g.founded, parentId: since, why: 'founded' })
  else if (g.district) {
    path.push({ from: g.founded, parentId: g.district.id, why: 'founded' })
    if (g.ends > REFORM) path.push({ from: REFORM, parentId: top.id, why: reform.ofDistricts })
    if (g.ends > COMMUNES_TAKE_OVER && g.upper) path.push({ from: COMMUNES_TAKE_OVER, parentId: g.upper.id, why: 'transfer' })
  } else if (g.upper) path.push({ from: g.founded, parentId: g.upper.id, why: 'founded' })
  else {
    path.push({ from: g.founded, parentId: g.old!.id, why: 'founded' })
    if (!g.old!.goesOn) path.push({ from: REFORM, parentId: top.id, why: reform.ofProvince! })
  }
  if (g.newName) path.push({ from: RENAMED_ON, parentId: path.at(-1)!.parentId, why: 'rename' })
  return path
}

/** The events by which the provinces merged and the districts ended, as the foundation wrote them: by decision and unit. */
async function mergesOfReform(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ decision_number: string; unit_id: string; id: string }>(`select decision_number, unit_id, id from organisation.event where kind = 'merge'`)
  return new Map(rows.map((r) => [`${r.decision_number} ${r.unit_id}`, r.id]))
}

function reformOf(top: Top, merged: Map<string, string>, event: (kind: string, on: DayNumber, decision: Decision, unitId: string, change: unknown) => string, lineage: Rows): Reform {
  const ofProvince = merged.get(`202/2025/QH15 ${top.id}`) ?? null
  const own = top.olds.flatMap((o) => o.districts).filter((d) => d.number !== null)
  if (own.length === 0) return { ofDistricts: merged.get(`${CLOSING.number} ${top.id}`) ?? '', ofProvince }
  const ofDistricts = event('merge', REFORM, CLOSING, top.id, { from: own.map((d) => d.id) })
  for (const d of own) lineage.add(`${ofDistricts}\t${d.id}\t${top.id}\t${write(REFORM)}`)
  return { ofDistricts, ofProvince }
}
