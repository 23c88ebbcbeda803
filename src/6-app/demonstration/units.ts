// The units of the demonstration: districts and grassroots unions under the 63 old federations, then the summer of 2025,
// when the provinces merged, the districts ended and commune unions came.
import { newId } from '#base/id'
import { establish, openFoundation, transfer, type FoundationIds } from '#organisation'
import type { Work } from '#platform/work'
import { madeWorkplace } from './names.ts'
import { deepCorporation, deepProvinces, type DeepProvince } from './places.ts'
import type { Chance } from './random.ts'

export interface Grassroots { id: string; name: string; provinceCode: string; parentId: string; region: DeepProvince['region']; size: number; deep: boolean; districtOf: string | null; founded: string; workers: number; answered?: boolean; taught?: boolean; ended?: boolean }
export interface UpperUnit { id: string; name: string; provinceCode: string; kind: string }
export interface Told { ids: FoundationIds; grassroots: Grassroots[]; communes: UpperUnit[]; companies: UpperUnit[]; districts: Map<string, { id: string; provinceCode: string; oldCode: string }> }

/** How it stood before 1 July 2025. */
export async function unitsBefore(w: Work, c: Chance): Promise<Told> {
  const ids = await openFoundation(w)
  const told: Told = { ids, grassroots: [], communes: [], companies: [], districts: new Map() }
  const taken = new Set<string>()
  const found = (parentId: string, provinceCode: string, place: string, region: DeepProvince['region'], deep: boolean, districtOf: string | null) => {
    const work = madeWorkplace(c, place, taken)
    const occupational = c.percent(3)
    const name = occupational ? `Nghiệp đoàn cơ sở ${c.pick(['Xe ôm', 'Bốc xếp', 'Nghề cá', 'Giúp việc gia đình', 'Thợ xây'])} ${place} ${told.grassroots.length}` : `Công đoàn cơ sở ${work.name}`
    const founded = `${c.between(2004, 2024)}-${String(c.between(1, 12)).padStart(2, '0')}-15`
    const size = c.size(deep ? 26 : 22, 0.95, 1400)
    told.grassroots.push({ id: newId(), name, provinceCode, parentId, region, size, deep, districtOf, founded, workers: c.percent(16) ? size + c.between(10, 240) : size })
    return { kind: occupational ? 'occupational-union' : 'grassroots-union', attributes: { field: work.field, sector: work.sector } }
  }
  const units: Parameters<typeof establish>[1] = []
  const addGrassroots = (...args: Parameters<typeof found>) => {
    const made = found(...args)
    const g = told.grassroots.at(-1)!
    units.push({ id: g.id, name: g.name, parentId: g.parentId, from: g.founded, ...made })
  }
  for (const province of deepProvinces) {
    for (const old of province.old) for (const district of old.districts) {
      told.districts.set(district, { id: ids.districts.get(`${old.code} ${district}`)!, provinceCode: province.code, oldCode: old.code })
    }
    const districts = province.old.flatMap((o) => o.districts)
    for (let i = 0; i < province.grassroots; i++) {
      const district = c.pick(districts)
      addGrassroots(told.districts.get(district)!.id, province.code, district.replace(/^(thành phố|thị xã|huyện|quận) /, ''), province.region, true, district)
    }
  }
  for (const [code, id] of ids.oldProvinces) {
    if (deepProvinces.some((p) => p.old.some((o) => o.code === code))) continue
    const { name: place, newCode } = ids.before.get(code)!
    for (let i = c.between(5, 9); i > 0; i--) addGrassroots(id, newCode, place, 'other', false, null)
  }
  for (const company of deepCorporation.companies) {
    const id = newId()
    const name = `Công đoàn ${company} ${deepCorporation.name}`
    told.companies.push({ id, name, provinceCode: deepCorporation.code, kind: 'company-union' })
    units.push({ id, kind: 'company-union', name, parentId: ids.unions.get(deepCorporation.code)!, from: '2001-01-01' })
    for (let i = 0; i < 13; i++) addGrassroots(id, deepCorporation.code, deepCorporation.name, 'other', true, null)
  }
  for (const [code, id] of ids.unions) if (code !== deepCorporation.code && code !== 'CDVC') for (let i = 0; i < 4; i++) addGrassroots(id, code, 'Hà Nội', 'other', false, null)
  await establish(w, units, { number: 'Hồ sơ thành lập', on: null, by: null, effectiveOn: '1993-01-01' })
  return told
}

/** The weeks after the reform of 1 July 2025: commune unions are founded and take over the unions of their districts. */
export async function communeUnions(w: Work, c: Chance, told: Told): Promise<void> {
  const units: Parameters<typeof establish>[1] = []
  for (const province of deepProvinces) for (const commune of province.communes) {
    const id = newId()
    const name = `Công đoàn ${commune.kind} ${commune.name}`
    told.communes.push({ id, name, provinceCode: province.code, kind: 'commune-union' })
    units.push({ id, kind: 'commune-union', name, parentId: told.ids.provinces.get(province.code)!, from: '2025-07-15' })
  }
  await establish(w, units, { number: '12/QĐ-LĐLĐ', on: '2025-07-10', by: 'Liên đoàn Lao động tỉnh, thành phố', effectiveOn: '2025-07-15' })
  for (const province of deepProvinces) for (const commune of province.communes) {
    const to = told.communes.find((u) => u.provinceCode === province.code && u.name.endsWith(` ${commune.name}`))!
    const moving = told.grassroots.filter((g) => g.districtOf === commune.from && c.percent(72))
    for (const g of moving) g.parentId = to.id
    if (moving.length > 0) await transfer(w, { unitIds: moving.map((g) => g.id), parentId: to.id }, { number: '18/QĐ-LĐLĐ', on: '2025-07-18', by: 'Liên đoàn Lao động tỉnh, thành phố', effectiveOn: '2025-08-01' })
  }
}
