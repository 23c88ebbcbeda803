// The real top level of the house: the Confederation, its 63 provincial federations until 30 June 2025, the 34 since, the
// central unions, and the district federations, which ended on the same day, of the provinces that are shown in depth.
// Identities are made from codes and names, so that a second run finds what the first one wrote.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseCsvText } from '#platform/sheets/csv'
import type { Tx, Work } from '#platform/work'
import type { Decision, NewUnit } from '../domain/structure.ts'
import { assignCodes, establish } from './deeds.ts'
import { dissolve, merge } from './endings.ts'

/** Scheme of the province codes of the statistics office until 30 June 2025. Seven of them mean another province since. */
export const OLD_PROVINCES = 'nso-before-2025-07-01'
/** Scheme of the province codes since 1 July 2025. */
export const PROVINCES = 'nso-2025'
/** Scheme of the short codes of central unions. */
export const UNIONS = 'union'
const REFORM = '2025-07-01'

const OPENING: Decision = { number: 'Hiện trạng ban đầu', on: null, by: null, effectiveOn: '1929-07-28' }
const MERGER: Decision = { number: '202/2025/QH15', on: '2025-06-12', by: 'Quốc hội', effectiveOn: REFORM }
const CLOSING: Decision = { number: '97/2025/QH15', on: '2025-06-27', by: 'Quốc hội', effectiveOn: REFORM }

/**
 * Units of the foundation: provinces by the code since 2025-07-01, oldProvinces by the code before, unions below the
 * Confederation by their short code, districts by old province code and name ("91 huyện Hòn Đất"). before: what each old code was called and became.
 */
export interface FoundationIds { tld: string; before: Map<string, { name: string; newCode: string }>; provinces: Map<string, string>; oldProvinces: Map<string, string>; unions: Map<string, string>; districts: Map<string, string> }

/** Brings the real top level in with its history; run again it changes nothing. */
export async function loadFoundation(w: Work): Promise<FoundationIds> {
  await openFoundation(w)
  return reformFoundation(w)
}

/** The house as it stood until 30 June 2025. What else stood then is established between this and the reform. */
export async function openFoundation(w: Work): Promise<FoundationIds> {
  const ids = namedIds()
  if (await isReformed(w.tx)) return ids
  await establish(w, table('units.csv').map((u): NewUnit => ({
    id: u.parent ? ids.unions.get(u.code!)! : ids.tld, kind: KINDS[u.kind!]!, name: u.name_vi!, nameEn: u.name_en, shortName: u.code === 'TLD' ? 'TLĐ' : null,
    parentId: u.parent ? ids.tld : null, from: null, codes: [{ scheme: UNIONS, code: u.code!, from: null, to: u.valid_to || null }],
  })), OPENING)
  await establish(w, table('provinces_before_2025-07-01.csv').map((p): NewUnit => ({
    id: ids.oldProvinces.get(p.old_code!)!, kind: 'provincial-federation', parentId: ids.tld, from: null, ...federation(p.old_name_vi!, p.old_name_en!, p.old_kind!),
    codes: [{ scheme: OLD_PROVINCES, code: p.old_code!, from: null, to: REFORM }],
  })), OPENING)
  await establish(w, table('districts.csv').map((d): NewUnit => ({
    id: ids.districts.get(`${d.old_code} ${d.name}`)!, kind: 'district-federation', name: `Liên đoàn Lao động ${d.name}`, shortName: `LĐLĐ ${d.name}`,
    parentId: ids.oldProvinces.get(d.old_code!)!, from: null,
  })), OPENING)
  return ids
}

/**
 * The reform of 1 July 2025: 63 federations become 34, districts end (what hung under them hangs under the province until
 * it is transferred), the Civil Servants' Union closes, provinces get their new codes.
 */
export async function reformFoundation(w: Work): Promise<FoundationIds> {
  const ids = namedIds()
  if (await isReformed(w.tx)) return ids
  const stays = (oldCode: string) => ids.provinces.get(ids.before.get(oldCode)!.newCode)!
  await merge(w, [...ids.districts].map(([key, from]) => ({ from, into: stays(key.slice(0, 2)) })), CLOSING)
  await merge(w, [...ids.oldProvinces].map(([code, from]) => ({ from, into: stays(code) })).filter((m) => m.from !== m.into), MERGER)
  await dissolve(w, table('units.csv').filter((u) => u.valid_to).map((u) => ids.unions.get(u.code!)!), CLOSING)
  await assignCodes(w, [...ids.provinces].map(([code, unitId]) => ({ unitId, scheme: PROVINCES, code, from: REFORM, to: null })))
  return ids
}

/** The ids of the foundation, or null where it was not loaded. */
export async function foundationIds(tx: Tx): Promise<FoundationIds | null> {
  return (await isReformed(tx)) ? namedIds() : null
}

// The last thing that the reform writes.
async function isReformed(tx: Tx): Promise<boolean> {
  return Boolean(await tx.selectFrom('organisation.unit_code').select('code').where('scheme', '=', PROVINCES).executeTakeFirst())
}

function namedIds(): FoundationIds {
  const before = table('provinces_before_2025-07-01.csv')
  const unions = new Map(table('units.csv').filter((u) => u.parent).map((u) => [u.code!, idOf(UNIONS, u.code!)]))
  const oldProvinces = new Map(before.map((p) => [p.old_code!, idOf(OLD_PROVINCES, p.old_code!)]))
  // A province whose name stays is the same federation going on; it receives the others.
  const provinces = new Map(table('provinces.csv').map((p) => [p.code!, oldProvinces.get(before.find((b) => b.old_name_vi === p.name_vi && b.new_code === p.code)!.old_code!)!]))
  const districts = new Map(table('districts.csv').map((d) => [`${d.old_code} ${d.name}`, idOf('district', `${d.old_code} ${d.name}`)]))
  return { tld: idOf(UNIONS, 'TLD'), before: new Map(before.map((p) => [p.old_code!, { name: p.old_name_vi!, newCode: p.new_code! }])), provinces, oldProvinces, unions, districts }
}

const KINDS: Record<string, string> = { confederation: 'confederation', 'central industry union': 'central-industry-union', 'corporation union': 'corporation-union' }

function federation(name: string, nameEn: string, kind: string): { name: string; nameEn: string; shortName: string } {
  const city = kind === 'city'
  const place = nameEn.replace(/ (City|Province)$/, '')
  return {
    name: `Liên đoàn Lao động ${city ? 'thành phố' : 'tỉnh'} ${name}`, shortName: `LĐLĐ ${city ? 'TP' : 'tỉnh'} ${name}`,
    nameEn: city ? `${place} City Federation of Labour` : `${place} Provincial Federation of Labour`,
  }
}

/** An identity made from a scheme and a code: always the same one (shape of a UUID of version 8). */
function idOf(scheme: string, code: string): string {
  const hex = createHash('sha256').update(`lotrinh:unit:${scheme}:${code}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function table(name: string): Record<string, string>[] {
  const [head, ...rows] = parseCsvText(readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8'), ',')
  return rows.filter((row) => row.some((cell) => cell !== null)).map((row) => Object.fromEntries(head!.map((column, i) => [String(column), String(row[i] ?? '')])))
}
